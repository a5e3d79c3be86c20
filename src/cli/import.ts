import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { looksLikeCopy } from '#platform/copies/open.ts'
import { type Client, clientOf, lastLine, type Space, spaceAt } from './client.ts'
import { type Answer, type Given, sayFault, type Verb } from './verb.ts'

type Line =
  | { progress: [number, number] }
  | { ok: true; id?: string; already?: boolean; came?: object; stayed?: object[] }
  | Fault
type Fault = { ok: false; reason: string; sentence: string }
type Told = { file: string; ok: boolean } & Record<string, unknown>

export const importing: Verb = {
  usage: 'import FILE… --space ADDRESS',
  does: 'brings documents into a space, or a copy of a space into a new one.',
  more: `Each file is read by the place: text, Word, OpenDocument, PDF, CSV, Excel, at most 25 MB each. A file that cannot
be read is named with its reason, nothing of it is kept, and the others go on. The same file twice is one document.
A .zip that "export" made comes into a space that is still empty and only yours, all of it or nothing.
It ends with 1 if any file did not come in. Ctrl+C stops: what came in is whole, and nothing is half there.
  --space ADDRESS   the space: the last part of its page's address
  TREFOIL_TOKEN     a token of yours that may write there, made on your page "Me"
  TREFOIL_URL       where the place is, unless it is this machine's`,
  flags: ['space'],
  takes: [1, 10_000],
  async run(files, given) {
    const client = clientOf(given)
    const space = await spaceAt(client, given)
    const told: Told[] = []
    for (const [at, file] of files.entries()) {
      const name = `${at + 1} of ${files.length}: ${basename(file)}`
      const outcome = given.signal.aborted
        ? { ok: false, reason: 'cancelled', sentence: 'Cancelled before it was begun.' }
        : await bringOne(client, space, file, name, given)
      told.push({ file, ...outcome })
      given.tell(`${name}: ${sentenceOf(outcome)}`)
    }
    return summed(told, space)
  },
}

function summed(told: Told[], space: Space): Answer {
  const came = told.filter((one) => one.ok && one.already !== true).length
  const twins = told.filter((one) => one.already === true).length
  const not = told.filter((one) => !one.ok).length
  const parts = [
    `${came} brought into ${space.name}`,
    twins > 0 ? `${twins} there already` : '',
    not > 0 ? `${not} not` : '',
  ]
  return { ok: not === 0, says: [`${parts.filter(Boolean).join(', ')}.`], came, already: twins, not, files: told }
}

function sentenceOf(outcome: Record<string, unknown>): string {
  if (outcome.ok !== true) return `not brought in. ${outcome.sentence}`
  if (outcome.already === true) return 'is here already; nothing was added.'
  const stayed = (outcome.stayed ?? []) as { kind: string; lines: number; why: string }[]
  return ['brought in.', ...stayed.map((one) => `${one.lines} of “${one.kind}” stayed out: ${one.why}.`)].join(' ')
}

async function bringOne(
  client: Client,
  space: Space,
  file: string,
  name: string,
  given: Given,
): Promise<Record<string, unknown> & { ok: boolean }> {
  try {
    if (!(await stat(file)).isFile()) return fault('no_file', 'It is no file. Name each file; a folder is not opened.')
    const bytes = await readFile(file)
    const copy = await looksLikeCopy(bytes)
    const answer = await client.send(
      copy ? '/spaces/copy' : '/files/import',
      { space: space.id, attempt: randomUUID(), ...(copy ? {} : { chapter: space.chapter }) },
      {
        method: 'POST',
        body: bytes,
        headers: {
          'content-type': copy ? 'application/zip' : 'application/octet-stream',
          'x-file-name': encodeURIComponent(basename(file)),
        },
      },
    )
    const last = await lastLine<Line>(answer, (line) => {
      if ('progress' in line) given.tell(`${name}: ${percent(line.progress)}`)
    })
    return last !== undefined && 'ok' in last ? last : fault('broken_off', 'The answer broke off. Try this file again.')
  } catch (problem) {
    if (given.signal.aborted) return fault('cancelled', 'Cancelled. Nothing of it was kept.')
    if ((problem as { code?: string }).code === 'ENOENT') return fault('no_file', 'There is no such file.')
    if ((problem as { path?: string }).path !== undefined) return fault('no_file', sayFault(problem))
    return fault('refused', sayFault(problem))
  }
}

const fault = (reason: string, sentence: string): Fault => ({ ok: false, reason, sentence })
const percent = ([done, total]: [number, number]) => `${Math.floor((100 * done) / Math.max(1, total))} %`
