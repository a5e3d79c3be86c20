import { sayWholeDay } from '#shared/day.ts'
import { titleOutside } from './calendar.ts'
import type { Told } from './invitation.ts'
import { whenInWords } from './said.ts'

type Kind = 'asks' | 'changed' | 'off'
const lines = (...parts: (string | false)[]) => parts.filter(Boolean).join('\n\n')

/**
 * The letter that asks somebody to a gathering. A letter is read by whoever handles somebody's mail: it says when, where,
 * what comes back, what is paid and what the learning partner's role is, and nothing of what it is about or who else is
 * asked; of a space that may not be known of it says the day and the hour alone. The rest stands behind the link.
 */
export function letterOf(told: Told, kind: Kind, baseUrl: string, key: string) {
  const link = `${baseUrl}/invitation#${key}`
  const stop = `${baseUrl}/invitation?stop=yes#${key}`
  const when = whenInWords(told.starts_on, told.starts_at, told.zone)
  const title = titleOutside(told)
  const who = told.unlisted || told.convener === '' ? 'You are asked' : `${told.convener} asks you`
  const heading = {
    asks: `${who}: ${title}, ${when}`,
    changed: `Changed: ${title}, now ${when}`,
    off: `Called off: ${title}, ${when}`,
  }[kind]
  const opening = {
    asks: told.unlisted ? `${who} to a gathering.` : `${who} to a gathering of ${told.space_name}: ${told.title}.`,
    changed: `Something changed about “${title}”. This is how it stands now.`,
    off: `“${title}” on ${when} does not take place, or you are no longer asked to it. There is nothing you need to do.`,
  }[kind]
  const share = [told.share_what, told.share_how].filter(Boolean).join(' ')
  const by = told.share_by === null ? '' : ` By ${sayWholeDay(told.share_by)}.`
  const open = kind !== 'off' && !told.unlisted
  return {
    link,
    subject: heading,
    text: lines(
      told.name !== '' && `Hello ${told.name},`,
      opening,
      kind !== 'off' && `When: ${when}, ${told.minutes} minutes.`,
      open && told.place !== '' && `Where: ${told.place}`,
      open && share !== '' && `What comes back to you: ${share}${by}`,
      open && told.paid !== '' && `What is paid for coming: ${told.paid}`,
      open && told.role !== '' && `The learning partner there: ${told.role}`,
      open && told.agreed !== '' && `Agreed: ${told.agreed}`,
      kind !== 'off' && `Say whether you come. It takes one minute and needs no account:\n${link}`,
      kind !== 'off' &&
        'What it is about stands behind the link and not in this letter, so that nobody who handles your mail reads it. The link is yours alone: do not pass it on.',
      `You get this because you were asked to this gathering. Five such letters a day come to you at the most. Get no more of them, without signing in: ${stop}`,
    ),
    headers: { 'List-Unsubscribe': `<${stop}>`, 'Auto-Submitted': 'auto-generated' },
  }
}

/** Days as days. Without a title: of a space that may not be known of. */
export type SharedLetter = { name: string; title: string; starts_on: string }

/** That what was promised is told now. What it is stands behind the link: a letter is read by whoever handles somebody's mail. */
export function shareLetter({ name, title, starts_on }: SharedLetter, baseUrl: string, key: string) {
  const what = title === '' ? 'a gathering' : `“${title}”`
  return {
    subject: `What came of ${what}`,
    text: lines(
      name !== '' && `Hello ${name},`,
      `You were promised to hear what came of ${what} on ${sayWholeDay(starts_on)}. It is told now.`,
      `Read it here. It takes one minute and needs no account; the link works for ninety days:\n${baseUrl}/told#${key}`,
      'This is the one letter about it. An address that was left for it is forgotten with it.',
    ),
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
