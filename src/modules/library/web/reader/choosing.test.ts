import { expect, it } from 'vitest'
import { trimmed, whole } from './choosing.tsx'

const TEXT = 'Nobody rang us.\nShe wouldn’t have minded 9.5 calls'
const chosen = (some: string) => {
  const starts = TEXT.indexOf(some)
  const cut = trimmed(TEXT, ...whole(TEXT, starts, starts + some.length))!
  return TEXT.slice(cut.starts, cut.ends)
}

it('makes the words whole that a choice begins or ends in, and leaves one that ends beside a word as it is', () => {
  expect(chosen('body ra')).toBe('Nobody rang')
  expect(chosen('ouldn’t h')).toBe('wouldn’t have')
  expect(chosen('Nobody rang us.')).toBe('Nobody rang us.')
  expect(chosen('rang ')).toBe('rang')
  expect(chosen('us.\nSh')).toBe('us.\nShe')
  expect(chosen('.5 call')).toBe('9.5 calls')
})
