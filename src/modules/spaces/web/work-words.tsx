import type { CONSTITUENCIES, FUNCTIONS } from '../contract.ts'

/** What stands on screen for what an organisation can carry. */
export const FUNCTION_WORDS: Record<(typeof FUNCTIONS)[number], string> = {
  hosting: 'Hosting the partnership',
  facilitation: 'Facilitation',
  administration: 'Administration',
  money: 'Holding the money',
  evaluation: 'Evaluation',
  communication: 'Telling others',
  venue: 'A place to meet',
  other: 'Something else',
}
export const AS_WORDS: Record<(typeof CONSTITUENCIES)[number], string> = {
  practitioner: 'manager or practitioner',
  consultant: 'consultant',
  academic: 'academic',
}
export const choicesOf = <Key extends string>(words: Record<Key, string>) =>
  (Object.keys(words) as Key[]).map((value) => ({ value, label: words[value] }))
