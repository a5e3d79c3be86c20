// Every field of every procedure, found in the contracts themselves: a field that somebody adds tomorrow is tried without
// being asked. What a field is given is a whole, legal input with one leaf put out of order.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './ground.ts'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  exclusiveMinimum?: number
  default?: unknown
}
type Path = (string | number)[]
export type Leaf = { path: Path; words: boolean }
export type Procedure = { name: string; schema: Schema }

/** All procedures of a real place, by the names under which they are called. */
export async function proceduresOf(): Promise<Procedure[]> {
  const found: Procedure[] = []
  const folder = join(root, 'src/modules')
  for (const module of readdirSync(folder).filter((one) => one !== 'demonstration')) {
    const contracts = (await import(join(folder, module, 'contract.ts'))) as Record<string, object>
    for (const [called, procedures] of Object.entries(contracts))
      if (called.endsWith('Contract'))
        for (const [name, procedure] of Object.entries(procedures)) {
          const { inputSchema } = (procedure as { '~orpc': { inputSchema?: z.ZodType } })['~orpc']
          if (inputSchema !== undefined)
            found.push({
              name: `${module}.${name}`,
              schema: z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }) as Schema,
            })
        }
  }
  return found
}

/** The ids that a legal input names, by the name of the property that holds them. */
export type Known = (property: string) => string

/** The smallest legal input that fills every field; `leaves` are the places in it. */
export function inputFor(schema: Schema, known: Known): { input: unknown; leaves: Leaf[] } {
  const leaves: Leaf[] = []
  const make = (at: Schema, path: Path): unknown => {
    const choice = (at.anyOf ?? at.oneOf)?.find((one) => one.type !== 'null')
    if (choice !== undefined) return make(choice, path)
    if (at.const !== undefined) return at.const
    if (at.enum !== undefined) {
      leaves.push({ path, words: false })
      return at.enum[0]
    }
    switch (Array.isArray(at.type) ? at.type.find((one) => one !== 'null') : at.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(at.properties ?? {})
            // A space is named by its address or by its id, one of the two; and a list begins at its first page.
            .filter(
              ([name]) =>
                at.required?.includes(name) || !((name === 'id' && at.properties?.address) || name === 'cursor'),
            )
            .map(([name, one]) => [name, make(one, [...path, name])]),
        )
      case 'array':
        return at.items === undefined ? [] : [make(at.items, [...path, 0])]
      case 'integer':
      case 'number':
        leaves.push({ path, words: false })
        return Math.max(at.minimum ?? 1, (at.exclusiveMinimum ?? 0) + 1, 0)
      case 'boolean':
        leaves.push({ path, words: false })
        return true
      default:
        leaves.push({ path, words: at.format === undefined && at.pattern === undefined })
        return wordsFor(at, path, known)
    }
  }
  return { input: make(schema, []), leaves }
}

function wordsFor(at: Schema, path: Path, known: Known): string {
  const name = String(path.findLast((part) => typeof part === 'string') ?? '')
  if (at.format === 'uuid') return known(name)
  if (at.format === 'date') return TOMORROW
  if (at.format === 'email' || name === 'email') return 'somebody@example.org'
  return name === 'address' ? known('address') : (LEGAL[name] ?? 'Some words')
}

/** A day is asked for as one to come more often than as one that was: a fixed one would be refused from some day on. */
const TOMORROW = new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10)

/** What is words to the schema and has a form of its own all the same. */
const LEGAL: Record<string, string> = {
  ...{
    password: 'a long enough password',
    old: 'a long enough password',
    secret: 'x'.repeat(43),
    zone: 'Europe/London',
  },
  ...{ orgId: 'GB-CHC-123456', template: 'group', key: 'troika' },
}

/** A copy of the input with another value at one place. */
export function withLeaf(input: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (Array.isArray(input)) return input.map((one, i) => (i === first ? withLeaf(one, rest, value) : one))
  return { ...(input as object), [first]: withLeaf((input as Record<string, unknown>)[first], rest, value) }
}

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)

/** What no field is for. */
export const WRONG: unknown[] = [
  null,
  -1,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  true,
  JSON.parse('{"__proto__": {"polluted": true}}'),
  JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
  deep(200),
  'x'.repeat(70_000),
]

/** Beside the published list: what a text column, a path, a header, a cell or a search takes badly. */
export const NASTY: string[] = [
  'a\0b',
  '\ud800',
  'high \udc00 low',
  '\u202egnp.exe',
  '\u200b\u200c\u2060',
  'A\u0300'.repeat(300),
  '%s%n%x',
  `'; drop table evidence; --`,
  `\\'; select pg_sleep(9); --`,
  '"phrase without an end',
  '!!! & | <-> :* (((',
  "=cmd|' /C calc'!A0",
  '＝1+1',
  '@SUM(A1)',
  '../../../../etc/passwd',
  'line\r\nBcc: somebody@example.org',
  '{{7*7}} #{7*7} <%= 7*7 %>',
  '<script>fetch("//x")</script><img src=x onerror=alert(1)>',
  '﷽'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(40),
  '1e400',
  '0000-00-00',
  'NaN',
]
