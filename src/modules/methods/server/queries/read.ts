// From the bytes of a file to a definition, or to what is wrong with it, line by line. Nothing that stands in a file is
// carried out, and no file, however odd, ends in anything but a definition or sentences.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from 'yaml'
import { Definition } from '../../contract/definition.ts'
import { check } from './check.ts'
import type { Fault, Problem } from './problem.ts'
import { faultsOf, short } from './sentences.ts'

export const MOST_BYTES = 100_000
const MOST_LINE = 2000
const MOST_DEPTH = 12
const MOST_PROBLEMS = 20

export type ReadMethod = { ok: true; method: Definition } | { ok: false; problems: Problem[] }

export function readMethod(bytes: Uint8Array): ReadMethod {
  const text = textOf(bytes)
  if (typeof text !== 'string') return refuse([text])
  const long = text.split('\n').findIndex((line) => line.length > MOST_LINE)
  if (long >= 0)
    return refuse([{ line: long + 1, sentence: `this line is longer than ${MOST_LINE} characters: break it up` }])
  const lines = new LineCounter()
  try {
    const document = documentOf(text, lines)
    if (!('errors' in document)) return refuse([document])
    const parsed = Definition.safeParse(document.toJS({ maxAliasCount: 0 }), { reportInput: true })
    const faults = parsed.success ? check(parsed.data) : parsed.error.issues.flatMap(faultsOf)
    if (parsed.success && faults.length === 0) return { ok: true, method: parsed.data }
    return refuse(faults.map((fault) => ({ line: lineOf(document, fault, lines), sentence: fault.sentence })))
  } catch (fault) {
    // The reader of YAML goes down into what is nested; the machine's stack ends before a file's brackets must.
    if (!(fault instanceof RangeError)) throw fault
    return refuse([{ line: 1, sentence: 'this is nested too deeply to be read' }])
  }
}

const refuse = (problems: Problem[]): ReadMethod => ({
  ok: false,
  problems: problems.toSorted((one, other) => one.line - other.line).slice(0, MOST_PROBLEMS),
})

/** The words of a file, or why they cannot be read. */
function textOf(bytes: Uint8Array): string | Problem {
  const [a, b, c] = bytes
  const say = (sentence: string, line = 1): Problem => ({ line, sentence })
  if (bytes.length === 0) return say('this file is empty')
  if (bytes.length > MOST_BYTES) return say(`this file is larger than ${MOST_BYTES / 1000} kB: a method is shorter`)
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0)
    return say('this file is not written in UTF-8: save it as “UTF-8”')
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return say('this file begins with a mark of its encoding: save it as “UTF-8” without one (without BOM)')
  let at = 1
  for (const line of linesOf(bytes)) {
    try {
      const words = new TextDecoder('utf-8', { fatal: true }).decode(line)
      if (/[^\P{Cc}\t\r\n]/u.test(words)) return say('there is a sign here that cannot be seen: take it out', at)
    } catch {
      return say('this line is not written in UTF-8: save the file as “UTF-8”', at)
    }
    at++
  }
  return new TextDecoder().decode(bytes)
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0
  while (from <= bytes.length) {
    const end = bytes.indexOf(10, from)
    yield bytes.subarray(from, end < 0 ? bytes.length : end)
    if (end < 0) return
    from = end + 1
  }
}

/** The one document of a text, in plain YAML 1.2: no anchors, no types of its own. */
function documentOf(text: string, lineCounter: LineCounter): Document.Parsed | Problem {
  const documents = parseAllDocuments(text, {
    ...{ lineCounter, version: '1.2', schema: 'core', prettyErrors: false, stringKeys: true },
    // Looked for below: the library compares each with each.
    uniqueKeys: false,
  })
  const at = (offset: number) => lineCounter.linePos(offset).line
  if (!Array.isArray(documents) || documents.length === 0) return { line: 1, sentence: 'there is nothing in this file' }
  const [document, second] = documents
  for (const { errors } of documents)
    for (const error of errors) return { line: at(error.pos[0]), sentence: yamlSentence(error.code, error.message) }
  if (second !== undefined)
    return { line: at(second.range[0]), sentence: 'there is a second document here (---): a file holds one method' }
  if (!isMap(document!.contents)) return { line: 1, sentence: 'this is not a method: it begins with “key: …”' }
  return strangeIn(document!, at) ?? (document as Document.Parsed)
}

/** What YAML can do and a method has no use for; with it a small file can become a very large one. */
function strangeIn(document: Document, at: (offset: number) => number): Problem | null {
  let found: Problem | null = null
  const stop = (node: Node, sentence: string) => {
    found = { line: at(node.range?.[0] ?? 0), sentence }
    return visit.BREAK
  }
  visit(document, {
    Node(_key, node, path) {
      if (isAlias(node) || ('anchor' in node && node.anchor !== undefined))
        return stop(node, 'anchors and aliases (& and *) are not used here: write it out again')
      if (
        node.tag?.startsWith('!') ||
        /^tag:(?!yaml\.org,2002:(map|seq|str|int|float|bool|null)$)/.test(node.tag ?? '')
      )
        return stop(node, 'a type with ! is not used here: take it out')
      if (path.filter((one) => !isPair(one)).length > MOST_DEPTH) return stop(node, 'this is nested too deeply')
      return undefined
    },
    Map(_key, map) {
      const names = new Set<string>()
      for (const { key } of map.items) {
        if (names.has(nameOf(key)))
          return stop(key as Node, `“${short(nameOf(key))}” stands here twice: keep one of them`)
        names.add(nameOf(key))
      }
      return undefined
    },
  })
  return found
}

const nameOf = (key: unknown) => (isScalar(key) ? String(key.value) : '')

const YAML: Record<string, string> = {
  TAB_AS_INDENT: 'there is a tab here: use spaces',
  NON_STRING_KEY: 'the name of a field is one word here',
  RESOURCE_EXHAUSTION: 'this is nested too deeply',
  BAD_INDENT: 'this is not as far in as what it belongs to: check the spaces at its beginning',
  MISSING_CHAR: 'a sign is missing before this: a quotation mark, a bracket, or the space after a colon',
  BLOCK_AS_IMPLICIT_KEY:
    'there is a second colon in this line: put its words in quotation marks, or use >- and a new line',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing here, or what stands before one runs over two lines',
  UNEXPECTED_TOKEN: 'this is not expected here: check the signs and the spaces at the beginning of the line',
  BAD_ALIAS: 'anchors and aliases (& and *) are not used here: write it out again',
  MULTIPLE_DOCS: 'there is a second document here (---): a file holds one method',
}
function yamlSentence(code: string, message: string): string {
  if (/tab/i.test(message)) return YAML.TAB_AS_INDENT!
  return YAML[code] ?? `this cannot be read as YAML (${short(message)})`
}

/** The line of a fault: of its field, or, where that is missing, of what it is missing in. */
function lineOf(document: Document, { path }: Fault, lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const pair = isMap(parent) ? parent.items.find((one) => nameOf(one.key) === String(path[length - 1])) : undefined
    const node = pair?.key ?? document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
