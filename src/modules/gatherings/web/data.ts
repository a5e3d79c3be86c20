import { useQueryClient } from '@tanstack/react-query'
import { addDays, sayWeekday, sayWholeWeekday } from '#shared/day.ts'
import type { client } from '#web/lib/client.ts'
import { today } from '#web/lib/day.ts'
import type { Outcome } from '#web/ui/form.tsx'

export type Gathering = Awaited<ReturnType<typeof client.gatherings.one>>
export type Item = Awaited<ReturnType<typeof client.gatherings.agenda>>['items'][number]
type Call = Parameters<typeof client.gatherings.plan>[0]['call']
export type Shared = Awaited<ReturnType<typeof client.gatherings.toldBack>>['share']

/** What a call promises, and what became of it. */
export const sharedOf = (call: Gathering): Shared => ({
  ...{ what: call.shareWhat, how: call.shareHow, by: call.shareBy, late: call.shareLate },
  ...{ keptOn: call.shareKeptOn, kept: call.shareKept, keptHow: call.shareKeptHow, said: call.shareSaid },
})

export type { Call }

export const WAY_WORDS: Record<Gathering['way'], string> = {
  in_person: 'In a room',
  online: 'On a call',
  hybrid: 'In a room and on a call',
  over_days: 'Over some days, each when they can',
}
export const KIND_WORDS: Record<Gathering['kind'], { label: string; hint: string }> = {
  gathering: { label: 'A gathering', hint: 'To learn something together.' },
  pause: { label: 'A pause', hint: 'To look up from the work. Nothing new is taken on in it.' },
  informal: { label: 'Informal', hint: 'A walk, a meal, a visit. Nothing has to come out of it.' },
  large: { label: 'Large', hint: 'Many people, at tables, each with somebody who writes.' },
  over_days: { label: 'Over days', hint: 'Each takes part when they can, until a last day.' },
}
export const MODE_WORDS: Record<NonNullable<Gathering['modeMeant']>, { label: string; hint: string }> = {
  mirror: { label: 'Mirror', hint: 'Shows people what is there, and leaves what to make of it to them.' },
  mentor: { label: 'Mentor', hint: 'Brings what others have learned, and gives advice where it is asked for.' },
  midwife: { label: 'Midwife', hint: 'Helps something come into the world that is theirs.' },
}
export const OUT_WORDS: Record<Gathering['keptOut'][number], string> = {
  funder: 'Whoever funds somebody here',
  public_body: 'Public bodies',
  grantee: 'Grantees',
  delivery_partner: 'Delivery partners',
  learning_partner: 'The learning partner',
  evaluator: 'Evaluators',
  academic: 'Academics',
  community_member: 'Residents',
  observer: 'Whoever only watches',
  line_manager: 'Anybody’s line manager',
}

export const count = (n: number, one: string, several = `${one}s`) =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : several}`

/** “Thursday 12 March, 14:30, 90 minutes”; to whoever is elsewhere, where that is and what it is for them. */
export function whenWords(call: Pick<Gathering, 'startsOn' | 'startsAt' | 'endsOn' | 'minutes' | 'zone'>): string {
  const say = call.startsOn.slice(0, 4) === today().slice(0, 4) ? sayWeekday : sayWholeWeekday
  const from = `${say(call.startsOn)}, ${call.startsAt}${elsewhere(call)}`
  return call.endsOn === null ? `${from}, ${count(call.minutes, 'minute')}` : `${from}, to ${say(call.endsOn)}`
}

export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
export const zoneName = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ')
/** What a clock on the wall shows where that zone is: `2026-10-22 15:30`. */
const wallIn = (zone: string, at: number): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })

/** For a reader whose clock shows something else then: where that time is, and what it is for them. Empty for all others. */
export function elsewhere(call: Pick<Gathering, 'startsOn' | 'startsAt' | 'zone'>, here = zoneHere()): string {
  const meant = Date.parse(`${call.startsOn}T${call.startsAt}Z`)
  const ahead = (at: number) => Date.parse(`${wallIn(call.zone, at).replace(' ', 'T')}Z`) - at
  // Once more, since the clock may have changed between the first guess and then.
  const at = meant - ahead(meant - ahead(meant))
  const [day, time] = wallIn(here, at).split(' ') as [string, string]
  if (day === call.startsOn && time === call.startsAt) return ''
  return ` in ${zoneName(call.zone)} (${day === call.startsOn ? '' : `${sayWeekday(day)}, `}${time} where you are)`
}

/** Whether its day is over, though nobody has closed it. */
export const hasPassed = (call: Pick<Gathering, 'startsOn' | 'endsOn'>) => (call.endsOn ?? call.startsOn) < today()
/** Two weeks from now: the usual day of something that is called today. */
export const usualDay = () => addDays(today(), 14)

export const wordsOf = (data: FormData, name: string): string => String(data.get(name) ?? '').trim()

type Answer = { ok: true } | { ok: false; sentence: string }
/** What somebody is told whose text is older than what stands there; their own stays in front of them. */
export const isConflict = (thrown: unknown) => (thrown as { code?: string } | null)?.code === 'conflict'

/** Runs one mutation for a form: a refusal and a fault both leave everything typed where it is. */
export function useSending(): (send: () => Promise<Answer>, done: () => void) => Promise<Outcome> {
  const queries = useQueryClient()
  return async (send, done) => {
    try {
      const answer = await send()
      if (!answer.ok) return { problem: answer.sentence }
    } catch (thrown) {
      const fields = (thrown as { data?: { fields?: Record<string, string> } }).data?.fields
      if (fields && Object.keys(fields).length > 0) return { errors: fields }
      throw thrown
    }
    await queries.invalidateQueries()
    done()
  }
}

export const CLASS_WORDS: Record<Exclude<Gathering['keptOut'][number], 'line_manager'>, string> = {
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
