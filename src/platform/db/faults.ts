import { AppError } from '#shared/errors.ts'

/** What the database's own refusals mean to a person. Constraint names, details and hints go no further than here. */
const REFUSALS: Record<string, string> = {
  TF001: 'This cannot be done from here.',
  TF002: 'They are in this space already, in that class.',
  TF003: 'These words are not the ones that stand there now. Open it again and choose the words afresh.',
  TF004: 'What came without a name stays without a name. Bring it without a name, or as a theme.',
  TF005: 'It is in that space already.',
  TF006: 'Nobody speaks for that organisation here yet, so its name cannot go along. Bring the words without its name.',
  TF007:
    'A theme says it in other words, so that nobody is known by theirs, and this one repeats what was said. Nothing has gone anywhere. Write it afresh, or let the words themselves go.',
  TF008:
    'These words were typed for somebody who cannot be asked from here. Nothing has gone anywhere. Let only the theme go, in a sentence of your own.',
  TF010: 'This space is closed. It can be read, and nothing is added to it any more.',
  TF011: 'Somebody has asked to close this space already. Open the page again to see what they ask.',
  TF012: 'It has taken effect in the meantime, so it cannot be called off any more.',
  TF031:
    'Not everybody who reads this was there when that was said, so it cannot rest on it. Bring it in first: whoever said it is asked, and then it can stand here.',
  TF032:
    'This has words in it that were said before everybody who reads it came. Say it in your own words, or bring them in first, which asks whoever said them.',
  TF033:
    'The words under this were taken back, or their time is over. Nothing was kept of it; what you typed is still here.',
  TF034:
    'What would go out has words in it that were typed for somebody who cannot be asked. Nothing was sent: say it in your own words, then send it.',
  TF035:
    'Something is being asked to go to this post, under the name it has. Call it something else when that is settled.',
  TF036:
    'Something was let out to this post, so nobody puts themselves on it. Ask another manager, or the others here.',
  TF037:
    'Somebody was let go by somebody else in the last thirty days, so its end can be asked for only after that. Nothing was changed.',
  TF038:
    'This would close a circle: what you chose to put it under is part of it already. Nothing was changed; what you typed is still here.',
  TF039:
    'A question that is worked on has somebody who owns it and somebody who facilitates it. Name both, and try again; nothing was changed.',
  TF040: 'Only somebody who reads this can hold it. Choose somebody else; nothing was changed.',
  TF021:
    'Nobody gives this role to themselves: ask the others under “Who does what”, and it is yours when they say yes.',
  TF022:
    'Only a manager can let somebody in with a role that acts for others. Take the invitation back, and ask again without the role.',
  TF023: 'You are the only manager. Pass that on to somebody first; nothing was changed.',
  TF024: 'It is so already, or is being asked already. Open the page again to see how it stands.',
  TF056: 'This space is unlisted, and a request would tell others that it exists. Nothing was sent.',
  TF057: 'You have asked them already, and their day has not come. Take that back first, or wait. Nothing was sent.',
  TF058:
    'This has words in it that somebody said in this space. Ask in your own words; what was said here goes elsewhere only when its speaker lets it. Nothing was sent.',
  TF061: 'Only a demonstration has a clock of its own. Nothing was changed.',
  TF062: 'The clock goes forward only: what was written would lie ahead of it. Nothing was changed.',
  TF067:
    'Somebody in that group belongs to a body that is on this map now. Nothing was kept: keep it with a new group.',
  TF100:
    'This round is over: it has been opened to everybody, or called off, already. Open the page again to see what came of it.',
  TF101:
    'Too few are here for what nobody is named in: it could be told whose a line is. Nothing was opened, and what was put in is kept as it was.',
  TF103:
    'This was taken back, or its time is over, so there is nothing to answer any more. Nothing was sent; what you typed is still here.',
  TF025: 'Choose a last day after today, and within three years. Nothing was sent.',
}
const INVALID = new Set(['22001', '22007', '22008', '22021', '22P02', '22P05', '23502', '23514'])

/** What the driver says in words alone where the database is not reached, does not get round to us in time, or goes away meanwhile. */
const UNREACHED =
  /^(timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|Client was closed|Client has encountered a connection error)/
/** The same as the system says it. A lock that was not had in time is waited for as well as asked for again. */
const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '55P03'])

function unreached(fault: unknown, code: string): boolean {
  if (code.startsWith('08') || code.startsWith('57') || code.startsWith('53') || LOST.has(code)) return true
  // The socket of our own server is a file, and is not there while it starts.
  if (code === 'ENOENT') return (fault as { syscall?: string }).syscall === 'connect'
  return fault instanceof Error && UNREACHED.test(fault.message)
}

/** Two transactions stood in each other's way, and this one was undone whole: done again, it finds the other one done. */
export const wasInTheWay = (fault: unknown): boolean =>
  ['40001', '40P01'].includes(String((fault as { code?: unknown } | null)?.code))

/** What a fault is called, for the log: its class, and the code that the database or the system gives it. Never a word of what it says. */
export function nameOf(fault: unknown): string {
  const code = String((fault as { code?: unknown } | null)?.code ?? '')
  const name = fault instanceof Error ? fault.constructor.name : typeof fault
  return /^[A-Z0-9_]{3,30}$/.test(code) ? `${name} ${code}` : name
}

/** Maps a fault of the database driver to one of the closed list; anything unknown is a `fault` and keeps its cause for the log's class name only. */
export function meaningOf(fault: unknown): AppError {
  if (fault instanceof AppError) return fault
  const code = typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : ''
  if (code === 'TF404' || code === '42501' || code === '23503') return new AppError('not_found')
  const refusal = REFUSALS[code]
  if (refusal !== undefined) return new AppError('refused', refusal)
  if (INVALID.has(code)) return new AppError('invalid')
  if (code === '23505') return new AppError('conflict')
  if (wasInTheWay(fault) || unreached(fault, code)) return new AppError('unavailable')
  return new AppError('fault')
}
