import { type Card, type Moment, type Step, stands, type Whose } from '../steps.ts'

/** Short ways to write a year down: who, when, where, in what words. */
export const evidence = (
  at: Moment,
  who: string,
  key: string,
  where: string,
  words: string,
  whose: Whose,
  card?: Card,
): Step => ({ at, who, key, does: 'evidence', in: where, words, whose, ...(card && { card }) })

export const excerpt = (
  at: Moment,
  who: string,
  key: string,
  of: string,
  words: string,
  whose: Whose,
  card?: Card,
): Step => ({ at, who, key, does: 'excerpt', in: 'wearmouth', of, words, whose, ...(card && { card }) })

/** Brings a line of somebody's own journal to a space; what else the entry says stays with them. */
export const line = (
  at: Moment,
  who: string,
  key: string,
  to: string,
  words: string,
  more = '',
  form: 'words' | 'unnamed' = 'unnamed',
): Step => ({ at, who, key, does: 'line', to, words, entry: more === '' ? words : `${words} ${more}`, form })

/** A document as a file; with where it came from it is pasted. */
export const document = (
  at: Moment,
  who: string,
  key: string,
  where: string,
  file: string,
  title: string,
  source?: string,
): Step => ({ at, who, key, does: 'document', in: where, file, title, ...(source !== undefined && { source }) })

export const turning = (at: Moment, who: string, day: string, words: string, where = 'wearmouth'): Step => ({
  ...{ at, who, does: 'call' as const, what: 'spaces.addTurningPoint' },
  with: { address: `$${where}.address`, chapter: `$${where}.said`, day, words },
})

export const call = (at: Moment, who: string, what: string, given: Record<string, unknown>, key?: string): Step => ({
  ...{ at, who, does: 'call' as const, what, with: given },
  ...(key === undefined ? {} : { key }),
})

/** What came of an action, and who says so. */
export const conclude = (
  at: Moment,
  who: string,
  of: string,
  state: string,
  words: string,
  says_who: string,
  more = {},
): Step =>
  call(at, who, 'insights.conclude', { ...stands('wearmouth'), action: `$${of}`, state, words, says_who, ...more })
