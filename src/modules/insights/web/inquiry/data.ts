import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, type client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'

export type Question = Awaited<ReturnType<typeof client.insights.questions>>['items'][number]
export type Assumption = Awaited<ReturnType<typeof client.insights.assumptions>>['items'][number]
export type Cycle = Awaited<ReturnType<typeof client.insights.cycles>>['items'][number]
export type Experiment = Awaited<ReturnType<typeof client.insights.experiments>>['items'][number]
export type Aim = Awaited<ReturnType<typeof client.insights.aims>>[number]
export type Around = Awaited<ReturnType<typeof client.insights.around>>
export type Linked = Question['linked'][number]
export type Kind = Linked['kind']
export type Role = Linked['role']
export type Change = Assumption['history'][number]

export const STATE_WORDS: Record<Question['state'], string> = {
  draft: 'Not worked on yet',
  active: 'Worked on now',
  answered: 'Answered',
  not_answerable: 'Cannot be answered',
  parked: 'Laid aside',
}
export const HELD_WORDS: Record<Assumption['state'], string> = {
  held: 'Held',
  tested: 'Tested',
  changed: 'Changed',
}
export const PARTIES_WORDS = {
  within: 'Within one party',
  between: 'Between two',
  across: 'Across all of us',
} as const
export const AIM_WORDS: Record<Aim['kind'], string> = {
  strategy: 'Recommendations for a strategy',
  knowledge: 'Sharing what is known',
  capacity: 'Getting better at it',
  influencing: 'Influencing others',
  other: 'Something else',
}
export const SCALES = ['person', 'organisation', 'partnership', 'system', 'landscape'] as const
export const SCALE_WORDS: Record<Around['scales'][number]['scale'], string> = {
  person: 'A person',
  organisation: 'An organisation',
  partnership: 'The partnership',
  system: 'The wider system',
  landscape: 'The landscape',
}
export const CLASS_WORDS: Record<Around['provenance']['classes'][number]['class'], string> = {
  funder: 'funder',
  public_body: 'public body',
  grantee: 'grantee',
  delivery_partner: 'delivery partner',
  learning_partner: 'learning partner',
  evaluator: 'evaluator',
  academic: 'academic',
  community_member: 'resident',
  observer: 'watching',
}
export const CONSENT_WORDS: Record<Around['provenance']['consent'][number]['how'], string> = {
  here: 'said here, under their own name',
  named: 'brought in with their speaker’s yes, under their name',
  unnamed: 'brought in with their speaker’s yes, without a name',
  theme: 'brought in as a theme, not in the words that were said',
  role: 'written down for somebody who is told by their role',
  nobody: 'nobody’s own words, as a table of figures is',
}
export const STEPS = ['question', 'try', 'data', 'sense', 'decision'] as const
export const STEP_WORDS: Record<Cycle['at_step'], string> = {
  question: 'Question',
  try: 'Try',
  data: 'Data',
  sense: 'Sense',
  decision: 'Decision',
}
export const SHOWS_HINTS: Record<Cycle['at_step'], string> = {
  question: 'What we ask is agreed among those it concerns.',
  try: 'What was tried, where, and with whom.',
  data: 'What was noticed, counted or said.',
  sense: 'What those concerned make of it, and who sees it differently.',
  decision: 'What was decided, and by whom.',
}
export const RESULT_WORDS: Record<NonNullable<Experiment['result']>, string> = {
  worked: 'It worked',
  partly: 'It partly worked',
  did_not_work: 'It did not work: a result worth having',
  too_early: 'Too early to say',
}
export const KIND_NAMES: Record<Kind, [one: string, many: string]> = {
  evidence: ['piece of evidence', 'pieces of evidence'],
  finding: ['finding', 'findings'],
  insight: ['insight', 'insights'],
  implication: ['implication', 'implications'],
  question: ['question', 'questions'],
  assumption: ['assumption', 'assumptions'],
  experiment: ['experiment', 'experiments'],
  cycle: ['cycle', 'cycles'],
  decision: ['decision', 'decisions'],
  action: ['action', 'actions'],
  outcome: ['outcome', 'outcomes'],
  artefact: ['document', 'documents'],
  aim: ['aim', 'aims'],
}

/** “3 pieces of evidence”, “1 insight”. */
export const countWords = (kind: Kind, many: number) => `${many} ${KIND_NAMES[kind][many === 1 ? 0 : 1]}`

/** Where each kind of thing is read; evidence is read where it stands, and has no page of its own. */
export function pathOf(address: string, kind: Kind, id: string): string | null {
  const insights = `/s/${address}/insights`
  switch (kind) {
    case 'evidence':
      return null
    case 'artefact':
      return `/s/${address}/evidence/d/${id}`
    case 'insight':
      return `${insights}/${id}`
    case 'question':
      return `${insights}/questions/${id}`
    case 'assumption':
      return `${insights}/questions#held-${id}`
    case 'cycle':
      return `${insights}/cycles/${id}`
    case 'experiment':
      return `${insights}/cycles#tried-${id}`
    case 'aim':
      return `${insights}/aims/${id}`
    default:
      return `${insights}/${id}?kind=${kind}`
  }
}

export const ended = (words: string) => (words === '' || /[.!?…]$/.test(words) ? words : `${words}.`)

/** “by 12 December”, and that it comes near or has passed, without alarm. */
export function byWhen(day: string | null, near: 'near' | 'past' | null): string {
  if (day === null) return ''
  const on = `By ${dayWords(day)}`
  return near === 'past' ? `${on}, which has passed.` : near === 'near' ? `${on}, which is near.` : `${on}.`
}

/** Who may hold something here: everybody who is in. */
export function useMembers(address: string): { value: string; label: string }[] {
  const people = useQuery(api.spaces.people.queryOptions({ input: { address } }))
  const named = new Map(people.data?.members.map((one) => [one.person, one.name]))
  return [...named].map(([value, label]) => ({ value, label }))
}

type Anew = { ok: true } | { ok: false; sentence: string; theirs?: { version: number; words: string } | undefined }

/** The version a form was opened on; where somebody else was quicker, their words, to lay beside what was typed. */
export function useTheirs(version: number) {
  const [at, setAt] = useState(version)
  const [theirs, setTheirs] = useState<string | null>(null)
  const heed = <T extends Anew>(answer: T): T => {
    if (!answer.ok && answer.theirs) {
      setTheirs(answer.theirs.words)
      setAt(answer.theirs.version)
    }
    return answer
  }
  return { at, theirs, heed }
}

/** Somebody who came to one thing of a list is brought to it once the list is there. */
export function useArrival(ready: boolean): void {
  useEffect(() => {
    const at = window.location.hash.slice(1)
    if (ready && at !== '') document.getElementById(at)?.scrollIntoView()
  }, [ready])
}
