// What a kind of step is on a phone: its form, how one thing that was put in reads, and its picture beside the list.
import type { ComponentChildren, ComponentType } from 'preact'
import type { Line, Planned } from '#modules/gatherings/contract/state.ts'
import type { At } from './at.ts'

/** What is to be sent; or why not yet; or null, where nothing is written. */
export type Reading<Value> = { value: Value } | { wrong: string } | null

export type Kind<Draft = unknown, Value = unknown, Settings = unknown> = {
  /** What stands in the form before anything is typed; a draft has the shape of what is sent, only looser. */
  start?(settings: Settings, at: At): Draft
  read?(draft: Draft, settings: Settings, at: At): Reading<Value>
  Input?: ComponentType<{ draft: Draft; set: (draft: Draft) => void; settings: Settings; at: At }>
  /** How many each may put in; null is as many as they like. */
  most?(settings: Settings): number | null
  /** Why nothing can be put in yet, in place of the form; or nothing. */
  waits?(at: At): string
  /** Nothing is written just now: the form stands without its buttons. */
  listens?(draft: Draft): boolean
  /** On the button, instead of "Put it in". */
  button?: string
  /** One's own is shown by the form itself, and not as a list beside it. */
  mine?: 'elsewhere'
  /** The things of earlier steps stand in the form itself. */
  items?: 'in the form'
  /** One thing that was put in, as a line of the list. */
  Said?: ComponentType<{ value: Value; settings: Settings; at: At }>
  /** Its list, where it is not one line under the other. */
  List?: ComponentType<{ lines: Line[]; settings: Settings; step: Planned; at: At }>
  /** Drawn beside the list, which says the same. */
  Picture?: ComponentType<{ lines: Line[]; settings: Settings; step: Planned; at: At }>
  /** Numbers, which without names are told in bands: how a question, and an answer to it, is called. */
  counts?: {
    asked?(question: string, settings: Settings, at: At): string
    /** The answers to a question in their order, where they are not numbers. */
    order?(question: string, settings: Settings, at: At): string[]
    cell?(question: string, cell: string, settings: Settings, at: At): string
  }
  /** In place of the usual form. */
  Own?: ComponentType<{ settings: Settings; at: At; form: ComponentChildren | null }>
}
/** A kind as whoever does not know which it is sees it. */
export type AnyKind = Kind

/** Says that the shapes of a kind fit each other, and hides them. */
export const kind = <Draft, Value, Settings>(of: Kind<Draft, Value, Settings>): AnyKind => of as unknown as AnyKind

/** How many letters are too many, as the sentence that stands before it is sent; or null. */
export function tooLong(text: string, most: number): string | null {
  if (text.length <= most) return null
  return `That is ${text.length.toLocaleString('en-GB')} letters, and ${most.toLocaleString('en-GB')} fit in one line. Shorten it, or put it in as several. Nothing of it is lost.`
}

/** What is being typed says so too. */
export const wordsIn = (typed: unknown): string => wordsOf((typed as { draft: unknown } | null)?.draft ?? {})

/** What a thing says in a few words, whatever step it comes from: as it stands in lists to choose from. */
export function wordsOf(value: unknown): string {
  const said = value as Record<string, unknown>
  const fields = (of: unknown) =>
    Object.values((of ?? {}) as Record<string, string>)
      .filter((one) => one.trim() !== '')
      .join(' · ')
  for (const key of ['text', 'title', 'name', 'what', 'about', 'because', 'words'])
    if (typeof said[key] === 'string' && said[key] !== '') return said[key] as string
  return fields(said.fields ?? said.parts) || '…'
}
