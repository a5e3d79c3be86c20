/**
 * A copy of a space: what one person may read of it, in open formats, which can be brought into a new space again.
 * Each module names its own things in its `open`; everything else here is read from that list and from the catalogue.
 */

/** One thing of a copy as it stands there: a line of JSON. Ids are drawn for this one copy. */
export type Line = Record<string, unknown> & {
  id?: string
  /** Whether it stands in what the space holds and owes, or in what was said. */
  at?: 'standing' | 'said'
  on?: string
  by?: string
  own?: true
}

/** What a thing becomes where it is brought in; `says` is what cannot be live there and is kept as words. */
export type Back = { row?: Record<string, unknown>; says?: Record<string, unknown> }
export type Bringing = {
  /** Whether the copy was taken by whoever brings it in: then what they wrote themselves is theirs again. */
  mine: boolean
  me: string
  line(kind: string, id: unknown): Line | undefined
}

/** One sort of thing. Where SQL is asked for, `t` is the row. */
export type OpenKind = {
  kind: string
  title: string
  table: string
  /** The column that stands first in the reading copy. */
  words: string
  /** A closed list: nothing that a later migration adds leaves by itself. */
  columns: readonly string[]
  /** Columns that point to other things of the copy. Without its end, the row does not come in. */
  refs?: readonly string[]
  /** The same; without its end, the column is left empty. */
  maybe?: readonly string[]
  /** SQL in place of a column, where the column itself says more than its reader reads. */
  told?: Readonly<Record<string, string>>
  /** The column of the person whose name stands under it on the screens. */
  by?: string
  /** The column of whose hand it was, where no name stands under it: filled again with one's own, and told to nobody. */
  hand?: string
  /** The table takes nothing that is not its writer's: whoever brings it in stands there. */
  signed?: true
  /** The instant that is told as its day, `made_at` unless said; null where there is none. */
  day?: string | null
  /** SQL: whether it is the reader's own. */
  own?: string
  /** SQL: whether it stands without a name. Then there is no day of writing, no name, and its place in the order is drawn. */
  unnamed?: string
  /** More that the screens say of it, as SQL. Where it is brought in, it is kept as words for the next copy. */
  says?: Readonly<Record<string, string>>
  /** SQL: which of the readable rows are in a copy. */
  only?: string
  /** Without an id of its own. */
  bare?: true
  /** Its bytes are in the copy as they were handed in. */
  file?: true
  /** SQL of columns that are derived; `r` is the row to be, `$lang` the language of its search. */
  derived?: Readonly<Record<string, string>>
  /** In the copy for reading, and never brought in: with the reason, which is told. */
  stays?: string
  /** What is other where it is brought in; null where the line is not right. */
  back?: (line: Line, copy: Bringing) => Back | null
}

/** The name of the mark in every copy, and the version of its form. Lines only ever gain fields within one version. */
export const FORMAT = 1
export type Manifest = {
  trefoil: 'a copy of a space'
  format: number
  copy: string
  space: { name: string; kind: string }
  takenBy: string
  consentAsOf: string
  kinds: { kind: string; lines: number; sha256: string }[]
  files: { id: string; path: string; size: number }[]
}
