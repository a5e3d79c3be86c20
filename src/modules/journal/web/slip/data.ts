// What somebody without an account writes stays on this device, and opens with the letters of their slip only: whoever holds
// the phone next, and whoever signs in on it, reads nothing of it.
import { dropKept, keepSealed, sealedRows } from '../kept/data.ts'

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const ROUNDS = 600_000
const SALT = 16

type Note = { id: string; at: number; words: string }

/** Sixteen letters in fours: 80 bits. */
function newSlip(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => LETTERS[byte & 31]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

async function keyOf(slip: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const plain = new TextEncoder().encode(slip.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const base = await crypto.subtle.importKey('raw', plain, 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Keeps a note on this device and answers the slip that opens it. The slip is kept nowhere. */
export async function keepWithSlip(words: string): Promise<string> {
  const slip = newSlip()
  const salt = crypto.getRandomValues(new Uint8Array(SALT))
  // The salt is fresh for each note, so each key encrypts once and needs no number of its own.
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: new Uint8Array(12) },
    await keyOf(slip, salt),
    new TextEncoder().encode(words),
  )
  const both = new Uint8Array(SALT + cipher.byteLength)
  both.set(salt)
  both.set(new Uint8Array(cipher), SALT)
  await keepSealed({ id: crypto.randomUUID(), person: 'slip', at: Date.now(), state: 'slip' }, both)
  return slip
}

/** The notes that this slip opens on this device. */
export async function openWithSlip(slip: string): Promise<Note[]> {
  const notes: Note[] = []
  for (const { id, at, bytes } of await sealedRows('slip')) {
    try {
      const key = await keyOf(slip, bytes.slice(0, SALT))
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, bytes.slice(SALT))
      notes.push({ id, at, words: new TextDecoder().decode(plain) })
    } catch {
      // Another slip's.
    }
  }
  return notes
}

/** How many notes wait here for a slip. */
export const countSlips = async (): Promise<number> => (await sealedRows('slip')).length
export const throwAway = (id: string): Promise<void> => dropKept(id)
