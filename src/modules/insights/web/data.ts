import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type client } from '#web/lib/client.ts'
import type { Outcome } from '#web/ui/form.tsx'

export type Traced = Awaited<ReturnType<typeof client.insights.trace>>
export type TracedInsight = Traced['insights'][number]
export type Listed = Awaited<ReturnType<typeof client.insights.list>>['items'][number]
export type UnheardItem = Awaited<ReturnType<typeof client.insights.unheard>>[number]
export type ListedDecision = Awaited<ReturnType<typeof client.insights.decisions>>['items'][number]
export type ListedFinding = Awaited<ReturnType<typeof client.insights.findings>>['items'][number]
export type LedgerItem = Awaited<ReturnType<typeof client.insights.ledger>>['items'][number]
export type RouteItem = Awaited<ReturnType<typeof client.insights.routes>>[number]
export type Kind = Traced['kind']

export const KIND_WORDS: Record<Kind, string> = {
  evidence: 'Evidence',
  finding: 'Finding',
  insight: 'Insight',
  implication: 'What it means',
  decision: 'Decision',
  action: 'Action',
  outcome: 'Outcome',
}
export const LOOP_WORDS = {
  '': 'Nobody has said.',
  single: 'It helps us do better what we do.',
  double: 'It questions an assumption.',
  triple: 'It questions why we do it.',
} as const
export const SURE_WORDS = { barely: 'Barely', fairly: 'Fairly', very: 'Very' } as const
export const ANSWER_WORDS = {
  understood: 'Understood',
  not_mine: 'Not mine to act on',
  need_to_ask: 'I need to ask something',
} as const
/** An answer inside a sentence: “I” stays as it is. */
export function answerWords(answer: keyof typeof ANSWER_WORDS): string {
  const words = ANSWER_WORDS[answer]
  return words.startsWith('I ') ? words : `${words[0]!.toLowerCase()}${words.slice(1)}`
}
export const STATE_WORDS = {
  too_early: 'Too early to say.',
  agreed: 'It did what we hoped.',
  partly_agreed: 'It did part of what we hoped.',
  not_agreed: 'It did not do what we hoped.',
  dont_know: 'We don’t know.',
} as const
export const STARTED_WORDS = {
  us: 'Started by us, not by a funder.',
  funder: 'Started by a funder.',
  event: 'Started by something that happened.',
} as const

export const STRENGTH_WORDS = {
  weak: 'The learning was weak.',
  fair: 'The learning was fair.',
  strong: 'The learning was strong.',
} as const
export const UNCLEAR_WORDS = {
  not_accepted: 'Nobody has taken it on yet.',
  declined: 'It was given back: somebody has to take it on.',
  has_left: 'They have left: somebody has to take it on.',
} as const
export const FINDING_KIND_WORDS = {
  formative: 'Formative',
  developmental: 'Developmental',
  participatory: 'Participatory',
  summative: 'Summative',
} as const

/** Days as the place counts them, never as this device does. */

export function wordsOf(data: FormData, name: string): string {
  return String(data.get(name) ?? '').trim()
}

export function dayOf(data: FormData, name: string): string | null {
  return wordsOf(data, name) || null
}

const ENDED =
  'This link does not work any more: it has ended, a newer one took its place, or what was sent was taken back. Nothing went, and what you wrote is still here. Copy it, and ask whoever sent this for a new link.'

/** Runs what is said on the page of a link: what is wrong stands at its field, and a link that has ended meanwhile is said so. */
export async function bySeat(say: () => Promise<unknown>): Promise<Outcome> {
  try {
    await say()
  } catch (thrown) {
    const { code, data } = thrown as { code?: string; data?: { fields?: Record<string, string> } }
    if (data?.fields && Object.keys(data.fields).length > 0) return { errors: data.fields }
    if (code === 'not_found') return { problem: ENDED }
    throw thrown
  }
}

type Answer = { ok: true } | { ok: false; sentence: string }

/** Runs one mutation for a form: a refusal and a fault both leave everything typed where it is. */
export function useSending(): (send: () => Promise<Answer>, done: () => void) => Promise<Outcome> {
  const queries = useQueryClient()
  return async (send, done) => {
    try {
      const answer = await send()
      if (!answer.ok) {
        void queries.invalidateQueries()
        return { problem: answer.sentence }
      }
    } catch (thrown) {
      const fields = (thrown as { data?: { fields?: Record<string, string> } }).data?.fields
      if (fields && Object.keys(fields).length > 0) return { errors: fields }
      throw thrown
    }
    await queries.invalidateQueries()
    done()
  }
}

/** When what nobody answers comes back to whoever sent it, as this space has set it. Nothing while that is not known. */
export function useComesBack(address: string): string {
  const terms = useQuery(api.spaces.terms.queryOptions({ input: { address } }))
  const days = terms.data?.receiverDays
  if (days === undefined) return ''
  return `Not answered in ${days === 1 ? 'a day' : `${days} days`}, it comes back to you.`
}
