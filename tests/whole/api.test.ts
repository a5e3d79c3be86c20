/** The API for programs as it is documented: a valid document, all of it, and answers that are what it says. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '#modules.ts'
import { forPrograms } from '#platform/access/procedure.ts'
import { idOf, startWorld, type Who } from '../../src/modules/insights/server/testing.ts'
import { sendFile } from '../../src/modules/library/server/testing.ts'
import { attempt } from '../support/place.ts'

type Schema = { required?: string[]; properties?: Record<string, unknown> }
type Operation = {
  operationId: string
  summary?: string
  'x-token': 'read' | 'write'
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content: Record<string, { schema: object }> }>
}
let world: Awaited<ReturnType<typeof startWorld>>
let document: { openapi: string; paths: Record<string, Record<string, Operation>> }
let operations: { path: string; method: string; operation: Operation }[]
/** A value for each name that a reading operation needs. */
let values: Record<string, string>
/** The same, where it needs several. */
let lists: Record<string, string[]>
let base = ''
let token = ''

const tokenOf = async (who: Who, spaces: string[], may: 'read' | 'write') => {
  const made = await who.api.people.makeToken({ attempt: attempt(), name: 'A test', may, spaces, days: 1 })
  if (!made.ok) throw new Error(made.sentence)
  return made.token
}
async function call(
  with_: string,
  path: string,
  method: string,
  operation: Operation,
  more: Record<string, string> = {},
) {
  const schema = operation.requestBody?.content['application/json']?.schema
  const needed = schema?.required ?? (operation.parameters ?? []).filter((one) => one.required).map((one) => one.name)
  const known: Record<string, string | string[]> = { ...values, ...lists, ...more }
  const unknown = needed.filter((name) => !(name.replace('[]', '') in known))
  // A new field of a reading operation: teach it to `values`.
  expect(unknown, `${path} needs`).toEqual([])
  // Where the insights ask by id or by address, it is by the id of the space.
  const byId = 'id' in (schema?.properties ?? {}) || operation.parameters?.some((one) => one.name === 'id')
  const input = Object.fromEntries(
    [...new Set([...needed, ...(byId && path.startsWith('/insights') ? ['id'] : []), ...Object.keys(more)])].map(
      (name) => [
        name,
        path.startsWith('/library') && name === 'id'
          ? (known[path.split('/').at(-1)!] ?? known.evidence!)
          : known[name.replace('[]', '')]!,
      ],
    ),
  )
  const headers = { authorization: `Bearer ${with_}`, 'content-type': 'application/json' }
  return method === 'get'
    ? fetch(`${base}${path}?${new URLSearchParams(input as Record<string, string>)}`, { headers })
    : fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(input) })
}

beforeAll(async () => {
  world = await startWorld()
  const { place, ana, space, at, line, chain } = world
  base = `${place.url}/api/v1`
  const made = await chain('A call within two days would keep people home.')
  const { last } = await sendFile(ana.fetch, place.url, 'Report.txt', 'What was said.\nAll of it.', {
    id: space,
    chapter: at.chapter,
  })
  const at_ = { attempt: attempt(), space, chapter: at.chapter }
  const question = idOf(await ana.api.insights.askQuestion({ ...at_, words: 'Who does not come back?' }))
  const cycle = idOf(
    await ana.api.insights.startCycle({
      ...at_,
      attempt: attempt(),
      words: 'Try it on two wards',
      starts_on: '2026-11-09',
    }),
  )
  const aim = idOf(
    await ana.api.insights.setAim({
      attempt: attempt(),
      space,
      chapter: at.standing,
      kind: 'strategy',
      words: 'Fewer come back',
    }),
  )
  const artefact = idOf(
    await ana.api.library.makeArtefact({
      ...at_,
      attempt: attempt(),
      sort: 'story',
      title: 'Nine days',
      purpose: '',
      fields: {},
      mayGo: '',
      occasion: '',
      occasionOn: null,
      owner: null,
    }),
  )
  const { address } = await place.house.db.read(ana.id, (db) =>
    db.selectFrom('space').select('address').where('id', '=', space).executeTakeFirstOrThrow(),
  )
  values = {
    ...{
      space,
      id: space,
      address,
      document: last.id,
      evidence: line,
      text: 'people',
      words: 'people',
      kind: 'insight',
      key: 'nine-whys',
      of: made.insight,
      // Nothing was kept of it: it answers with an empty list.
      gathering: space,
      method: 'nine-whys',
      before: space,
    },
    ...{ decision: made.decision, question, cycle, aim, artefact },
  }
  lists = { ids: [line] }
  token = await tokenOf(ana, [space], 'read')
  document = (await (await fetch(`${base}/openapi.json`)).json()) as typeof document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
}, 60_000)
afterAll(() => world?.place.stop())

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const result = await validator.validate(structuredClone(document))
    expect(result.errors ?? []).toEqual([])
    expect([result.valid, validator.version]).toEqual([true, '3.1'])
  })

  test('has every procedure for programs in it, with what it takes, what it answers, and what can go wrong', () => {
    const marked = modules.flatMap((module) =>
      Object.entries(module.router as Record<string, object>)
        .filter(([, procedure]) => forPrograms(procedure) !== undefined)
        .map(([name, procedure]) => `${module.name}.${name} ${forPrograms(procedure)}`),
    )
    const told = operations.map(({ operation }) => `${operation.operationId} ${operation['x-token']}`)
    expect(marked.filter((one) => !told.includes(one))).toEqual([])
    for (const { path, method, operation } of operations) {
      expect(operation.summary, path).toBeTruthy()
      if (method === 'post') expect(operation.requestBody, path).toBeDefined()
      expect(Object.values(operation.responses['200']!.content).length, path).toBeGreaterThan(0)
      expect(Object.keys(operation.responses.default!.content), path).toEqual(['application/problem+json'])
    }
  })

  test('is a page that needs no script, with a call to copy for each operation', async () => {
    const answer = await fetch(base)
    const page = await answer.text()
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(page).not.toMatch(/<script/i)
    for (const { path, method } of operations) expect(page).toContain(`${method.toUpperCase()} ${path}`)
    expect(page.match(/curl -H/g)!.length).toBe(operations.length)
  })
})

describe('its answers', () => {
  test('of every reading operation are what the document says', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
    const reading = operations.filter(
      ({ path, operation }) => operation['x-token'] === 'read' && path !== '/spaces/copy' && !path.includes('{'),
    )
    expect(reading.length).toBeGreaterThan(20)
    const wrong: string[] = []
    for (const { path, method, operation } of reading) {
      const answer = await call(token, path, method, operation, more(path))
      const body = await answer.json()
      if (answer.status !== 200) wrong.push(`${path}: ${answer.status} ${JSON.stringify(body)}`)
      const schema = operation.responses['200']!.content['application/json']!.schema
      const fits = ajv.compile(schema)
      if (answer.status === 200 && !fits(body)) wrong.push(`${path}: ${ajv.errorsText(fits.errors)}`)
    }
    expect(wrong).toEqual([])
  })

  test('to a token of another space hold nothing of this one', async () => {
    const other = await world.ana.api.spaces.create({
      attempt: attempt(),
      template: 'place',
      name: 'Other',
      class: 'grantee',
    })
    if (!other.ok) throw new Error(other.sentence)
    const theirs = await tokenOf(world.ana, [other.id], 'write')
    for (const { path, method, operation } of operations.filter((one) => one.operation['x-token'] === 'read')) {
      if (path === '/spaces/copy' || path.includes('{')) continue
      const answer = await call(theirs, path, method, operation, more(path))
      const body = await answer.text()
      expect(body, path).not.toContain('A call within two days')
      expect(body, path).not.toContain('Nobody rings after discharge')
      expect(body, path).not.toContain('Wearmouth')
    }
  })

  test('to a token for reading refuse every change, and change nothing', async () => {
    for (const { path, method, operation } of operations.filter((one) => one.operation['x-token'] === 'write')) {
      const answer = await fetch(`${base}${path}`, {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(exampleFor(operation)),
      })
      const said = (await answer.json()) as { type: string }
      expect([400, 403], `${path}: ${JSON.stringify(said)}`).toContain(answer.status)
      if (answer.status === 403) expect(said.type).toBe('urn:trefoil:read_only')
    }
  })

  test('to what is refused are problems of the closed list, and unknown fields are refused', async () => {
    const writing = await tokenOf(world.ana, [world.space], 'write')
    const headers = { authorization: `Bearer ${writing}`, 'content-type': 'application/json' }
    const post = (path: string, body: object) =>
      fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const loop = await post('/library/excerpt', {
      ...{
        attempt: attempt(),
        space: world.space,
        chapter: world.at.chapter,
        document: values.document,
        starts: 900,
        ends: 950,
      },
      ...{ whose: { is: 'nobody' }, card: { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' } },
    })
    expect([loop.status, loop.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    expect(await loop.json()).toMatchObject({ type: 'urn:trefoil:refused', reason: 'not_there', status: 422 })
    const unknown = await fetch(`${base}/library/documents?space=${world.space}&colour=red`, { headers })
    expect([unknown.status, (await unknown.json()) as object]).toMatchObject([400, { type: 'urn:trefoil:invalid' }])
    expect((await fetch(`${base}/library/documents?space=${world.space}`)).status).toBe(401)
  })
})

/** What some operations want besides: they ask for one of several ways to say where. */
function more(path: string): Record<string, string> {
  if (path === '/insights/question') return { of: values.question! }
  if (path === '/insights/cycle') return { of: values.cycle! }
  if (path === '/insights/aim') return { of: values.aim! }
  if (path === '/insights/choices') return { kind: 'question' }
  return {}
}

/** A body with every field that is needed, as long as what stands in it does not matter. */
function exampleFor(operation: Operation): object {
  const schema = operation.requestBody?.content['application/json']?.schema
  return Object.fromEntries(
    (schema?.required ?? []).map((name) => [name, name === 'attempt' ? attempt() : (values[name] ?? 'x')]),
  )
}
