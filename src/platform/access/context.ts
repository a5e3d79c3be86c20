import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Limits } from '#platform/access/limits.ts'
import type { Settings } from '#platform/config/settings.ts'
import type { OpenKind } from '#platform/copies/kinds.ts'
import type { Database, Db, Tx } from '#platform/db/database.ts'
import type { KeyStore } from '#platform/files/keys.ts'
import type { FileStore } from '#platform/files/store.ts'
import type {
  Asked,
  Built,
  Carried,
  Carrier,
  Found,
  Looking,
  Remembered,
  Remembering,
  ToSense,
  Week,
  Weekly,
} from '#platform/http/module.ts'
import type { Wake } from '#platform/live/wake.ts'
import type { Mailer } from '#platform/mail/mailer.ts'

/**
 * Who acts. `kind` is `pen` for a phone that may write into its owner's journal and do nothing else, `guest` for somebody
 * without an account, who may do what is marked for guests, in the one room they are in, and `program` for a token: it may
 * do what is marked for programs, in the spaces it was made for.
 */
export type Actor = {
  person: string
  session: string
  kind: 'full' | 'pen' | 'guest' | 'program'
  provedAt: Date | null
  token?: Token
}
export type Token = { hash: Buffer; may: 'read' | 'write' }

export type Gathered = {
  asks: (db: Db, person: string) => Promise<Asked[]>
  carried: (db: Db, of: Carrier) => Promise<Carried[]>
  remembered: (db: Db, of: Remembering) => Promise<Remembered[]>
  find: (db: Db, looking: Looking) => Promise<Found[]>
  built: (db: Db, on: { space: string; evidence: string[] }) => Promise<Built[]>
  toSense: (db: Db, of: { space: string; ids: string[] }) => Promise<ToSense[]>
  week: (db: Db, of: Week) => Promise<Weekly[]>
  mine: (db: Db, person: string) => Promise<Record<string, unknown>>
  forget: (tx: Tx, person: string) => Promise<void>
  open: OpenKind[]
  /** The routes for programs that are no procedures, as the OpenAPI document tells them. */
  paths: Record<string, object>
}

/** What the house lends every module: nothing here knows a word of the domain. */
export type House = {
  db: Database
  keys: KeyStore
  files: FileStore
  settings: Settings
  limits: Limits
  mail: Mailer
  /** A tag for something, which nobody outside the place can make, nor tell of which it is. */
  tag: (of: string) => string
  wake: Wake
  demonstration: boolean
  /** What every module gives, asked of all of them in their order. */
  gathered: Gathered
}

/** What one request carries to its procedure. */
export type Context = {
  house: House
  actor: Actor | null
  request: IncomingMessage
  reply: ServerResponse
  from: string
}
