import { AppError } from '#shared/errors.ts'

/** Where the last page ended: the instant as the database writes it, so that no microsecond is lost, and the id. */
export function readCursor(cursor: string): [string, string] {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (at === undefined || id === undefined || !/^[0-9 :.+TZ-]{10,40}$/.test(at) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('invalid')
  return [at, id]
}

/** Where this page ends, or null where there is nothing after it. */
export function nextCursor(found: { at: string; id: string }[], most: number): string | null {
  const last = found[most - 1]
  return found.length > most && last !== undefined ? Buffer.from(`${last.at}|${last.id}`).toString('base64url') : null
}
