// What to make of an answer that was lost on its way: whether what was sent is in, asked of the place itself.
import type { Line, Now } from '#modules/gatherings/contract/state.ts'
import { type Answer, call, type Fault } from './call.ts'
import { same } from './code.ts'
import { wordsOf } from './kind.ts'
import type { Entry } from './outbox.ts'

/** A change met another version: it stands there already, or what went before it does. What came from elsewhere is not written over. */
export async function changeAgain(room: string, of: Entry, conflict: Fault): Promise<Answer<unknown>> {
  const answer = await call<Now | object>('gatherings/now', { room })
  if (!answer.ok) return answer
  const line = 'lines' in answer.data ? answer.data.lines.find((one) => one.id === of.id) : undefined
  if (line === undefined) return conflict
  if (same(line.value, of.value)) return { ok: true, data: null }
  if (of.before.some((one) => same(line.value, one)))
    return call('gatherings/changeLine', { id: of.id, version: line.version, value: of.value })
  return { ...conflict, sentence: `You changed this line on another device; there it reads “${wordsOf(line.value)}”.` }
}

/** Where in the method a sealed line belongs, and whether it may have gone in. */
export type InRound = { place: string; step: string; tried: boolean }

/**
 * What was written for a round that is over and never went in, or that was called off, so that nobody read it; null where the place cannot be reached. Of what may have gone in
 * only what was not shown counts: of what was, nothing on this device may say whose it is.
 */
export async function neverIn(round: string, of: InRound, unread: boolean): Promise<unknown[] | null> {
  const { keptOf } = await import('#modules/rounds/web/index.ts')
  const { written, sent } = keptOf(round)
  if (!Array.isArray(written?.value)) return []
  if (unread || !of.tried) return written.value
  if (same(written, sent)) return []
  const shown = await call<{ lines: Line[] }>('gatherings/lines', { step: of.step })
  if (!shown.ok) return shown.fault === 'refused' ? [] : null
  const { lines } = shown.data
  return lines.length === 0 ? [] : written.value.filter((thing) => !lines.some(({ value }) => same(value, thing)))
}
