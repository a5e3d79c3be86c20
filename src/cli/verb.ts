import type { Settings } from '#platform/config/settings.ts'

/** What a verb is given besides its arguments. `tell` says how far it is, to people: never into the answer. */
export type Given = {
  flags: Record<string, string | boolean | undefined>
  settings: Settings
  env: NodeJS.ProcessEnv
  tell(line: string): void
  /** Aborted by Ctrl+C: what is under way ends, and nothing is left half done. */
  signal: AbortSignal
}
/** `ok: false` is an answer too: what was asked is not done, or not well. `says` is for people. */
export type Answer = { ok: boolean; says?: string[] } & Record<string, unknown>
export type Verb = {
  /** How it is called, after `npm run trefoil -- `. */
  usage: string
  /** One line. */
  does: string
  /** The rest, in plain words. */
  more: string
  flags?: readonly string[]
  /** How many arguments it takes at least and at most. */
  takes: readonly [least: number, most: number]
  run(args: string[], given: Given): Promise<Answer>
}

/** Asked in a way that cannot be meant: ends with 2. */
export class AskedWrongly extends Error {}
