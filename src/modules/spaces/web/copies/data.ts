import { useSyncExternalStore } from 'react'
import { tellWork } from '#web/lib/work.ts'
import type { CopyLine } from '../../contract/copies.ts'

/** A copy on its way out of a space or into it. It goes on when the reader goes elsewhere on the place's pages. */
export type Job =
  | { state: 'idle' }
  | { state: 'taking'; bytes: number }
  | { state: 'taken'; name: string; bytes: number }
  | { state: 'sending' | 'bringing'; part: number | null; name: string }
  | { state: 'brought'; came: Record<string, number>; stayed: { kind: string; lines: number; why: string }[] }
  | { state: 'refused'; sentence: string }

const LOST =
  'The connection was lost on the way, and what had come was thrown away. Nothing was changed; try again when you are connected.'
const IDLE: Job = { state: 'idle' }
const jobs = new Map<string, Job>()
const stops = new Map<string, () => void>()
const listeners = new Set<() => void>()

function change(space: string, job: Job): void {
  jobs.set(space, job)
  for (const tell of listeners) tell()
  tellWork(
    `copy ${space}`,
    job.state === 'idle'
      ? null
      : {
          ...{ space, at: '/people', going: ['taking', 'sending', 'bringing'].includes(job.state) },
          part: 'part' in job ? job.part : null,
          says: SAYS[job.state],
          stop: () => cancel(space),
          forget: () => cancel(space),
        },
  )
}

/** How it stands, in one line, for every other page of the place. */
const SAYS: Record<Exclude<Job['state'], 'idle'>, (place: string) => string> = {
  taking: (place) => `Making your copy of ${place}.`,
  taken: (place) => `Your copy of ${place} is with your downloads.`,
  sending: (place) => `Sending a copy into ${place}.`,
  bringing: (place) => `Bringing a copy into ${place}.`,
  brought: (place) => `A copy was brought into ${place}. Only you read it.`,
  refused: (place) => `The copy for ${place} did not go through.`,
}

export function useJob(space: string): Job {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => jobs.get(space) ?? IDLE,
  )
}
/** Ends what is under way: nothing half taken is kept, and nothing is half brought in. */
export function cancel(space: string): void {
  stops.get(space)?.()
  change(space, IDLE)
}

/** Takes a copy and puts it with the downloads. */
export async function takeCopy(space: string): Promise<'prove' | undefined> {
  const stop = new AbortController()
  stops.set(space, () => stop.abort())
  change(space, { state: 'taking', bytes: 0 })
  try {
    const answer = await fetch(`/copies/take?space=${space}`, { signal: stop.signal })
    if (!answer.ok) {
      const said = (await answer.json().catch(() => ({}))) as { message?: string }
      change(space, { state: 'refused', sentence: said.message ?? LOST })
      return said.message?.startsWith('Show that it is you') ? 'prove' : undefined
    }
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'copy.zip'
    const parts: BlobPart[] = []
    let bytes = 0
    for (const reader = answer.body!.getReader(); ; ) {
      const { done, value } = await reader.read()
      if (done) break
      parts.push(value)
      bytes += value.length
      change(space, { state: 'taking', bytes })
    }
    save(new Blob(parts, { type: 'application/zip' }), name)
    change(space, { state: 'taken', name, bytes })
    return undefined
  } catch {
    if (!stop.signal.aborted) change(space, { state: 'refused', sentence: LOST })
  }
  return undefined
}

function save(blob: Blob, name: string) {
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Brings a copy into a space. */
export function bringCopy(space: string, file: File, done: () => void): void {
  const request = new XMLHttpRequest()
  stops.set(space, () => request.abort())
  const { name } = file
  change(space, { state: 'sending', part: null, name })
  request.open('POST', `/copies/bring?${new URLSearchParams({ space, attempt: crypto.randomUUID() })}`)
  request.setRequestHeader('content-type', 'application/zip')
  request.upload.onprogress = (event) =>
    change(space, { state: 'sending', part: event.lengthComputable ? event.loaded / event.total : null, name })
  request.upload.onload = () => change(space, { state: 'bringing', part: null, name })
  request.onprogress = () => {
    const told = lines(request.responseText).at(-1)
    if (told !== undefined && 'progress' in told)
      change(space, { state: 'bringing', part: told.progress[0] / Math.max(1, told.progress[1]), name })
  }
  request.onload = () => {
    const last = lines(request.responseText).at(-1)
    if (last === undefined || 'progress' in last) change(space, { state: 'refused', sentence: LOST })
    else if (last.ok) {
      change(space, { state: 'brought', came: last.came, stayed: last.stayed })
      done()
    } else change(space, { state: 'refused', sentence: last.sentence })
  }
  request.onerror = () => change(space, { state: 'refused', sentence: LOST })
  request.send(file)
}

/** The whole lines that have come so far. */
function lines(text: string): CopyLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.trim() === '' ? [] : [JSON.parse(line) as CopyLine]
    } catch {
      return []
    }
  })
}
