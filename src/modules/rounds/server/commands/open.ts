import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { MayGo } from '../../contract.ts'
import { checkOf, makeKeys, Sealed, type Secret, secretOf, unseal } from '../access.ts'
import { roundState } from '../queries.ts'

export type Holds = 'words' | 'numbers'
type Asked = {
  /** Made afresh each time it is tried: its keys are on the disk before the commit. */
  id: string
  space: string
  chapter: string
  kind: string
  /** What of the caller's own it is for. */
  about: string
  /** What is asked: frozen, and shown to everybody who reads the chapter. */
  shape: unknown
  /** Whether somebody may write in it, or only numbers are given: it decides of how many it may be asked. */
  holds: Holds
  /** The size every line is filled up to, 64 to 32768; the most that one may weigh as JSON in UTF-8. */
  bytes: number
  mayGo: MayGo[]
  /** In a live room one number is shown to everybody alike: how many are in. Elsewhere nothing is, before the close. */
  live: boolean
}

/**
 * Opens a round in a chapter, for everybody who reads it now. As the person of the transaction, who must read the chapter;
 * whether they may is for the caller to say. Call it near the end of a command: it holds the chapter until the commit.
 * Where too few read it, the database refuses: ask `tooFewFor` before. Answers how many are asked.
 */
export async function openRound(tx: Tx, house: House, asked: Asked): Promise<number> {
  const { id, space, chapter, kind, about, holds, bytes, mayGo, live } = asked
  checkOf(kind)
  const shape = asked.shape as Secret['shape']
  const key = await makeKeys(house, id, { kind, shape, bytes, mayGo })
  try {
    const { rows } = await sql<{
      people: number
    }>`select open_round(${id}, ${space}, ${chapter}, ${kind}, ${about}, ${JSON.stringify(shape)}, ${holds}, ${bytes},
      ${mayGo}::text[], ${live}, ${key}) as people`.execute(tx)
    return rows[0]!.people
  } catch (fault) {
    await house.keys.passing.destroy(id)
    throw fault
  }
}

/**
 * Opens what was put in: all lines at once, in an order that says nothing, and how many passed. What was sealed, the
 * tickets and the roster are gone in the same transaction, and the keys soon after its commit (`destroyOver`). As somebody
 * who reads the chapter, or as the place's own job. The caller gives each line a new random id, in this transaction.
 * A round whose keys are gone, after a restore or a fault of the disk, is called off instead; of one that was called off
 * there are no lines. `roundState` tells which it was. One that is closed already is refused, and so is one of whose roster
 * too few are still there: ask `tooFewIn` before. Where fewer than `least` answered, passes apart, it is called off as well: nobody
 * reads what they wrote, and it is told by nothing but that none is shown. It is decided once, so that nobody closes it again and again
 * to see who was the one more.
 */
export async function closeRound(
  tx: Tx,
  house: House,
  id: string,
  least = 0,
): Promise<{ lines: Sealed[]; passed: number; people: number }> {
  const secret = await secretOf(house, id)
  if (secret === null) await dropRound(tx, house, id)
  await sql`savepoint sealed`.execute(tx)
  const { rows } = await sql<{ ticket: Buffer; cipher: Buffer }>`select * from close_round(${id})`.execute(tx)
  const all = shuffled(rows.map(({ ticket, cipher }) => lineIn(unseal(secret!.seal, id, ticket, cipher))))
  const lines = all.filter((line) => line.value !== null)
  if (lines.length < least) {
    await sql`rollback to savepoint sealed`.execute(tx)
    await dropRound(tx, house, id)
  }
  const [standing] = await roundState(tx, [id])
  if (lines.length < least) return { lines: [], passed: 0, people: standing!.people }
  return { lines, passed: all.length - lines.length, people: standing!.people }
}

/** Calls a round off: nobody has read, and nobody will read, what was put in. Safe to do twice. */
export async function dropRound(tx: Tx, _house: House, id: string): Promise<void> {
  await sql`select drop_round(${id})`.execute(tx)
}

/** Four bytes of length, the line, noughts. */
function lineIn(padded: Buffer): Sealed {
  return Sealed.parse(JSON.parse(padded.subarray(4, 4 + padded.readUInt32BE()).toString()))
}

/** Fisher and Yates, with the system's own chance: every order is as likely as any other. */
function shuffled<T>(all: T[]): T[] {
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    ;[all[last], all[other]] = [all[other]!, all[last]!]
  }
  return all
}
