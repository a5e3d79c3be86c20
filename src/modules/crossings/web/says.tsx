import { dayWords } from '#web/lib/day.ts'
import type { Form, Mine, State } from '../contract.ts'

/** How words go, as it stands beside them. */
export const HOW: Record<Form, string> = {
  words: 'with the name',
  unnamed: 'without a name',
  theme: 'as one sentence, not the words it rests on',
}
export const STATE: Record<State, string> = {
  not_settled: 'Not settled',
  went: 'Went',
  stays: 'Stays',
  taken_back: 'Taken back',
}
/** Said after a taking back, always. */
export const NOT_RECALLED =
  "What can't be called back: words already printed or copied by hand, and a copy that somebody took of a space (they are told to delete it). The text of a document stays until whoever brought it in takes it out: ask them."

/** What became of it, in one sentence. */
export function fate(one: Mine): string {
  if (one.state === 'not_settled') return 'Not everyone whose yes it needs has answered. Without an answer it stays.'
  if (one.state === 'stays')
    return one.part === 'said'
      ? 'It stays where it was said.'
      : 'It stays where it was said. There are no reasons to give.'
  if (one.state === 'taken_back')
    return one.part === 'said' ? `You took it back. ${NOT_RECALLED}` : 'It was taken back by whoever said it.'
  const there = one.until === null ? 'It can be read there.' : `It can be read there until ${dayWords(one.until)}.`
  return one.can.takeBack ? `${there} You can take it back at any time.` : there
}
