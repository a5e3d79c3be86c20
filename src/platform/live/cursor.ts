import { createHmac, randomBytes } from 'node:crypto'

/** The number of the last event handed out, for each chapter that somebody may read. */
export type Reached = Map<string, number>

/** Known to this process alone: nobody makes a cursor up, and one from before a restart asks for everything afresh. */
const KEY = randomBytes(32)

/**
 * Where a reader's stream stands, as the `id` of a frame: one number per chapter, in an order that only this reader's own
 * chapters give it. There is no number in it but those of chapters they may read, and it means nothing to anybody else.
 */
export function writeCursor(person: string, reached: Reached): string {
  const order = [...reached.keys()].sort()
  const numbers = order.map((chapter) => reached.get(chapter)!.toString(36))
  return [seal(person, order, numbers), ...numbers].join('.')
}

/** Null where it is not this reader's, or where what they may read has changed: then everything is asked for afresh. */
export function readCursor(person: string, chapters: Set<string>, cursor: string): Reached | null {
  const [found, ...numbers] = cursor.split('.')
  const order = [...chapters].sort()
  if (found !== seal(person, order, numbers) || numbers.length !== order.length) return null
  if (!numbers.every((number) => /^[0-9a-z]{1,11}$/.test(number))) return null
  return new Map(order.map((chapter, index) => [chapter, Number.parseInt(numbers[index]!, 36)]))
}

function seal(person: string, order: string[], numbers: string[]): string {
  return createHmac('sha256', KEY)
    .update([person, ...order, ...numbers].join(' '))
    .digest('base64url')
    .slice(0, 22)
}
