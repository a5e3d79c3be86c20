// A device takes part in a round of a real place. The browser lends it a store, locks and addresses of its own; the rest is there.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Round } from '../../contract.ts'
import { fetchTicket, keepWritten, keptOf, letGo, letGoOfOver, putIn } from '../index.ts'

type Ask = Parameters<typeof fetchTicket>[1]
type Scene = {
  url: string
  begin(): Promise<{ round: Round; ask: Ask }>
  inNow(round: string): Promise<number | null>
  reveal(round: string): Promise<unknown>
  stop(): Promise<void>
}

let scene: Scene
const store = new Map<string, string>()
/** Whether the next reply gets lost on its way, after the place has acted on it. */
let lost = false
const sent: { headers: string[]; size: number; credentials: string | undefined }[] = []

beforeAll(async () => {
  // What runs a place is none of the browser's types.
  const scenes = '../../server/testing/scene.ts'
  scene = await ((await import(/* @vite-ignore */ scenes)) as { startScene(): Promise<Scene> }).startScene()
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (to: string | URL | globalThis.Request, init?: RequestInit) => {
    if (typeof to !== 'string' || !to.startsWith('/')) return real(to, init)
    sent.push({
      headers: Object.keys(init!.headers!),
      size: (init!.body as Uint8Array).length,
      credentials: init!.credentials,
    })
    const answer = await real(scene.url + to, init)
    if (lost) throw new TypeError('The connection was lost.')
    return answer
  })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
    key: (at: number) => [...store.keys()][at] ?? null,
    get length() {
      return store.size
    },
  })
}, 180_000)
beforeEach(() => {
  store.clear()
  sent.length = 0
  lost = false
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await scene?.stop()
})

test('a line goes in, is changed and taken out, always in the same size and without a name', async () => {
  const { round, ask } = await scene.begin()
  expect(await fetchTicket(round, ask)).toBeNull()
  for (const value of ['Nobody rang back.', 'Nobody rang.', null, 'After all: nobody rang back.'])
    expect(await putIn(round, { value, mayGo: 'stays' })).toMatchObject({ ok: true })
  expect(await scene.inNow(round.id)).toBe(1)
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(sent[0]).toMatchObject({ headers: ['content-type'], credentials: 'omit' })
  expect(keptOf(round.id).sent).toEqual({ value: 'After all: nobody rang back.', mayGo: 'stays' })
  expect(await scene.reveal(round.id)).toMatchObject({ lines: [{ value: 'After all: nobody rang back.' }], passed: 0 })
})

test('a reply that gets lost loses nothing: the ticket is the same, and the line is in once', async () => {
  const { round, ask } = await scene.begin()
  await expect(
    fetchTicket(round, async (input) => {
      await ask(input)
      throw new TypeError('The connection was lost.')
    }),
  ).rejects.toThrow('lost')
  expect(await fetchTicket(round, ask)).toBeNull()
  lost = true
  await expect(putIn(round, { value: 'once', mayGo: 'stays' })).rejects.toThrow('lost')
  expect(keptOf(round.id)).toEqual({ written: { value: 'once', mayGo: 'stays' } })
  lost = false
  expect(await putIn(round, { value: 'once', mayGo: 'stays' })).toMatchObject({ ok: true })
  expect(await scene.inNow(round.id)).toBe(1)
})

test('what is being typed stays through a reload, and after the reveal nothing of the round is on the device', async () => {
  const { round, ask } = await scene.begin()
  keepWritten(round.id, { value: 'half a sen', mayGo: 'theme' })
  await fetchTicket(round, ask)
  expect(keptOf(round.id)).toEqual({ written: { value: 'half a sen', mayGo: 'theme' } })
  await putIn(round, { value: 'a sentence', mayGo: 'stays' })
  letGo(round.id)
  expect([...store.keys()]).toEqual([])
})

test('a device that was away at the reveal lets go of what is over, and keeps what is not', async () => {
  const [over, open] = [await scene.begin(), await scene.begin()]
  for (const { round, ask } of [over, open]) {
    await fetchTicket(round, ask)
    await putIn(round, { value: `in ${round.id}`, mayGo: 'stays' })
  }
  store.set('something else', 'stays')
  await scene.reveal(over.round.id)
  await letGoOfOver(async (round) => round === over.round.id)
  expect([...store.keys()].some((key) => key.includes(over.round.id))).toBe(false)
  expect(keptOf(open.round.id).sent).toBeDefined()
  expect(store.get('something else')).toBe('stays')
})

test('two windows at once fetch one ticket; another device is told where it is', async () => {
  const { round, ask } = await scene.begin()
  let asked = 0
  const counted: Ask = (input) => {
    asked += 1
    return ask(input)
  }
  expect(await Promise.all([fetchTicket(round, counted), fetchTicket(round, counted)])).toEqual([null, null])
  expect(asked).toBe(1)
  store.clear()
  expect(await fetchTicket(round, ask)).toContain('another device')
})

test('what is too long, or comes before the ticket, does not leave the device, and stays on it', async () => {
  const { round, ask } = await scene.begin()
  expect(await putIn(round, { value: 'early', mayGo: 'stays' })).toMatchObject({ ok: false, reason: 'no_ticket' })
  await fetchTicket(round, ask)
  const long = { value: 'x'.repeat(65_536), mayGo: 'stays' as const }
  expect(await putIn(round, long)).toMatchObject({ ok: false, reason: 'too_large' })
  expect(sent).toEqual([])
  expect(keptOf(round.id).written).toEqual(long)
})
