// What was typed and is not in the journal yet stays on this device, encrypted with a key that no script can read out.
// It is cleared when the place has acknowledged it, or when its writer throws it away; never otherwise.
import type { EntryKind } from '../../contract.ts'

export type Writer = { id: string; kind: 'full' | 'pen' }
/** `draft` is being written, `unsent` waits to go, `edit` is a change of an entry; `photo` belongs to one of them. */
type State = 'draft' | 'unsent' | 'edit'
type Sealed = {
  words: string
  kind: EntryKind
  tell?: string
  version?: number
  /** There is a photo beside it, and this is what it shows. */
  photo?: { said: string }
  /** The space whose sheet on a wall led here: where a line of it could be brought later. */
  towards?: string
}
type Open = { id: string; person: string; at: number; why?: string }
export type Kept = Open & Sealed & { state: State }
type Row = Open & { state: State | 'photo' | 'slip'; iv: Uint8Array<ArrayBuffer>; cipher: ArrayBuffer }

const ROWS = 'rows'
const THINGS = 'things'

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('trefoil-unsent', 1)
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(ROWS, { keyPath: 'id' })
      asked.result.createObjectStore(THINGS)
    }
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

/** One request in one transaction; it resolves when what was written is safe, not merely asked for. */
async function ask<T>(
  store: string,
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open()
  return new Promise((resolve, reject) => {
    const work = db.transaction(store, mode, mode === 'readwrite' ? { durability: 'strict' } : undefined)
    const request = run(work.objectStore(store))
    work.oncomplete = () => resolve(request.result)
    work.onerror = work.onabort = () => reject(work.error)
  })
}

async function deviceKey(): Promise<CryptoKey> {
  const there = await ask<CryptoKey | undefined>(THINGS, 'readonly', (store) => store.get('key'))
  if (there) return there
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Two tabs may make one at the same moment: the first to be stored is the key.
  await ask(THINGS, 'readwrite', (store) => store.add(fresh, 'key')).catch(() => undefined)
  const kept = await ask<CryptoKey | undefined>(THINGS, 'readonly', (store) => store.get('key'))
  if (!kept) throw new Error('This browser keeps nothing.')
  return kept
}

const bound = (id: string, person: string) => new TextEncoder().encode(`${person} ${id}`)

// Writes follow each other, so that a slow one never puts old words over new ones.
let queue: Promise<unknown> = Promise.resolve()
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work, work)
  queue = turn.catch(() => undefined)
  return turn
}

const told = new Set<() => void>()
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('trefoil-unsent')
if (tabs) tabs.onmessage = () => tell(false)
function tell(others = true): void {
  for (const listener of told) listener()
  if (others) tabs?.postMessage('changed')
}

/** Told whenever something that is kept here has changed, in this tab or another. */
export function onKept(listener: () => void): () => void {
  told.add(listener)
  return () => told.delete(listener)
}

let asked = false
function askToStay(): void {
  if (asked) return
  asked = true
  void navigator.storage?.persist?.().catch(() => undefined)
}

async function shut(row: Omit<Row, 'iv' | 'cipher'>, plain: Uint8Array<ArrayBuffer>): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = bound(row.id, row.person)
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await deviceKey(), plain)
  await ask(ROWS, 'readwrite', (store) => store.put({ ...row, iv, cipher } satisfies Row))
}

async function unlocked({ id, person, iv, cipher }: Row): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(id, person) }, await deviceKey(), cipher)
}

/** Keeps words on this device, encrypted. Rejects where the browser keeps nothing. */
export function keepHere(kept: Kept): Promise<void> {
  askToStay()
  return inTurn(async () => {
    const { id, person, at, state, why, ...sealed } = kept
    const plain = new TextEncoder().encode(JSON.stringify(sealed))
    await shut({ id, person, at, state, ...(why === undefined ? {} : { why }) }, plain)
    if (state === 'unsent') tell()
  })
}

const photoOf = (id: string) => `${id} photo`

/** Keeps the photo that belongs to something kept here, encrypted too; null takes it away. */
export function keepPhoto(id: string, person: string, bytes: Uint8Array<ArrayBuffer> | null): Promise<void> {
  askToStay()
  return inTurn(async () => {
    if (bytes === null) await ask(ROWS, 'readwrite', (store) => store.delete(photoOf(id)))
    else await shut({ id: photoOf(id), person, at: Date.now(), state: 'photo' }, bytes)
  })
}

/** The photo that is kept beside something, or null. */
export async function keptPhoto(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await ask<Row | undefined>(ROWS, 'readonly', (store) => store.get(photoOf(id)))
  return row ? new Uint8Array(await unlocked(row)) : null
}

export function dropKept(id: string): Promise<void> {
  return inTurn(async () => {
    await ask(ROWS, 'readwrite', (store) => store.delete(IDBKeyRange.bound(id, photoOf(id))))
    tell()
  })
}

/** Nothing that one person wrote stays here, nor that they wrote here; what others keep on this device does. */
export function forgetPerson(person: string): Promise<void> {
  return inTurn(async () => {
    const rows = await ask<Row[]>(ROWS, 'readonly', (store) => store.getAll())
    for (const row of rows) if (row.person === person) await ask(ROWS, 'readwrite', (store) => store.delete(row.id))
    if ((await lastWriter())?.id === person) await forgetWriter()
    tell()
  })
}

/** Keeps bytes that are sealed already, and seals them once more with the device's key. */
export function keepSealed(row: Omit<Row, 'iv' | 'cipher'>, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  askToStay()
  return inTurn(() => shut(row, bytes))
}

/** What was kept so, for whoever can open the inner seal. */
export async function sealedRows(state: 'slip') {
  const rows = await ask<Row[]>(ROWS, 'readonly', (store) => store.getAll())
  const found = rows.filter((row) => row.state === state)
  return Promise.all(found.map(async (row) => ({ id: row.id, at: row.at, bytes: new Uint8Array(await unlocked(row)) })))
}

/** Everything kept here for one person in one state, oldest first. Nobody else's is opened. */
export async function keptFor(person: string, state: State): Promise<Kept[]> {
  const rows = await ask<Row[]>(ROWS, 'readonly', (store) => store.getAll())
  const mine = rows.filter((row) => row.person === person && row.state === state).sort((a, b) => a.at - b.at)
  if (mine.length === 0) return []
  return Promise.all(
    mine.map(async (row) => {
      const { iv, cipher, state: _, ...open } = row
      return { ...open, state, ...(JSON.parse(new TextDecoder().decode(await unlocked(row))) as Sealed) }
    }),
  )
}

/** How many things wait on this device, whoever wrote them: none of them is opened. */
export async function countKept(): Promise<number> {
  const rows = await ask<Row[]>(ROWS, 'readonly', (store) => store.getAll())
  return rows.filter((row) => row.state === 'draft' || row.state === 'unsent').length
}

const BEGUN = 'trefoil.begun'
/** What was begun in this tab since it was opened: all that a phone with only a pen shows again. */
export const begunHere = (): string[] => JSON.parse(sessionStorage.getItem(BEGUN) ?? '[]')
export function beganHere(id: string): void {
  if (!begunHere().includes(id)) sessionStorage.setItem(BEGUN, JSON.stringify([...begunHere(), id]))
}

/** Who wrote on this device last, for when the place cannot be asked. */
export const lastWriter = () => ask<Writer | undefined>(THINGS, 'readonly', (store) => store.get('writer'))
export const rememberWriter = (writer: Writer) => ask(THINGS, 'readwrite', (store) => store.put(writer, 'writer'))
/** Whoever comes without a connection after somebody signed out is shown nothing of theirs, and writes nothing into their journal. */
export const forgetWriter = () => ask(THINGS, 'readwrite', (store) => store.delete('writer'))
