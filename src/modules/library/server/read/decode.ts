import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { count } from './faults.ts'

export type Decoded = { text: string; notes: string[] }

/**
 * The characters of a plain text file: by its byte order mark, else UTF-16 by its pattern of zero bytes, else UTF-8,
 * else Windows-1252 with a note. Never throws; binary files are told apart before (`looksBinary`).
 */
export function decode(bytes: Uint8Array): Decoded {
  const wide = utf16(bytes)
  if (wide !== undefined) {
    const notes = bytes.length % 2 === 1 ? ['The file ends in the middle of a character, which was left out.'] : []
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 2))
    return { text: iconv.decode(Buffer.from(whole), wide), notes }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] }
  } catch {
    return patched(bytes) ?? western(bytes)
  }
}

/**
 * A file that is UTF-8 but for a few broken bytes (cut short, or glued together) stays UTF-8: read as Windows-1252,
 * every accent in it would turn to rubbish for the sake of one.
 */
function patched(bytes: Uint8Array): Decoded | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = text.split('\ufffd').length - 1
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  const sound = text.replace(/[\u0000-\u007f\ufffd]/g, '').length
  if (sound < broken * 10) return undefined
  return { text, notes: [`${count(broken)} character(s) were broken in the file and are shown as “\ufffd”.`] }
}

function western(bytes: Uint8Array): Decoded {
  return {
    text: iconv.decode(Buffer.from(bytes), 'windows-1252'),
    notes: ['The file does not say how its letters are stored; it was read as Windows Western (1252). Check accents.'],
  }
}

function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const { even, odd, pairs } = zeros(bytes)
  if (pairs < 2) return undefined
  // Western text in UTF-16 has a zero in nearly every pair, always on the same side.
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be'
  return undefined
}

function zeros(bytes: Uint8Array): { even: number; odd: number; pairs: number } {
  const pairs = Math.min(bytes.length, 4096) >> 1
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++
    if (bytes[2 * i + 1] === 0) odd++
  }
  return { even, odd, pairs }
}

/** Whether the first 64 kB hold what no text file holds: zero bytes outside UTF-16, or many control characters. */
export function looksBinary(bytes: Uint8Array): boolean {
  if (utf16(bytes) !== undefined) return false
  const head = bytes.subarray(0, 65_536)
  let zero = 0
  let control = 0
  for (const byte of head) {
    if (byte === 0) zero++
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) control++
  }
  // A stray NUL in an otherwise plain export is taken out, not refused.
  return zero > head.length * 0.001 + 1 || control > head.length * 0.02 + 2
}
