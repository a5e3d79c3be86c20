/** An id made on the device: the same one sent twice is one. (`randomUUID` is missing from older browsers.) */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether two values are the same, in whatever order their fields come back. */
export function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [ones, others] = [Object.entries(one), Object.entries(other)]
  return ones.length === others.length && ones.every(([key, value]) => same(value, (other as never)[key]))
}

const ROOM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A code as it was typed, in one form: no case, no accents, whatever stands between its words. */
export function readCode(typed: string): string {
  const parts = typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z]+|[0-9]+/g)
  return (parts ?? []).join('-')
}

/** Where an address under /in leads: to a room one is in, to the door a code opens, or to where a code is typed. */
export function whereTo(path: string): { room: string } | { code: string } | null {
  let rest = path.replace(/^\/in\/?/, '').replace(/\/$/, '')
  try {
    rest = decodeURIComponent(rest)
  } catch {
    // Not an address we made: taken as it stands.
  }
  if (ROOM.test(rest)) return { room: rest }
  const code = readCode(rest)
  return code === '' ? null : { code }
}
