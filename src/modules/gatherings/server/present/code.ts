import { randomInt } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/english.js'

/** A code that is said aloud: two of 2,048 words and three digits, so one in four thousand million. */
export function makeCode(): string {
  const word = () => wordlist[randomInt(wordlist.length)]!
  return `${word()}-${word()}-${String(randomInt(1000)).padStart(3, '0')}`
}

/** A code as it was typed, in the one form in which it is kept: no case, no accents, whatever stands between the words. */
export function readCode(typed: string): string {
  const parts =
    typed
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z]+|[0-9]+/g) ?? []
  return parts.join('-')
}
