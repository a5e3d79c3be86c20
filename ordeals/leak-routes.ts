// The ways out that are no procedure: files as they were handed in, hand-overs to take along, and what programs may ask.
import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import type { Visitor } from './http.ts'
import { IN_GROUP } from './leak-copies.ts'
import type { Known, Mark, Scene } from './leak-scene.ts'
import { READS } from './surfaces.ts'

type Seen = (text: string, what: string, status: number, about: Known) => void

/** Hands in a file and leaves a note on what somebody carries, each with a mark. */
export async function throughFiles(
  ada: Visitor,
  here: { id: string; chapter: string; address: string },
  mark: (where: string, ...readers: string[]) => string,
  know: (one: Known) => void,
  readers: string[],
): Promise<void> {
  const { 'content-type': _, ...headers } = ada.headers()
  const answer = await fetch(
    `${ada.place.url}/files/import?space=${here.id}&chapter=${here.chapter}&attempt=${randomUUID()}`,
    {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(`${mark('name of a file', ...readers)}.txt`),
      },
      body: mark('a file as it was handed in', ...readers),
    },
  )
  const last = JSON.parse((await answer.text()).trim().split('\n').at(-1)!)
  if (last.ok !== true) throw new Error(`The file was not taken: ${JSON.stringify(last)}`)
  know({ id: last.id, address: last.id })
  const document = await ada.must('library.document', { space: here.id, id: last.id })
  const file = document.file?.id ?? document.file
  if (typeof file !== 'string') throw new Error('The document names no file.')
  know({ id: file, address: file })
  const { members } = await ada.must('spaces.people', { address: here.address })
  const membership = members.find((one: { me: boolean }) => one.me).id
  know({ id: membership, address: membership })
  await ada.change('spaces.noteHandover', {
    ...{ membership, version: 0 },
    underWay: mark('under way, in a hand-over', ...readers),
    whoKnows: mark('who knows, in a hand-over', ...readers),
  })
}

/** Every file and every hand-over at every id. */
export async function askRoutes(visitor: Visitor, known: Known[], seen: Seen): Promise<void> {
  for (const one of known) {
    for (const route of ['/files', '/handover']) {
      const answer = await fetch(`${visitor.place.url}${route}/${one.id}`, { headers: visitor.headers() })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const text =
        route === '/handover' && answer.status === 200
          ? Object.values(unzipSync(bytes))
              .map((file) => strFromU8(file))
              .join('\n')
          : Buffer.from(bytes).toString('latin1')
      seen(`${text} ${answer.headers.get('content-disposition') ?? ''}`, route, answer.status, one)
    }
  }
}

/** As many at once as a busy program asks. */
const AT_ONCE = 8

/**
 * What a program is told: its person's reading of its one space, and nothing of what is the person's own. Each asks about
 * all that is `known`; the quick form gives it a part, and lets it name its own space and the partnership only.
 */
export async function askAsPrograms(
  scene: Scene,
  outside: string[],
  known: Known[],
  quick: boolean,
): Promise<{ calls: number; found: number }> {
  const [place, group, away] = scene.spaces as [string, string, string]
  const inGroup = ({ where }: Mark) => where.startsWith(IN_GROUP)
  const byBoth = ({ readers }: Mark) => readers.has('cleo') && readers.has('ada')
  // Ada asked the group in the name of the partnership, so what was asked is told in both.
  const programs = [
    { who: 'ada', space: group, may: inGroup },
    { who: 'eve', space: away, may: (mark: Mark) => mark.where === 'evidence elsewhere' },
    {
      who: 'ada',
      space: place,
      may: (mark: Mark) => byBoth(mark) && (!inGroup(mark) || mark.where.endsWith('asked for')),
    },
  ]
  const url = scene.place.url
  const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>
  }
  const open = Object.entries(document.paths).flatMap(([path, methods]) => {
    const name = path
      .slice(1)
      .replace('/', '.')
      .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return name in READS ? [{ path, name, method: 'get' in methods ? 'GET' : 'POST' }] : []
  })
  let calls = 0
  let found = 0
  for (const { who, space, may } of programs) {
    const person = scene.people[who]!
    const made = await person.change('people.makeToken', { name: 'A program', may: 'read', spaces: [space], days: 7 })
    const spaces = quick ? [...new Set([space, place])] : scene.spaces
    const questions = open.flatMap((procedure) =>
      [
        ...new Set(
          known.flatMap((about) =>
            READS[procedure.name]!({ ...about, word: 'planted', spaces, evidence: scene.evidence }).map((input) =>
              JSON.stringify(input),
            ),
          ),
        ),
      ].map((key) => ({ ...procedure, key })),
    )
    const ask = async ({ path, name, method, key }: (typeof questions)[number]) => {
      const query = method === 'GET' ? `?${new URLSearchParams(JSON.parse(key) as Record<string, string>)}` : ''
      const answer = await fetch(`${url}/api/v1${path}${query}`, {
        method,
        headers: { authorization: `Bearer ${made.token}`, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: key } : {}),
      })
      const text = await answer.text()
      calls += 1
      for (const mark of scene.marks) {
        if (!text.includes(mark.token)) continue
        if (may(mark)) found += 1
        else outside.push(`a program of ${who} for one space saw "${mark.where}" in ${name}`)
      }
    }
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = questions.pop(); one !== undefined; one = questions.pop()) await ask(one)
      }),
    )
  }
  return { calls, found }
}
