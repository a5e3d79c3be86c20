/** One thing that is wrong with a file: where, and what to do about it. */
export type Problem = { line: number; sentence: string }
/** The same before its line is known: the way to it through the file's fields. */
export type Fault = { path: PropertyKey[]; sentence: string }
