import type { House } from '#platform/access/context.ts'
import type { Asked } from '#platform/http/module.ts'
import { keyOf } from './choose.ts'

/** Where something stands on somebody's page, in letters and digits that tell nothing of it: not even, of two letters, that both ask the same. */
export const anchorOf = (ask: Asked, person: string, { tag }: House) => tag(`${person} ${keyOf(ask)}`).slice(0, 10)

const minutesWords = (minutes: number) => (minutes === 1 ? 'one minute' : `${minutes} minutes`)
const HOW = { daily: 'once a day', weekly: 'once a week' }

/**
 * A letter of counts and links: whoever carries it, keeps it or reads over a shoulder learns that something waits, and
 * not what, from whom or in which space. Each thing is named by the part of the place that asks.
 */
export function letterOf(
  of: { named: readonly Asked[]; waiting: number; how: 'daily' | 'weekly' },
  anchor: (ask: Asked) => string,
  baseUrl: string,
  secret: string,
) {
  const minutes = of.named.reduce((sum, ask) => sum + ask.minutes, 0)
  const stop = `${baseUrl}/letters/stop#${secret}`
  const more = of.waiting - of.named.length
  const waits = of.waiting === 1 ? 'One thing waits for you' : `${of.waiting} things wait for you`
  return {
    subject: waits,
    text: [
      `${waits}. ${of.named.length === 1 ? 'It takes' : `These take`} about ${minutesWords(minutes)}${of.named.length === 1 ? '' : ' in all'}.`,
      ...of.named.map(
        (ask, at) => `${at + 1}. ${ask.about}, ${minutesWords(ask.minutes)}.\n${baseUrl}/today#${anchor(ask)}`,
      ),
      more > 0 ? `${more} more will come up when these are done.` : '',
      'What each is about stands behind the link and not in this letter, so that nobody who handles your mail reads it.',
      `You get this because you chose to be told ${HOW[of.how]}. Five things are named at most, what is due first. What you put aside, and what is in your journal or between two people, is not counted.`,
      `Change when letters come: ${baseUrl}/me/letters`,
      `Stop them, without signing in: ${stop}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    headers: { 'List-Unsubscribe': `<${stop}>`, 'Auto-Submitted': 'auto-generated' },
  }
}
