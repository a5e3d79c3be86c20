import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import type { Activity } from '../room/data.ts'

type Answer = { ok: true } | { ok: false; sentence: string }

/** Runs one act at a time and says what went wrong in words, or nothing; what was refused stays typed. */
export function useActs() {
  const queries = useQueryClient()
  const [problem, setProblem] = useState('')
  const run = async (work: () => Promise<Answer>): Promise<string> => {
    setProblem('')
    let wrong = ''
    try {
      const answer = await work()
      if (!answer.ok) wrong = answer.sentence
    } catch (thrown) {
      const { data, message } = thrown as { data?: { fields?: Record<string, string> }; message?: string }
      const field = Object.values(data?.fields ?? {})[0]
      wrong = field ?? message ?? 'It did not go through. What you typed is still here; try again.'
    }
    setProblem(wrong)
    await queries.invalidateQueries({ queryKey: api.gatherings.key() })
    return wrong
  }
  return { problem, run }
}

/**
 * Puts things in to the step that is on. An id made here makes a second try harmless. Each act answers with what went wrong
 * in words, or with nothing; what was refused stays typed.
 */
export function usePut(activity: Activity) {
  const { problem, run } = useActs()
  const state = activity.step!
  return {
    problem,
    put: (id: string, value: unknown) =>
      run(() => client.gatherings.put({ step: state.id, chapter: activity.chapter, items: [{ id, value }] })),
    change: (id: string, version: number, value: unknown) =>
      run(() => client.gatherings.changeLine({ id, version, value })),
    takeOut: (id: string) => run(() => client.gatherings.takeOut({ id })),
  }
}
