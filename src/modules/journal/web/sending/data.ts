import { client } from '#web/lib/client.ts'
import type { Kept } from '../kept/data.ts'

type Answer = { ok: true; id: string } | { ok: false; reason: string; sentence: string }
type Going = { part: number; stop: () => void }

const going = new Map<string, Going>()
const listeners = new Set<() => void>()
let shown: ReadonlyMap<string, Going> = new Map()
function tell(): void {
  shown = new Map(going)
  for (const listener of listeners) listener()
}

/** Photos that are on their way from this tab: how far each is, and how to stop it. */
export const underWay = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  now: () => shown,
}

/** Thrown when its writer stopped a photo on its way. */
export class Stopped extends Error {}

/** Brings one note to the place, with its photo if it has one. Throws as a call does: with a status, or without an answer. */
export async function deliver(kept: Kept, photo: Uint8Array<ArrayBuffer> | null): Promise<Answer> {
  const { id, words, kind, person, tell = '' } = kept
  const entry = { attempt: id, words, kind, tell, writer: person }
  return photo === null ? client.journal.write(entry) : upload(id, { ...entry, said: kept.photo?.said ?? '' }, photo)
}

/** One line of JSON and then the photo: the one way a browser says how much of it has gone is this old request. */
function upload(id: string, entry: object, photo: Uint8Array<ArrayBuffer>): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const request = new XMLHttpRequest()
    going.set(id, { part: 0, stop: () => request.abort() })
    tell()
    request.upload.onprogress = ({ loaded, total }) => {
      going.set(id, { part: loaded / total, stop: () => request.abort() })
      tell()
    }
    request.onabort = () => reject(new Stopped())
    request.onerror = request.ontimeout = () => reject(new Error('unreachable'))
    request.onload = () => {
      const answer = read(request.responseText)
      if (request.status === 200 || request.status === 422) return resolve(answer)
      reject(Object.assign(new Error(answer.ok ? '' : answer.sentence), { status: request.status }))
    }
    request.open('POST', '/journal/photos')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.send(new Blob([`${JSON.stringify(entry)}\n`, photo]))
  }).finally(() => {
    going.delete(id)
    tell()
  })
}

function read(text: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return { ok: false, reason: 'fault', sentence: 'The place gave no answer that can be read.' }
  }
}
