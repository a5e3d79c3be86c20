import type { AnyRouter } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import type { House } from '#platform/access/context.ts'
import type { Db, Tx } from '#platform/db/database.ts'

/** One thing that waits for a person: shown under "Waiting for you", with the minutes it takes. */
export type Ask = {
  id: string
  space: string | null
  words: string
  why: string
  minutes: number
  verb: string
  to: string
}

/** What every module gives the house. One that has nothing to give says why beside it. */
export type ServerModule = {
  name: string
  router: AnyRouter
  /** Its part of "everything of mine": plain data, decrypted for its owner. */
  mine: (db: Db, person: string, house: House) => Promise<Record<string, unknown>>
  /** Erases what is this person's, inside the erasing transaction. */
  forget: (tx: Tx, person: string, house: House) => Promise<void>
  asks: (db: Db, person: string) => Promise<Ask[]>
  /** Routes that are not procedures: uploads, downloads. */
  routes?: (server: FastifyInstance, house: House) => void
  /** Repeated work, run once a second apart at least; it must be safe to run twice. */
  tick?: (house: House, worker: import('#platform/db/database.ts').Database) => Promise<void>
}
