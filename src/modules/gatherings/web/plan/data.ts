import type { Item } from '../data.ts'

const DAY = 24 * 60

/** “14:05”, so many minutes after “14:00”. Past midnight it begins again. */
export function timeAfter(startsAt: string, minutes: number): string {
  const [hours = 0, rest = 0] = startsAt.split(':').map(Number)
  const at = (((hours * 60 + rest + minutes) % DAY) + DAY) % DAY
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

export const totalOf = (items: readonly Pick<Item, 'minutes'>[]) => items.reduce((sum, one) => sum + one.minutes, 0)

/** How many minutes stand before each. */
export function beginsOf(items: readonly Pick<Item, 'minutes'>[]): number[] {
  let before = 0
  return items.map((one) => {
    const at = before
    before += one.minutes
    return at
  })
}

/** The list with one of them at another place. */
export function placed<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)]
}

export const SORT_WORDS: Record<Item['sort'], string> = { method: 'Method', talk: 'Talk', break: 'Break' }
