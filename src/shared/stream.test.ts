import { describe, expect, it } from 'vitest'
import { holdStream, type Message, pauseBefore } from './stream.ts'

/** A line and a clock in one's hand. */
function hand() {
  const opened: { after: string; hear(message: Message): void; lost(): void; closed: boolean }[] = []
  const waiting = new Set<{ run(): void; ms: number }>()
  const heard: Message[] = []
  const letGo = holdStream(
    {
      open(after, hear, lost) {
        const one = { after, hear, lost, closed: false }
        opened.push(one)
        return {
          close() {
            one.closed = true
          },
        }
      },
      later(run, ms) {
        const one = { run, ms }
        waiting.add(one)
        return () => waiting.delete(one)
      },
      lot: () => 0.5,
    },
    (message) => heard.push(message),
  )
  const pass = () => {
    const [one] = waiting
    waiting.delete(one!)
    one!.run()
    return one!.ms
  }
  return { opened, waiting, heard, letGo, pass }
}

describe('a stream that is held', () => {
  it('goes on from the last frame it heard, after every cut', () => {
    const { opened, heard, pass, waiting } = hand()
    opened[0]!.hear({ event: 'fresh', id: 'a.1', data: '{}' })
    opened[0]!.hear({ event: 'pulse', id: '', data: '{}' })
    opened[0]!.lost()
    expect(opened[0]!.closed).toBe(true)
    expect(waiting.size).toBe(1)
    expect(pass()).toBe(50 + 1_375)
    expect(opened.map((one) => one.after)).toEqual(['', 'a.1'])
    // What the old line still says is of no account: it would be heard twice.
    opened[0]!.hear({ event: 'message', id: 'a.2', data: '[]' })
    opened[0]!.lost()
    expect(heard.map((one) => one.event)).toEqual(['fresh', 'pulse'])
    expect(waiting.size).toBe(1)
  })

  it('does not trust a line on which nothing is heard', () => {
    const { opened, pass } = hand()
    expect(pass()).toBe(40_000)
    expect(opened[0]!.closed).toBe(true)
    pass()
    expect(opened).toHaveLength(2)
  })

  it('waits longer where the place stays away, and tries at once again when it was back', () => {
    const { opened, pass } = hand()
    const pauses: number[] = []
    for (let tries = 0; tries < 10; tries += 1) {
      opened.at(-1)!.lost()
      pauses.push(pass())
    }
    expect(pauses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 1_425))
    expect(pauses.at(-1)).toBe(15_050)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    opened.at(-1)!.hear({ event: 'beat', id: '', data: '{}' })
    opened.at(-1)!.lost()
    expect(pass()).toBe(1_425)
  })

  it('is let go for good', () => {
    const { opened, waiting, letGo } = hand()
    letGo()
    // Some lines say that they are lost when they are closed.
    opened[0]!.lost()
    expect([opened[0]!.closed, opened.length, waiting.size]).toEqual([true, 1, 0])
  })

  it('comes back at any moment of nearly three seconds, whoever holds it', () => {
    const pauses = Array.from({ length: 200 }, (_, at) => pauseBefore(0, at / 200))
    for (let from = 0; from < 2_900; from += 25)
      expect(pauses.filter((ms) => ms >= from && ms < from + 250).length).toBeLessThanOrEqual(40)
    expect(Math.max(...pauses)).toBeLessThan(2_900)
  })
})
