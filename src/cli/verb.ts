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

/** Asked in a way that cannot be meant: ends with 2. `help` goes to people, under the sentence. */
export class AskedWrongly extends Error {
  readonly help: string
  constructor(sentence: string, help = '') {
    super(sentence)
    this.help = help
  }
}

const ON_DISK: Record<string, string> = {
  EACCES: 'it may not be read or written by you',
  EPERM: 'it may not be read or written by you',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of it is a file, and no folder',
  EISDIR: 'it is a folder, and no file',
  ENOENT: 'it is not there',
}

/** What went wrong, in a sentence; what a disk answers has one of its own. */
export function sayFault(fault: unknown): string {
  const { code = '', path } = fault as NodeJS.ErrnoException
  if (path !== undefined && code in ON_DISK) return `${path}: ${ON_DISK[code]}. Nothing was done.`
  return fault instanceof Error ? fault.message : String(fault)
}
