// One room as this device knows it: what the place said last, what is still to be sent, and when to ask again.
import type { Now } from '#modules/gatherings/contract/state.ts'
import { nextAsk } from './ask.ts'
import { call, type Silent } from './call.ts'
import { makeClock } from './clock.ts'
import { newId } from './code.ts'
import { drop, forgetRoom, iAmIn, keep, kept, keysUnder, type Me, meIn, under } from './keep.ts'
import { wordsIn } from './kind.ts'
import { listen } from './live.ts'
import { changeAgain, type InRound, neverIn } from './lost.ts'
import { type Entry, makeOutbox, type NewEntry, type Outbox } from './outbox.ts'
import { withCount, withCountOf, withCountTold, withLine, withMoved, without } from './told.ts'

export type Phase = 'looking' | 'in' | 'waiting' | 'out'
export type RoomState = {
  phase: Phase
  now: Now | null
  me: Me | null
  /** At the door: what for. */
  waitsFor: 'yes' | 'next_activity' | null
  /** Why nothing was heard from the place just now. */
  silent: Silent | null
  /** Something was told that is still to be asked for: what is not there yet may come with it. */
  due: boolean
  /** Why one is out, in words. */
  why: string
}

const SOON_MS = 1_200

/** Of what was heard, what may lie on the device: how the room stands, and one's own words. Nobody else's. */
const withoutOthers = (now: Now): Now => ({ ...now, lines: now.lines.filter((line) => line.mine) })

export class Room {
  readonly clock = makeClock()
  readonly id: string
  readonly outbox: Outbox
  state: RoomState
  private table: boolean | undefined
  private listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private asking = false
  /** What was told while an answer was on its way, which may be older than it. */
  private meanwhile: ((now: Now) => Now | null)[] = []
  private again = false
  private ended = false
  private streaming = false
  private unlisten = () => undefined as void
  private readonly own = new Set<string>()

  constructor(id: string, table?: boolean) {
    this.id = id
    this.table = table
    const me = meIn(id)
    const now = me === null ? null : kept<Now>(`${under(id, me.id)}now`)
    this.state = {
      ...{ phase: now === null ? 'looking' : 'in', now, me },
      ...{ waitsFor: null, silent: null, due: false, why: '' },
    }
    if (now !== null) this.clock.heard(now.now, Date.now(), Date.now())
    const shelf = {
      all: () => this.keys('out ').map((key) => kept<Entry>(key)!),
      keep: (entry: Entry) => void keep(`${this.mine}out ${entry.id} ${entry.act}`, entry),
      drop: ({ id: line, act }: Pick<Entry, 'id' | 'act'>) => drop(`${this.mine}out ${line} ${act}`),
    }
    this.outbox = makeOutbox({ shelf, send: (entries) => this.send(entries), changed: () => void this.refresh() })
  }

  get mine(): string {
    return under(this.id, this.state.me?.id ?? 'nobody')
  }
  private keys(what: string): string[] {
    return keysUnder(this.mine + what)
  }

  listen(run: () => void): () => void {
    this.listeners.add(run)
    return () => this.listeners.delete(run)
  }
  private set(more: Partial<RoomState>): void {
    this.state = { ...this.state, ...more }
    for (const run of this.listeners) run()
  }

  private readonly soon = () => {
    this.failures = 0
    void this.outbox.flush()
    void this.refresh()
  }
  private readonly gone = () => this.set({ silent: 'offline' })
  private readonly seen = () => document.hidden || this.soon()

  start(): void {
    addEventListener('online', this.soon)
    addEventListener('offline', this.gone)
    document.addEventListener('visibilitychange', this.seen)
    void this.refresh()
    this.unlisten = listen(this.id, {
      moved: (moved) => this.told((now) => withMoved(now, moved), true),
      line: (line) => this.told((now) => withLine(now, line, this.own.has(line.id))),
      out: (line) => this.told((now) => without(now, line)),
      // It says each second which step is on: whoever has missed a move hears it by that.
      count: (count) => this.told((now) => withCountTold(now, count)),
      ask: () => this.ask(),
      telling: (yes) => {
        this.streaming = yes
        if (!yes) this.ask()
      },
    })
  }
  /** Something was told: it stands on the screen at once, and what goes with it is asked for, not by all in one moment. */
  private told(change: (now: Now) => Now | null, ask = false): void {
    if (this.asking) this.meanwhile.push(change)
    const { now, phase } = this.state
    const next = now === null || phase !== 'in' ? null : change(now)
    if (next !== null && next !== now) this.set({ now: next })
    // Where the room is lies on the device at once: a reload without a connection finds it, and what was written there.
    if (next !== null && ask) this.keepNow(next)
    if (next === null || ask) this.ask()
  }
  private ask(): void {
    if (!this.state.due) this.set({ due: true })
    if (this.asking) this.again = true
    if (this.asking || this.ended) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.refresh(), SOON_MS * Math.random())
  }
  stop(): void {
    this.ended = true
    clearTimeout(this.timer)
    this.outbox.stop()
    this.unlisten()
    removeEventListener('online', this.soon)
    removeEventListener('offline', this.gone)
    document.removeEventListener('visibilitychange', this.seen)
  }

  /** Asks what the room is doing, and sets when to ask again. */
  async refresh(): Promise<void> {
    if (this.asking) this.again = true
    if (this.asking || this.ended) return
    this.asking = true
    this.again = false
    this.meanwhile = []
    clearTimeout(this.timer)
    const sent = Date.now()
    const answer = await call<Now | { waiting: 'yes' | 'next_activity' }>('gatherings/now', { room: this.id })
    this.asking = false
    if (this.ended) return
    if (answer.ok) {
      this.failures = 0
      if ('waiting' in answer.data) this.set({ phase: 'waiting', waitsFor: answer.data.waiting, silent: null })
      else this.take(answer.data, sent)
    } else if (answer.fault === 'refused') return this.out(answer.code)
    else {
      this.failures += 1
      this.set({ silent: answer.fault })
    }
    const { failures } = this
    // At the door nothing is told until one is let in.
    const streaming = this.streaming && this.state.phase === 'in'
    const pause = nextAsk({ failures, hidden: document.hidden, streaming }, Math.random)
    this.timer = setTimeout(() => void this.refresh(), this.again ? SOON_MS * Math.random() : pause)
  }

  private take(answer: Now, sent: number): void {
    this.clock.heard(answer.now, sent, Date.now())
    const now = this.meanwhile.reduce((so, change) => change(so) ?? so, answer)
    const me = iAmIn(this.id, now.me, this.table)
    this.table = undefined
    const first = this.state.phase !== 'in' || this.state.me?.id !== me.id
    this.set({ phase: 'in', now: withCountOf(this.state.now, now), me, waitsFor: null, silent: null, due: this.again })
    void this.letGo(now)
    if (now.room.state === 'closed') {
      this.close()
      return
    }
    this.keepNow(now)
    if (first) void this.outbox.flush()
    else this.outbox.reached()
  }
  private keepNow(now: Now): void {
    keep(`${this.mine}now`, withoutOthers(now))
  }

  /** At the reveal, or when it was called off, the key goes by which a line could be known as one's own. */
  private async letGo(now: Now): Promise<void> {
    for (const key of this.keys('sealed ')) {
      const round = key.slice(key.lastIndexOf(' ') + 1)
      if (now.activity?.step?.round === round) continue
      const answer = await call<{ state: string }>('rounds/round', { round })
      const state = answer.ok ? answer.data.state : answer.fault === 'refused' ? 'gone' : 'open'
      if (state !== 'open' && (await this.bringBack(round, kept(key), state === 'dropped'))) drop(key)
    }
  }

  /** What never went into a round is a draft again; what nobody read too, but in no form: names may be asked next. Answers if done. */
  private async bringBack(round: string, of: InRound | null, unread: boolean) {
    const lost = of === null ? [] : await neverIn(round, of, unread)
    for (const [n, draft] of lost?.entries() ?? []) {
      const place = n === 0 && !unread && this.draft(of!.place) === null ? of!.place : `${of!.place}/${n}`
      this.keepDraft(place, { draft, which: null })
    }
    if (lost?.length) this.set({})
    return lost !== null
  }

  /** After the close nothing of the room stays here, but for what one wrote oneself and never went in. */
  private close(): void {
    this.stop()
    this.outbox.shut('The gathering was closed before this device had a connection again.')
    for (const { id, act } of this.outbox.all()) if (act === 'out') drop(`${this.mine}out ${id} ${act}`)
    for (const key of [...this.keys('now'), ...this.keys('sealed ')]) drop(key)
    this.forgetIfDone()
  }
  private forgetIfDone(): void {
    const own = this.outbox.all().length + this.drafts().filter(({ draft }) => wordsIn(draft) !== '…').length
    if (own === 0 && this.state.now?.room.state === 'closed') forgetRoom(this.id)
  }

  private out(code: string): void {
    this.stop()
    const why =
      code === 'signed_out'
        ? 'This device is not in the room any more. Come in again with the code; what you wrote before is still in the room.'
        : this.state.phase === 'waiting'
          ? 'You were not let in, or the gathering is over. Ask whoever runs it.'
          : 'You are not in this room, or it is not there. Come in with the code.'
    this.set({ phase: 'out', why })
  }

  /** Goes out of the room, and leaves no trace of it on the device. Answers why not, where that cannot be. */
  async leave(): Promise<string | null> {
    const answer = await call('gatherings/leave', { attempt: newId(), room: this.id })
    if (!answer.ok && answer.code !== 'not_found' && answer.code !== 'signed_out') return answer.sentence
    this.stop()
    forgetRoom(this.id)
    return null
  }

  private async send(entries: Entry[]) {
    const [first] = entries as [Entry]
    if (first.act === 'out') return call('gatherings/takeOut', { id: first.id })
    if (first.act === 'change') {
      const { id, version, value } = first
      const answer = await call('gatherings/changeLine', { id, version, value })
      return !answer.ok && answer.code === 'conflict' ? changeAgain(this.id, first, answer) : answer
    }
    return call('gatherings/put', {
      ...{ step: first.step, chapter: first.chapter, forTable: first.forTable, withName: first.withName },
      items: entries.map(({ id, value }) => ({ id, value })),
    })
  }

  put(
    entry: Omit<NewEntry, 'id' | 'forTable' | 'withName' | 'version'> &
      Partial<Pick<NewEntry, 'id' | 'withName' | 'version'>>,
  ): void {
    const id = entry.id ?? newId()
    this.own.add(id)
    this.outbox.add({ version: 1, withName: false, forTable: this.state.me?.table ?? false, ...entry, id })
    this.set({})
  }
  giveUp(entry: Entry): void {
    this.outbox.dropEntry(entry)
    this.forgetIfDone()
    this.set({})
  }

  /** How many are in where that is asked for, since no frame tells it. */
  counted(n: number): void {
    const { now } = this.state
    if (now?.activity?.step) this.set({ now: withCount(now, { step: now.activity.step.id, in: n }) })
  }
  /** That a sealed round was taken part in from here: what is kept for it goes with the rest. */
  keepSealed(round: string, of: Omit<InRound, 'tried'>, tried = false): void {
    const key = `${this.mine}sealed ${round}`
    keep(key, { ...of, tried: tried || (kept<InRound>(key)?.tried ?? false) })
  }
  get telling(): boolean {
    return this.streaming
  }

  draft<T>(place: string): T | null {
    return kept<T>(`${this.mine}draft ${place}`)
  }
  /** Answers whether it outlives the page. */
  keepDraft(place: string, draft: unknown): boolean {
    return keep(`${this.mine}draft ${place}`, draft)
  }
  dropDraft(place: string): void {
    drop(`${this.mine}draft ${place}`)
    this.forgetIfDone()
  }
  drafts(): { place: string; draft: unknown }[] {
    const { length } = `${this.mine}draft `
    return this.keys('draft ').map((key) => ({ place: key.slice(length), draft: kept(key) }))
  }
}
