import { decode, looksBinary } from './decode.ts'
import { Fault, type Kind, quote } from './faults.ts'
import { notADocument } from './package.ts'
import { encryptedFile } from './zip.ts'

/** What the first bytes say; a zip has to be opened to know more. */
export type Shape = 'pdf' | 'zip' | 'text'

const has = (bytes: Uint8Array, signature: string, within = 0): boolean => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, within + signature.length))
  const at = head.indexOf(signature, 0, 'latin1')
  return at >= 0 && at <= within
}

/** Kinds people try that are not read, by signature: [first bytes, what it is, what to do]. */
const OTHERS: [string, string, string][] = [
  ['{\\rtf', 'an RTF document', 'Save it as .docx or .odt and add that.'],
  ['\x89PNG', 'a picture', 'Type out the words you need, or add a PDF with recognised text.'],
  ['\xff\xd8\xff', 'a picture', 'Type out the words you need, or add a PDF with recognised text.'],
  ['GIF8', 'a picture', 'Type out the words you need, or add a PDF with recognised text.'],
  ['II*\0', 'a picture', 'Type out the words you need, or add a PDF with recognised text.'],
  ['ID3', 'a sound recording', 'Add its transcript as .txt or .docx.'],
  ['OggS', 'a recording', 'Add its transcript as .txt or .docx.'],
  ['\x1f\x8b', 'a compressed archive', 'Unpack it and add the documents inside.'],
  ['7z\xbc\xaf', 'a compressed archive', 'Unpack it and add the documents inside.'],
  ['Rar!', 'a compressed archive', 'Unpack it and add the documents inside.'],
]

/**
 * @throws Fault empty, unknown_kind with what to do instead, or encrypted for a locked Office file (which is no zip but
 * an old compound file around the encrypted one).
 */
export function shapeOf(bytes: Uint8Array): Shape {
  if (bytes.length === 0) {
    throw new Fault('empty', 'The file is empty (0 bytes).', 'Check that it was saved, or choose another.')
  }
  // Some programs write a few lines before the mark; readers accept it within the first kilobyte.
  if (has(bytes, '%PDF-', 1024)) return 'pdf'
  if (has(bytes, 'PK\x03\x04') || has(bytes, 'PK\x05\x06')) return 'zip'
  if (has(bytes, '\xd0\xcf\x11\xe0')) {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (all.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw encryptedFile()
    throw notADocument('an old Office document (.doc, .xls)', 'Save it as .docx or .xlsx and add that.')
  }
  for (const [signature, what, todo] of OTHERS) if (has(bytes, signature)) throw notADocument(what, todo)
  if (looksBinary(bytes)) {
    throw notADocument('of a kind', 'Text, Word, OpenDocument text, PDF, CSV and Excel files are read.')
  }
  return 'text'
}

/** The kind a name claims by its ending; undefined if it claims none that is read here. */
export function claimed(name: string): Kind | undefined {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase()
  switch (ending) {
    case 'txt':
    case 'text':
    case 'md':
      return 'txt'
    case 'csv':
    case 'tsv':
    case 'tab':
      return 'csv'
    case 'docx':
    case 'docm':
    case 'dotx':
    case 'dotm':
      return 'docx'
    case 'odt':
    case 'ott':
      return 'odt'
    case 'xlsx':
    case 'xlsm':
    case 'xltx':
      return 'xlsx'
    case 'pdf':
      return 'pdf'
    default:
      return undefined
  }
}

/** The kind of a text file: its name decides between prose and table, as both are text. Web pages are not read. */
export function textKind(name: string, bytes: Uint8Array): Kind {
  const claim = claimed(name)
  const start = decode(bytes.subarray(0, 512)).text.trimStart().slice(0, 40).toLowerCase()
  if (claim !== 'txt' && claim !== 'csv' && /^(<!doctype html|<html|<\?xml)/.test(start)) {
    throw notADocument('a web page', 'Open it, copy its words into a text document and add that.')
  }
  return claim === 'csv' ? 'csv' : 'txt'
}

const CALLED: Record<Kind, string> = {
  txt: 'plain text',
  csv: 'a table in plain text (CSV)',
  docx: 'a Word document',
  odt: 'an OpenDocument text',
  pdf: 'a PDF',
  xlsx: 'an Excel workbook',
}

/**
 * A name that claims another kind is refused, not guessed around: people look for the file by what they called it.
 * A name that claims nothing is fine.
 * @throws Fault lying
 */
export function checkClaim(name: string, kind: Kind): void {
  const claim = claimed(name)
  if (claim === undefined || claim === kind) return
  const ending = name.slice(name.lastIndexOf('.'))
  throw new Fault(
    'lying',
    `${quote(name)} is ${CALLED[kind]} inside, although its name ends in ${ending}.`,
    `Rename it to end in .${kind} if that is what you meant, or choose the right file.`,
  )
}
