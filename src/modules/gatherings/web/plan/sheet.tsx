import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '#web/lib/client.ts'
import type { Item } from '../data.ts'
import { placed } from './data.ts'

type Removed = { item: Item; before: string | null; finding: string | null }
export type Sheet = {
  /** What is on, in the order in which it was put here, also while the place does not know of it yet. */
  items: readonly Item[]
  /** Puts one at another place, at once on the screen; if the place says no, back where it was. */
  move: (from: number, to: number) => void
  remove: (item: Item) => void
  putBack: () => void
  /** Puts a finding at its end, to be made sense of together. */
  bring: (finding: string) => void
  /** What was taken off last, until something else is done or it is put back. */
  removed: Removed | null
  /** What became of the last move, for whoever listens. */
  said: string
  problem: string
}

/** A finding on the run sheet: the title is everybody's in the room, so nothing of its words is in it. */
const FINDING = { sort: 'talk', title: 'Make sense of a finding', minutes: 20 } as const

/**
 * What is done with a run sheet: order, take off, put back, bring a finding. Each act is one answer of the place.
 * @param findings the findings on it, by the item they are on
 */
export function useSheet(room: string, known: readonly Item[], findings: ReadonlyMap<string, string>): Sheet {
  const queries = useQueryClient()
  const [removed, setRemoved] = useState<Removed | null>(null)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState('')
  const moving = useMutation(api.gatherings.moveItem.mutationOptions())
  const taking = useMutation(api.gatherings.removeItem.mutationOptions())
  const adding = useMutation(api.gatherings.addItem.mutationOptions())
  const attempt = () => crypto.randomUUID()
  // What is fetched while a move is on its way may be older than it, and would put the row back under somebody's hand.
  const [order, setOrder] = useState<readonly Item[] | null>(null)
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const items = order ?? known

  /** Does it, says what went wrong in words, and fetches afresh how it stands now. */
  const act = async (work: () => Promise<{ ok: boolean; sentence?: string }>) => {
    setProblem('')
    try {
      const answer = await work()
      if (!answer.ok) setProblem(answer.sentence ?? '')
      return answer.ok
    } catch {
      setProblem('It stands as it did before. Look at it again; somebody else may have changed it meanwhile.')
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: api.gatherings.key() })
    }
  }
  const move = (from: number, to: number) => {
    const item = items[from]
    if (item === undefined || to < 0 || to >= items.length || to === from) return
    const next = placed(items, from, to)
    setOrder(next)
    setSaid(`“${item.title}” is now ${to + 1} of ${items.length}.`)
    // One after the other, as they were made: each says only before what its row comes.
    const mine = last.current.then(() =>
      act(() => moving.mutateAsync({ attempt: attempt(), item: item.id, before: next[to + 1]?.id ?? null })),
    )
    last.current = mine
    void mine.then(() => last.current === mine && setOrder(null))
  }
  const remove = (item: Item) => {
    const at = items.findIndex((one) => one.id === item.id)
    const before = items[at + 1]?.id ?? null
    void act(() => taking.mutateAsync({ attempt: attempt(), item: item.id })).then((ok) => {
      if (ok) setRemoved({ item, before, finding: findings.get(item.id) ?? null })
    })
  }
  const putBack = () => {
    if (removed === null) return
    const { id: _, version: __, state: ___, begunAt: ____, ...what } = removed.item
    const before = items.some((one) => one.id === removed.before) ? removed.before : null
    const { finding } = removed
    void act(() => adding.mutateAsync({ attempt: attempt(), room, before, finding, ...what })).then((ok) => {
      if (ok) setRemoved(null)
    })
  }
  const bring = (finding: string) => {
    void act(() => adding.mutateAsync({ attempt: attempt(), room, finding, ...FINDING })).then((ok) => {
      if (ok) setSaid('The finding is on the run sheet, at its end.')
    })
  }
  return { items, move, remove, putBack, bring, removed, said, problem }
}
