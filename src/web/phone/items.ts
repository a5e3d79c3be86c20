import type { At } from './at.ts'
import { wordsOf } from './kind.ts'

/** What a thing of an earlier step says, by its id. */
export function itemWords(at: At, id: string): string {
  const line = at.now.lines.find((one) => one.id === id)
  return line === undefined ? 'something that was taken out' : wordsOf(line.value)
}

/** The values that are in or on their way in, one's own and, where they are seen, the others'. */
export function valuesIn<V>(at: At): V[] {
  const going = at.waiting.filter((entry) => entry.act === 'put' && !at.lines.some((line) => line.id === entry.id))
  return [...at.lines, ...going].map((one) => one.value as V)
}
