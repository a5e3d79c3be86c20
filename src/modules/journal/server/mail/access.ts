import { createHash, randomBytes } from 'node:crypto'

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
/** Binds the address to its owner. */
export const bind = (owner: string) => `mail_address ${owner} cipher`

/** 32 of 32 letters, 160 bits: in small letters, since some mail servers change the case on the way. */
export function newLocalPart(): string {
  return [...randomBytes(32)].map((byte) => LETTERS[byte & 31]).join('')
}

/** Of the part before the @: the address itself is never kept in the clear. */
export function hashOf(localPart: string): Buffer {
  return createHash('sha256').update(`journal ${localPart.toLowerCase()}`).digest()
}
