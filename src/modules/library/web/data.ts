import { useSyncExternalStore } from 'react'
import type { ImportLine } from '../contract.ts'

/** One file on its way in. It lives outside the page, so that it goes on when the reader goes elsewhere. */
export type Incoming = {
  key: string
  space: string
  name: string
  state: 'waiting' | 'sending' | 'reading' | 'done' | 'refused'
  /** Between 0 and 1; null while it is not known. */
  part: number | null
  /** The document it became, and whether it was there before. */
  id?: string
  already?: boolean
  sentence?: string
}
type Job = { shown: Incoming; file: File; chapter: string; attempt: string; request: XMLHttpRequest | null }

/** Two at a time: the browser has few lines to one place, and the rest of the page needs some. */
const AT_ONCE = 2
const MOST_BYTES = 25 * 1024 * 1024
const LOST =
  'The connection was lost. Nothing from this file was added, and your own copy is untouched. Try again when you are connected.'
const LARGE =
  'The file is larger than 25 MB, which is the most that is read. Nothing from it was added, and your own copy is untouched. Save a copy without pictures, or divide it into smaller files.'

let jobs: Job[] = []
let shown: readonly Incoming[] = []
const listeners = new Set<() => void>()

function tell() {
  shown = jobs.map((job) => job.shown)
  for (const listener of listeners) listener()
}

function change(job: Job, to: Partial<Incoming>) {
  job.shown = { ...job.shown, ...to }
  tell()
}

/** Every file on its way, of all spaces. */
export function useIncoming(): readonly Incoming[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}

/** Starts bringing files in, each on its own. */
export function bringIn(space: string, chapter: string, files: Iterable<File>) {
  for (const file of files) {
    const large = file.size > MOST_BYTES
    jobs.push({
      shown: {
        key: crypto.randomUUID(),
        space,
        name: file.name,
        state: large ? 'refused' : 'waiting',
        part: null,
        ...(large ? { sentence: LARGE } : {}),
      },
      file,
      chapter,
      attempt: crypto.randomUUID(),
      request: null,
    })
  }
  tell()
  next()
}

/** Stops one that is under way, or takes one that is settled off the list. */
export function letGo(key: string) {
  const job = jobs.find((one) => one.shown.key === key)
  jobs = jobs.filter((one) => one !== job)
  job?.request?.abort()
  tell()
  next()
}

/** Once more, as the same attempt: if it did arrive, it is not brought in twice. */
export function tryAgain(key: string) {
  const job = jobs.find((one) => one.shown.key === key)
  if (job === undefined || job.file.size > MOST_BYTES) return
  change(job, { state: 'waiting', part: null })
  next()
}

function next() {
  const busy = jobs.filter((job) => job.shown.state === 'sending' || job.shown.state === 'reading').length
  const waiting = jobs.filter((job) => job.shown.state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy))
  for (const job of waiting) send(job)
}

function send(job: Job) {
  const query = new URLSearchParams({ space: job.shown.space, chapter: job.chapter, attempt: job.attempt })
  const request = new XMLHttpRequest()
  job.request = request
  change(job, { state: 'sending', part: 0 })
  request.open('POST', `/files/import?${query}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('x-file-name', encodeURIComponent(job.file.name.toWellFormed()))
  request.upload.onprogress = (event) =>
    change(job, { part: event.lengthComputable ? event.loaded / event.total : null })
  request.upload.onload = () => change(job, { state: 'reading', part: null })
  request.onprogress = () => {
    const told = lines(request.responseText).findLast((line) => 'progress' in line)
    if (told !== undefined && 'progress' in told)
      change(job, { state: 'reading', part: told.progress[1] > 0 ? told.progress[0] / told.progress[1] : null })
  }
  request.onload = () => settle(job, lines(request.responseText).at(-1))
  request.onerror = () => settle(job, undefined)
  request.onabort = () => next()
  request.send(job.file)
}

function settle(job: Job, last: ImportLine | undefined) {
  job.request = null
  if (last === undefined || 'progress' in last) change(job, { state: 'refused', sentence: LOST })
  else if (last.ok) change(job, { state: 'done', id: last.id, already: last.already })
  else change(job, { state: 'refused', sentence: last.sentence })
  next()
}

/** The whole lines that have come so far. */
function lines(text: string): ImportLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.trim() === '' ? [] : [JSON.parse(line) as ImportLine]
    } catch {
      return []
    }
  })
}
