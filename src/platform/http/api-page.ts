import { createHash } from 'node:crypto'
import { ERRORS } from '#shared/errors.ts'

/** As much of an OpenAPI document as the page reads. */
export type Schema = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  default?: unknown
  maxLength?: number
  $ref?: string
}
type Content = Record<string, { schema?: Schema }>
export type Operation = {
  operationId?: string
  summary?: string
  description?: string
  'x-token'?: 'read' | 'write'
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  requestBody?: { content: Content }
  responses?: Record<string, { description?: string; content?: Content }>
}
export type Document = { servers?: { url: string }[]; paths: Record<string, Record<string, Operation>> }

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (words: string): string => words.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#23261f;background:#fbfaf6}
h1,h2,h3{line-height:1.2}h3{font-size:1rem;margin:0}h3 code{font-size:1rem}section{border-top:1px solid #e2dfd3;padding:1rem 0}section p{margin:.25rem 0}
code,pre{font-family:ui-monospace,monospace;font-size:.875rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f1efe6;border-radius:8px;padding:.75rem;margin:.5rem 0}
table{border-collapse:collapse;font-size:.9375rem}td{overflow-wrap:anywhere}td,th{text-align:start;vertical-align:top;padding:.125rem 1rem .125rem 0}.needs{color:#5d6257;font-size:.875rem}
nav ul{columns:18rem 2;padding:0;list-style:none;font-size:.9375rem}nav a{display:inline-block;min-height:24px}a{color:#2f6b4a}summary{cursor:pointer}
@media(prefers-color-scheme:dark){body{background:#1b1d18;color:#e9e6da}pre{background:#262922}section{border-color:#3a3d34}a{color:#9cc7ae}.needs{color:#a9a898}}
@media print{body{background:#fff;color:#000}nav{display:none}section{break-inside:avoid}}`
/** The page brings its own style and nothing else: no script, nothing fetched. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`

/** A type in a few words, for the tables. */
function typeOf(schema: Schema | undefined): string {
  if (schema === undefined) return 'anything'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' or ')
  const several = schema.anyOf ?? schema.oneOf
  if (several !== undefined) return [...new Set(several.map(typeOf))].join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  if (schema.properties !== undefined)
    return `{ ${Object.entries(schema.properties)
      .map(([name, one]) => `${name}: ${typeOf(one)}`)
      .join(', ')} }`
  if (schema.format === 'uuid') return 'id'
  if (schema.format === 'date') return 'day, as 2026-11-27'
  if (schema.type === 'string' && schema.maxLength !== undefined) return `words, at most ${schema.maxLength} signs`
  return [schema.type ?? 'anything'].flat().join(' or ')
}

/** The shape of an answer, as JSON with types where the values are. */
function shapeOf(schema: Schema | undefined, depth = 0): string {
  const pad = '  '.repeat(depth + 1)
  if (schema?.type === 'array') return `[ ${shapeOf(schema.items, depth)}, … ]`
  const several = schema?.anyOf ?? schema?.oneOf
  if (several?.some((one) => one.properties !== undefined) && depth < 4)
    return several.map((one) => shapeOf(one, depth)).join(`\n${'  '.repeat(depth)}or `)
  if (schema?.properties === undefined || depth >= 4) return typeOf(schema)
  const needed = new Set(schema.required ?? [])
  const lines = Object.entries(schema.properties).map(
    ([name, one]) => `${pad}${name}${needed.has(name) ? '' : '?'}: ${shapeOf(one, depth + 1)}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function exampleOf(schema: Schema | undefined): unknown {
  if (schema === undefined) return {}
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const several = schema.anyOf ?? schema.oneOf
  if (several !== undefined) return exampleOf(several[0])
  if (schema.type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items)]
  if (schema.properties !== undefined)
    return Object.fromEntries((schema.required ?? []).map((name) => [name, exampleOf(schema.properties![name])]))
  if (schema.format === 'uuid') return 'ID'
  if (schema.format === 'date') return '2026-11-27'
  if (schema.type === 'integer' || schema.type === 'number') return 1
  return schema.type === 'boolean' ? true : 'words'
}

function curlOf(base: string, path: string, method: string, operation: Operation): string {
  const query = (operation.parameters ?? [])
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${one.name}=${typeof exampleOf(one.schema) === 'string' ? exampleOf(one.schema) : 'VALUE'}`)
  const address = `"${base}${path.replaceAll(/\{(\w+)\}/g, 'ID')}${query.length === 0 ? '' : `?${query.join('&')}`}"`
  const token = `-H "Authorization: Bearer $TREFOIL_TOKEN"`
  if (method === 'get') {
    const file = Object.keys(operation.responses?.['200']?.content ?? {}).some((type) => !type.includes('json'))
    return `curl ${token} ${file ? '-O -J ' : ''}${address}`
  }
  const types = Object.keys(operation.requestBody?.content ?? {})
  if (types[0] !== undefined && !types[0].includes('json'))
    return `curl ${token} -H "Content-Type: ${types[0]}" --data-binary @FILE ${address}`
  const body = JSON.stringify(exampleOf(operation.requestBody?.content['application/json']?.schema))
  return `curl ${token} -H "Content-Type: application/json" -d '${body.replaceAll("'", "'\\''")}' ${address}`
}

function fieldsOf(operation: Operation): string {
  const schema = operation.requestBody?.content['application/json']?.schema
  const needed = new Set(schema?.required ?? [])
  const rows = [
    ...(operation.parameters ?? []).map((one) => [one.name, one.schema, one.required === true] as const),
    ...Object.entries(schema?.properties ?? {}).map(([name, one]) => [name, one, needed.has(name)] as const),
  ]
  if (rows.length === 0) return ''
  return `<table><thead><tr><th>field</th><th>what</th></tr></thead><tbody>${rows
    .map(
      ([name, one, must]) =>
        `<tr><td><code>${safe(name)}</code>${must ? '' : ' (if you like)'}</td><td>${safe(typeOf(one))}</td></tr>`,
    )
    .join('')}</tbody></table>`
}

/** Every operation of the document, as a page that needs no script: for people, for paper, and from elsewhere. */
export function apiPage(document: Document): string {
  const base = document.servers?.[0]?.url ?? ''
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation,
      key: `${method}${path}`.replaceAll(/\W+/g, '-'),
    })),
  )
  const groups = Map.groupBy(all, ({ path }) => path.split('/')[1] ?? '')
  const part = ({ path, method, operation, key }: (typeof all)[number]) => {
    const answer = operation.responses?.['200']?.content ?? {}
    const [type, { schema }] = Object.entries(answer)[0] ?? ['application/json', {}]
    return `<section id="${safe(key)}"><h3><code>${method.toUpperCase()} ${safe(path)}</code></h3>
${operation.summary === undefined ? '' : `<p>${safe(operation.summary)}</p>`}${operation.description === undefined ? '' : `<p>${safe(operation.description)}</p>`}
<p class="needs">A token to ${operation['x-token'] ?? 'read'}.</p>${fieldsOf(operation)}
<pre>${safe(curlOf(base, path, method, operation))}</pre>
<details><summary>What it answers</summary><pre>${safe(type.includes('application/json') ? shapeOf(schema) : type)}</pre></details></section>`
  }
  const errors = Object.entries(ERRORS)
    .map(
      ([code, { status, sentence }]) =>
        `<tr><td><code>urn:trefoil:${code}</code></td><td>${status}</td><td>${safe(sentence)}</td></tr>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trefoil for programs</title><style>${STYLE}</style></head><body><main>
<h1>Trefoil for programs</h1>
<p>A program reads and writes under <code>${safe(base)}</code> with a token, and only with a token: <code>Authorization: Bearer …</code>. No cookie counts here. A token is made by a person, on their page “Me”, for spaces they name, to read or to write as well, for ninety days at the most. It sees in them what its person sees, and never a journal, a conversation of two, a room or the post of a seat.</p>
<p>This page, for programs: <a href="${safe(base)}/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<ul><li>Fields that are not known are refused, and so are parameters. Version 1 only ever gains fields in its answers.</li>
<li>Lists come in pages: send <code>next</code> of one answer as <code>cursor</code> of the next call, until it is null.</li>
<li>Every change carries an <code>attempt</code>, an id that you make (a UUID). The same attempt again is answered as the first was, and nothing happens twice.</li>
<li>A change that was understood and not done is a problem as well: 422 with its <code>reason</code>, or 409 where somebody changed it meanwhile, with what stands there in <code>now</code>.</li></ul>
<h2>What can go wrong</h2>
<p>Answered as <code>application/problem+json</code> (RFC 9457): <code>type</code>, <code>title</code>, <code>status</code>, <code>detail</code>, and for each field that was wrong an entry in <code>errors</code>. What is not there and what this token may not see are answered the same.</p>
<table><thead><tr><th>type</th><th>status</th><th>what it says</th></tr></thead><tbody><tr><td><code>urn:trefoil:signed_out</code></td><td>401</td><td>No token that is good.</td></tr><tr><td><code>urn:trefoil:read_only</code></td><td>403</td><td>This token may read and not write.</td></tr>${errors}</tbody></table>
<nav aria-label="Operations"><h2>Operations</h2>${[...groups].map(([group, list]) => `<h3>${safe(group)}</h3><ul>${list.map((one) => `<li><a href="#${safe(one.key)}">${one.method.toUpperCase()} ${safe(one.path)}</a></li>`).join('')}</ul>`).join('')}</nav>
${[...groups].map(([group, list]) => `<h2>${safe(group)}</h2>${list.map(part).join('')}`).join('')}
</main></body></html>
`
}
