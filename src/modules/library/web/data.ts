import { useSyncExternalStore } from 'react'
import { tellWork } from '#web/lib/work.ts'
import type { ImportLine } from '../contract.ts'

/** One file on its way in. It lives outside the page, so that it goes on when the reader goes elsewhere. */
export type Incoming = {
  key: string
  space: string
  name: string
  state: 'waiting' | 'sending' | 'reading' | 'done' | 'refused'
  /** Between 0 and 1; null while it is not known. */
  part: number | null
  /** The document it became; where it was there before, since which day. */
  id?: string
  already?: boolean
  since?: string | null
  sentence?: string
  /** False where trying the same file once more would end the same way. */
  again?: false
}
/** What is said of a file beside its name: what it is a newer version of, its own day. */
export type About = Partial<
  Record<'of' | 'artefact' | 'says' | 'changed' | 'occasion' | 'occasionOn' | 'title' | 'dated' | 'source', string>
>
type Job = {
  shown: Incoming
  file: File
  chapter: string
  attempt: string
  about: About
  request: XMLHttpRequest | null
}

/** Two at a time: the browser has few lines to one place, and the rest of the page needs some. */
const AT_ONCE = 2
const MOST_BYTES = 25 * 1024 * 1024
const LOST =
  'The connection was lost. Nothing from this file was added, and your own copy is untouched. Try again when you are connected.'
const LARGE =
  'The file is larger than 25 MB, which is the most that is read. Nothing from it was added, and your own copy is untouched. Save a copy without pictures, or divide it into smaller files.'

/** What is wrong with the file itself: the same bytes are refused again. */
const FOR_GOOD = new Set(['empty', 'encrypted', 'too_large', 'lying', 'damaged', 'unknown_kind', 'no_text'])

let jobs: Job[] = []
let shown: readonly Incoming[] = []
const listeners = new Set<() => void>()

function tell(of: string) {
  shown = jobs.map((job) => job.shown)
  for (const listener of listeners) listener()
  tellShell(
    of,
    shown.filter((one) => one.space === of),
  )
}

/** The same in one line, for every other page of the place. */
function tellShell(space: string, files: readonly Incoming[]) {
  const count = (...states: Incoming['state'][]) => files.filter((one) => states.includes(one.state)).length
  const [all, done, faults] = [files.length, count('done'), count('refused')]
  const going = done + faults < all
  const not = faults === 0 ? '' : ` ${faults === 1 ? 'One could' : `${faults} could`} not be brought in.`
  const key = `files ${space}`
  if (all === 0) return tellWork(key, null)
  tellWork(key, {
    ...{ space, at: '/evidence', going, part: files.reduce((sum, one) => sum + partOf(one), 0) / all },
    says: (place) =>
      going
        ? `Bringing files into ${place}: ${done} of ${all} ${done === 1 ? 'is' : 'are'} in.${not}`
        : `${all === 1 && done === 1 ? 'The file is' : `${done} of ${all} files are`} in ${place}.${not}`,
    stop: () => {
      for (const one of files) if (!isOver(one)) letGo(one.key)
    },
    forget: () => {
      for (const one of files) letGo(one.key)
    },
  })
}

/** Whether one is settled, well or not. */
export const isOver = ({ state }: Incoming): boolean => state === 'done' || state === 'refused'
const partOf = (one: Incoming): number =>
  isOver(one) ? 1 : one.state === 'reading' ? 0.5 + (one.part ?? 0) / 2 : (one.part ?? 0) / 2

function change(job: Job, to: Partial<Incoming>) {
  job.shown = { ...job.shown, ...to }
  tell(job.shown.space)
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

/** While something is on its way, the browser asks before the page is closed: leaving it inside the place stops nothing. */
function holdOn(event: BeforeUnloadEvent) {
  if (jobs.some((job) => ['waiting', 'sending', 'reading'].includes(job.shown.state))) event.preventDefault()
}

/** Starts bringing files in, each on its own, and answers the keys by which they are followed. */
export function bringIn(space: string, chapter: string, files: Iterable<File>, about: About = {}): string[] {
  const keys: string[] = []
  window.addEventListener('beforeunload', holdOn)
  for (const file of files) {
    const large = file.size > MOST_BYTES
    const key = crypto.randomUUID()
    keys.push(key)
    jobs.push({
      shown: {
        key,
        space,
        name: file.name,
        state: large ? 'refused' : 'waiting',
        part: null,
        ...(large ? { sentence: LARGE, again: false as const } : {}),
      },
      file,
      chapter,
      attempt: crypto.randomUUID(),
      about,
      request: null,
    })
  }
  tell(space)
  next()
  return keys
}

/** Stops one that is under way, or takes one that is settled off the list. */
export function letGo(key: string) {
  const job = jobs.find((one) => one.shown.key === key)
  jobs = jobs.filter((one) => one !== job)
  job?.request?.abort()
  if (job !== undefined) tell(job.shown.space)
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
  const said = Object.entries(job.about).filter(([, words]) => words !== '')
  const query = new URLSearchParams({
    ...{ space: job.shown.space, chapter: job.chapter, attempt: job.attempt },
    ...Object.fromEntries(said),
  })
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
  else if (last.ok) change(job, { state: 'done', id: last.id, already: last.already, since: last.on })
  else
    change(job, {
      ...{ state: 'refused', sentence: last.sentence },
      ...(FOR_GOOD.has(last.reason) ? { again: false as const } : {}),
    })
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

/** So many files of a folder are taken at once; a larger one is usually dropped by mistake. */
export const MOST_FILES = 200

/** The files of a drop, of whole folders too where the browser gives them. What a machine hides in a folder stays there. */
export async function filesOf(dropped: DataTransfer): Promise<File[]> {
  const entries = [...dropped.items].map((item) => (item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? null) : null))
  if (!entries.some((entry) => entry?.isDirectory)) return [...dropped.files]
  const files: File[] = []
  const walk = async (entry: FileSystemEntry | null): Promise<void> => {
    if (entry === null || entry.name.startsWith('.') || files.length >= MOST_FILES) return
    if (entry.isFile) {
      const file = await new Promise<File | null>((done) => (entry as FileSystemFileEntry).file(done, () => done(null)))
      if (file) files.push(file)
      return
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    // A folder is handed over in parts; an empty part is its end.
    for (;;) {
      const part = await new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])))
      if (part.length === 0) return
      for (const one of part) await walk(one)
    }
  }
  for (const entry of entries) await walk(entry)
  return files
}
