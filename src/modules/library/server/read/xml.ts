import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { damaged, Fault, LIMITS, lying, quote } from './faults.ts'
import type { Archive } from './zip.ts'

export type Attributes = Record<string, string>

/** Names come with a short prefix of ours (`w:p`, `text:list`), whatever prefix the file chose; unknown ones as `?:p`. */
export type Handlers = {
  open?: (name: string, attributes: Attributes) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

const OOXML = 'http://schemas.openxmlformats.org'
const STRICT = 'http://purl.oclc.org/ooxml'
const ODF = 'urn:oasis:names:tc:opendocument:xmlns'
const SHORT = new Map<string, string>([
  ['', ''],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  [`${OOXML}/wordprocessingml/2006/main`, 'w'],
  [`${STRICT}/wordprocessingml/main`, 'w'],
  [`${OOXML}/spreadsheetml/2006/main`, 'x'],
  [`${STRICT}/spreadsheetml/main`, 'x'],
  [`${OOXML}/officeDocument/2006/relationships`, 'r'],
  [`${STRICT}/officeDocument/relationships`, 'r'],
  [`${OOXML}/officeDocument/2006/math`, 'm'],
  [`${STRICT}/officeDocument/math`, 'm'],
  [`${OOXML}/markup-compatibility/2006`, 'mc'],
  [`${OOXML}/package/2006/relationships`, 'rel'],
  [`${OOXML}/package/2006/content-types`, 'ct'],
  ...['office', 'text', 'table', 'style', 'drawing', 'svg-compatible', 'form', 'manifest', 'presentation'].map(
    (name): [string, string] => [`${ODF}:${name}:1.0`, name.split('-')[0]!],
  ),
])

const short = (uri: string, local: string): string => {
  const prefix = SHORT.get(uri) ?? '?'
  return prefix === '' ? local : `${prefix}:${local}`
}

/**
 * Reads one XML part of an archive as a stream of events; no tree is built.
 * @throws Fault lying on any document type declaration, damaged (with the line) on XML that is not well formed or is
 * nested deeper than LIMITS.xmlDepth, and whatever Archive.read throws.
 */
export async function readXml(archive: Archive, part: string, handlers: Handlers): Promise<void> {
  const parser = new SaxesParser({ xmlns: true, position: true })
  let depth = 0
  parser.on('doctype', () => {
    throw lying(`its part ${quote(part)} carries a document type declaration, which office programs never write`)
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    if (++depth > LIMITS.xmlDepth) throw damaged(`its part ${quote(part)} is nested more than ${LIMITS.xmlDepth} deep`)
    if (handlers.open === undefined) return
    const attributes: Attributes = Object.create(null)
    for (const attribute of Object.values(tag.attributes)) {
      attributes[short(attribute.uri, attribute.local)] = attribute.value
    }
    handlers.open(short(tag.uri, tag.local), attributes)
  })
  parser.on('closetag', (tag) => {
    depth--
    handlers.close?.(short(tag.uri, tag.local))
  })
  if (handlers.text !== undefined) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  try {
    let decoder: TextDecoder | undefined
    for await (const chunk of archive.read(part)) {
      decoder ??= new TextDecoder(encoding(chunk), { fatal: true })
      parser.write(decoder.decode(chunk, { stream: true }))
    }
    parser.write(decoder?.decode() ?? '')
    parser.close()
  } catch (error) {
    if (error instanceof Fault) throw error
    throw damaged(`its part ${quote(part)} cannot be read past line ${parser.line}`)
  }
}

function encoding(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
