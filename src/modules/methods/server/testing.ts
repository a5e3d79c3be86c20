import { readMethod } from './queries/read.ts'

/** A method of two steps that is right in every way: tests break it in one place at a time. */
export const SOUND = `key: two-lines
version: 1
title: Two lines
purpose: Say what you see, and look at it together.
helps_to: [make_sense]
good_for:
  - An ordinary meeting
not_for:
  - A quarrel
minutes: { planned: 10, least: 5, most: 20 }
people: { least: 8, most: 30 }
attribution: anonymous
lead_in:
  idea: What is written before it is said is more honest.
  case: Eleven people wrote the same line.
steps:
  - key: lines
    title: One line each
    kind: write
    group: solo
    minutes: 4
    may_go: [stays, theme, words]
    seen_by: room
    belongs_to: room
    kept: until_harvested
    prompt: What do you see?
  - key: show
    title: Show them
    kind: reveal
    group: all
    minutes: 6
    from: lines
    seen_by: room
    belongs_to: room
    kept: until_harvested
    prompt: What do you notice?
harvest:
  - key: lines
    type: insights
    title: What we saw
    from: [lines]
    leaves: chosen_while_writing
variants:
  live: On phones.
credit:
  originator: Nobody in particular
  licence: ours
  mark: B
`
/** The same under another name, as somebody would write their own. */
export const soundAs = (key: string, more: Record<string, string> = {}) =>
  Object.entries(more).reduce((text, [from, to]) => text.replace(from, to), SOUND.replace('two-lines', key))

/** What is said of a file, with its lines; nothing if it is sound. */
export function problemsOf(file: string | Uint8Array) {
  const read = readMethod(typeof file === 'string' ? new TextEncoder().encode(file) : file)
  return read.ok ? [] : read.problems
}

/** What is replaced by what; what is said of it; the words on whose line it is said, as they stand in the broken file. */
export type Broken = [what: string, from: string, to: string, says: RegExp, at: string]
/** The problem that a breach is told by, and the line on which it should stand. */
export function told([, from, to, says, at]: Broken) {
  const text = SOUND.replace(from, to)
  const problems = problemsOf(text)
  return {
    sentences: problems.map((one) => one.sentence),
    line: problems.find((one) => says.test(one.sentence))?.line,
    expected: text.slice(0, text.indexOf(at)).split('\n').length,
  }
}
