import { beforeEach, expect, it } from 'vitest'
import { forgetGuests, forgetRoom, iAmIn, keep, keepTyped, keysUnder, typedHere } from './keep.ts'

beforeEach(() => {
  const kept = new Map<string, string>()
  globalThis.sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size
    },
  } as never
  for (const key of keysUnder('')) keep(key, null)
})

it('what was typed in a window is found there by whoever typed it, and by nobody who comes to it after them', () => {
  const cas = { id: 'cas', name: 'Cas', guest: true }
  const ways = [() => iAmIn('room', cas), () => iAmIn('other room', cas), forgetGuests, () => forgetRoom('room')]
  for (const comes of ways) {
    iAmIn('room', { id: 'ama', name: 'Ama', guest: true })
    keepTyped('door', 'Ama')
    keepTyped('change x', 'mine again')
    iAmIn('room', { id: 'ama', name: 'Ama', guest: true })
    expect([typedHere('door'), typedHere('change x')]).toEqual(['Ama', 'mine again'])
    comes()
    expect([typedHere('door'), typedHere('change x')]).toEqual([null, null])
  }
})
