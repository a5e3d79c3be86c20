import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Secret, TOTP } from 'otpauth'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock, monotonic } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'

// argon2id (the library's default) with what OWASP asks for at least: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const CODE_SECONDS = 30

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST)
}

let nobodys: Promise<string> | undefined
/** As much work whether there is a hash or not, so that the time taken does not tell who has an account. */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(16).toString('hex'))
  const fits = await verify(kept ?? (await nobodys), password.normalize('NFC'))
  return fits && kept !== undefined
}

const tries = new WeakMap<House, Map<string, number[]>>()
/**
 * Counts a try before it is made, so that many at once do not slip through; `forgive` takes it back when it was right.
 * A room full of people signing in behind one network is so never shut out by their own success.
 */
export function beginTry(house: House, keys: Record<string, number>, seconds = 900): { forgive(): void } {
  const all = tries.get(house) ?? new Map<string, number[]>()
  tries.set(house, all)
  const now = monotonic()
  if (all.size > 50_000) all.clear()
  const recent = Object.entries(keys).map(([key, most]) => {
    const ats = (all.get(key) ?? []).filter((at) => now - at < seconds * 1000)
    return { key, most, ats }
  })
  if (recent.some(({ most, ats }) => ats.length >= most)) throw new AppError('too_many')
  for (const { key, ats } of recent) all.set(key, [...ats, now])
  return {
    forgive() {
      for (const { key } of recent)
        all.set(
          key,
          (all.get(key) ?? []).filter((at) => at !== now),
        )
    },
  }
}

/** Binds the secret of the codes to its row, column and owner. */
function bind(person: string): string {
  return `password totp_cipher ${person}`
}

/** A fresh secret, wrapped for its row. */
export function newCodeSecret(house: House, person: string): Buffer {
  return house.keys.wrap(bind(person), Buffer.from(new Secret({ size: 20 }).bytes))
}

/** What the phone is given: the secret to type, and the address a picture holds. */
export function codeOf(house: House, person: string, cipher: Buffer, label = ''): TOTP {
  const secret = new Secret({ buffer: new Uint8Array(house.keys.unwrap(bind(person), cipher)).buffer })
  return new TOTP({ issuer: 'Trefoil', label, secret, period: CODE_SECONDS })
}

/** Whether the code is right now, give or take half a minute, and was not used before. Inside that person's transaction. */
export async function spendCode(tx: Tx, house: House, person: string, cipher: Buffer, code: string): Promise<boolean> {
  const now = await clock(tx)
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return false
  const delta = codeOf(house, person, cipher).validate({ token, timestamp: now.getTime(), window: 1 })
  if (delta === null) return false
  const step = Math.floor(now.getTime() / 1000 / CODE_SECONDS) + delta
  const { numUpdatedRows } = await tx
    .updateTable('password')
    .set({ totp_last_step: step })
    .where('person_id', '=', person)
    .where('totp_last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What a device calls itself, short enough to be recognised in a list and to tell nothing more. */
export function deviceOf(agent: string | undefined): string {
  const said = agent ?? ''
  const first = (choices: [RegExp, string][], otherwise: string) =>
    choices.find(([sign]) => sign.test(said))?.[1] ?? otherwise
  const browser = first(
    [
      [/Edg\//, 'Edge'],
      [/OPR\//, 'Opera'],
      [/Firefox\/|FxiOS/, 'Firefox'],
      [/Chrome\/|CriOS/, 'Chrome'],
      [/Safari\//, 'Safari'],
    ],
    'A browser',
  )
  const machine = first(
    [
      [/iPhone/, 'iPhone'],
      [/iPad/, 'iPad'],
      [/Android/, 'Android'],
      [/Windows/, 'Windows'],
      [/Mac OS X/, 'Mac'],
      [/CrOS/, 'Chromebook'],
      [/Linux/, 'Linux'],
    ],
    '',
  )
  return machine === '' ? browser : `${browser} on ${machine}`
}

/** Whether this person's password opens their journal: one that was set on the word of two others does not, for a while. */
export async function opensJournal(tx: Tx, person: string): Promise<boolean> {
  const row = await tx.selectFrom('password').select('journal_from').where('person_id', '=', person).executeTakeFirst()
  return row?.journal_from == null || row.journal_from <= (await clock(tx))
}
