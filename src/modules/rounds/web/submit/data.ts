// Takes part in a round from this device. Its ticket, the key by which its line can be changed, and what was typed are kept
// here, and nowhere else, until the reveal: so a lost reply, a reload or an hour without a connection loses nothing.

import { PUT, putBytes, SECRET_BYTES } from '../../contract/put.ts'
import type { MayGo, PutAnswer, Round } from '../../contract.ts'

export type Written = { value: unknown; mayGo: MayGo }
/** Of a round, what is needed to take part in it. */
export type Open = Pick<Round, 'id' | 'key' | 'bytes'>
type Ask = (input: {
  attempt: string
  round: string
  blinded: string
}) => Promise<{ ok: true; signature: string } | { ok: false; reason: string; sentence: string }>
/** All in base64url. `signature` once it has been answered; `written` as it stands in the fields; `sent` as it went in last. */
type Kept = {
  message?: string
  blinded?: string
  inverse?: string
  signature?: string
  edit?: string
  written?: Written
  sent?: Written
}

const PREFIX = 'trefoil-round '
const NOT_SENT = 'What you typed is still here. '

const read = (round: string): Kept => JSON.parse(localStorage.getItem(PREFIX + round) ?? '{}') as Kept
const keep = (round: string, more: Kept): void =>
  localStorage.setItem(PREFIX + round, JSON.stringify({ ...read(round), ...more }))

/** What stands in the fields, and what went in last: what a page shows when it is opened again. */
export function keptOf(round: string): Pick<Kept, 'written' | 'sent'> {
  const { written, sent } = read(round)
  return { ...(written ? { written } : {}), ...(sent ? { sent } : {}) }
}
/** Keeps what is being typed. */
export const keepWritten = (round: string, written: Written): void => keep(round, { written })

/** At the reveal, or when it was called off: after this not even this device knows which line was its own. */
export function letGo(round: string): void {
  localStorage.removeItem(PREFIX + round)
}

/** The same for a device that was away at the reveal: lets go of every round that is over. Call it when the place is reached. */
export async function letGoOfOver(isOver: (round: string) => Promise<boolean>): Promise<void> {
  const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '')
  for (const name of names.filter((one) => one.startsWith(PREFIX)))
    if (await isOver(name.slice(PREFIX.length))) localStorage.removeItem(name)
}

/** One at a time of one round, in however many windows. */
const alone = <T>(round: string, run: () => Promise<T>): Promise<T> =>
  navigator.locks === undefined ? run() : (navigator.locks.request(PREFIX + round, run) as Promise<T>)

/**
 * Fetches the ticket, once: call it as soon as the round is there, whether or not anything will be put in, since a
 * ticket that is fetched only by those who answer says who did. Safe to call again. Answers a sentence where there is none.
 */
export function fetchTicket(round: Open, ask: Ask): Promise<string | null> {
  return alone(round.id, async () => {
    if (read(round.id).signature !== undefined) return null
    if (globalThis.crypto?.subtle === undefined)
      return 'This browser cannot answer without a name over this connection. Open the page by an address that begins with https.'
    const { blind, chance, fromText, toText, unblind } = await import('../ticket/data.ts')
    const key = fromText(round.key)
    const before = read(round.id)
    if (before.message === undefined) {
      const { message, blinded, inverse } = await blind(key)
      // On this device before it is asked for: the same is asked for again if the answer gets lost.
      keep(round.id, {
        ...{ message: toText(message), blinded: toText(blinded), inverse: toText(inverse) },
        edit: toText(chance(SECRET_BYTES)),
      })
    }
    const { message, blinded, inverse } = read(round.id) as Required<Kept>
    const said = await ask({ attempt: crypto.randomUUID(), round: round.id, blinded })
    if (!said.ok) return said.sentence
    const hidden = { message: fromText(message), blinded: fromText(blinded), inverse: fromText(inverse) }
    keep(round.id, { signature: toText(await unblind(key, hidden, fromText(said.signature))) })
    return null
  })
}

/**
 * Puts in what was written, or null to pass, in place of whatever went in before: to take a line out is to pass. Sent
 * without any cookie. What was typed is kept until the place has said that it is in. Throws where it cannot be reached.
 */
export function putIn(round: Open, written: Written): Promise<PutAnswer> {
  keep(round.id, { written })
  return alone(round.id, async () => {
    const { message, signature, edit } = read(round.id)
    if (message === undefined || signature === undefined || edit === undefined)
      return no('no_ticket', `Your ticket has not come yet. ${NOT_SENT}Wait a moment, then send it.`)
    const line = new TextEncoder().encode(JSON.stringify({ value: written.value, mayGo: written.mayGo }))
    if (line.length > round.bytes)
      return no('too_large', `This is longer than a line here may be. ${NOT_SENT}Make it shorter, then send it.`)
    const { fromText } = await import('../ticket/data.ts')
    const body = new Uint8Array(putBytes(round.bytes))
    body.set(fromText(message), PUT.message)
    body.set(fromText(signature), PUT.signature)
    body.set(fromText(edit), PUT.edit)
    new DataView(body.buffer).setUint32(PUT.length, line.length)
    body.set(line, PUT.line)
    const answer = await fetch(`/rounds/${round.id}`, {
      ...{ method: 'POST', body, credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' },
      headers: { 'content-type': 'application/octet-stream' },
    })
    if (!answer.ok)
      return no('unavailable', `The place could not take this just now. ${NOT_SENT}Try again in a moment.`)
    const said = (await answer.json()) as PutAnswer
    if (said.ok) keep(round.id, { sent: written })
    return said
  })
}

const no = (reason: string, sentence: string): PutAnswer => ({ ok: false, reason, sentence })
