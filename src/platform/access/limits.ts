import { monotonic } from '#platform/time.ts'

/** Counts tries in memory, per key and window; a process restart forgives, which is why each window is short. */
export type Limits = {
  /** Counts a try, and answers whether it is one of the first so many. */
  allow(key: string, most: number, seconds: number): boolean
  /** Whether there were as many already; counts nothing. */
  over(key: string, most: number, seconds: number): boolean
}

export function makeLimits(): Limits {
  const tries = new Map<string, number[]>()
  const recently = (key: string, seconds: number) => {
    const now = monotonic()
    return (tries.get(key) ?? []).filter((at) => now - at < seconds * 1000)
  }
  return {
    over: (key, most, seconds) => recently(key, seconds).length >= most,
    allow(key, most, seconds) {
      const now = monotonic()
      const recent = recently(key, seconds)
      if (tries.size > 50_000) tries.clear()
      tries.set(key, [...recent, now])
      return recent.length < most
    },
  }
}

/** One address, or for IPv6 its /64, since whoever holds one address there holds them all. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [before = '', after] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const [front, back] = [groups(before), groups(after)]
  // What `::` leaves out is noughts: one address has one network however it is written.
  const all =
    after === undefined ? front : [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
