// What was typed and is not in the journal yet stays on this device, encrypted with a key that no script can read out.
// It is cleared when the place has acknowledged it, or when its writer throws it away; never otherwise.
import type { EntryKind } from '../../contract.ts'

export type Writer = { id: string; kind: 'full' | 'pen' }
/** `draft` is being written, `unsent` waits to go, `edit` is a change of an entry. */
type State = 'draft' | 'unsent' | 'edit'
export type Kept = {
  id: string
  person: string
  state: State
  at: number
  why?: string
  words: string
  kind: EntryKind
  version?: number
}
type Row = Omit<Kept, 'words' | 'kind' | 'version'> & { iv: Uint8Array<ArrayBuffer>; cipher: ArrayBuffer }

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
/** Keeps words on this device, encrypted. Rejects where the browser keeps nothing. */
export function keepHere(kept: Kept): Promise<void> {
  if (!asked) {
    asked = true
    void navigator.storage?.persist?.().catch(() => undefined)
  }
  return inTurn(async () => {
    const { words, kind, version, ...open } = kept
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify({ words, kind, version }))
    const additionalData = bound(kept.id, kept.person)
    const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await deviceKey(), plain)
    await ask(ROWS, 'readwrite', (store) => store.put({ ...open, iv, cipher } satisfies Row))
    if (kept.state === 'unsent') tell()
  })
}

export function dropKept(id: string): Promise<void> {
  return inTurn(async () => {
    await ask(ROWS, 'readwrite', (store) => store.delete(id))
    tell()
  })
}

/** Everything kept here for one person in one state, oldest first. Nobody else's is opened. */
export async function keptFor(person: string, state: State): Promise<Kept[]> {
  const rows = await ask<Row[]>(ROWS, 'readonly', (store) => store.getAll())
  const mine = rows.filter((row) => row.person === person && row.state === state).sort((a, b) => a.at - b.at)
  if (mine.length === 0) return []
  const key = await deviceKey()
  return Promise.all(
    mine.map(async ({ iv, cipher, ...open }) => {
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData: bound(open.id, open.person) },
        key,
        cipher,
      )
      return { ...open, ...JSON.parse(new TextDecoder().decode(plain)) }
    }),
  )
}

/** How many things wait on this device, whoever wrote them: none of them is opened. */
export async function countKept(): Promise<number> {
  const rows = await ask<Row[]>(ROWS, 'readonly', (store) => store.getAll())
  return rows.filter((row) => row.state !== 'edit').length
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
