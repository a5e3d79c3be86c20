import { damaged, Fault, type Kind } from './faults.ts'
import { readXml } from './xml.ts'
import { type Archive, encryptedFile } from './zip.ts'

export type Relation = { type: string; target: string }

/** The relations of an Office part by id; targets as part names, outside ones left out. Empty if the part has none. */
export async function relations(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const file = `${folder}_rels/${part.slice(slash + 1)}.rels`
  const found = new Map<string, Relation>()
  if (!archive.has(file)) return found
  await readXml(archive, file, {
    open(name, attributes) {
      if (name !== 'rel:Relationship' || attributes.TargetMode === 'External') return
      const { Id: id, Type: type = '', Target: target = '' } = attributes
      if (id !== undefined)
        found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolve(folder, target) })
    },
  })
  return found
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps = folder.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

/** The first related part of a type, if the archive holds it. */
export function related(archive: Archive, all: Map<string, Relation>, type: string): string | undefined {
  for (const relation of all.values())
    if (relation.type === type && archive.has(relation.target)) return relation.target
  return undefined
}

/**
 * What a zip is by what it declares within: its kind and its main part.
 * @throws Fault encrypted, damaged, or unknown_kind with the way to a kind that is read.
 */
export async function identify(archive: Archive): Promise<{ kind: Kind; main: string }> {
  if (archive.has('mimetype')) return openDocument(archive)
  if (archive.has('EncryptedPackage')) throw encryptedFile()
  if (!archive.has('[Content_Types].xml'))
    throw notADocument('a zip archive', 'Unpack it and add the documents inside.')
  const main = related(archive, await relations(archive, ''), 'officeDocument')
  if (main === undefined) throw damaged('its main part is missing')
  const type = await contentType(archive, main)
  if (/wordprocessingml|ms-word/.test(type)) return { kind: 'docx', main }
  if (/sheet\.binary/.test(type)) throw notADocument('a binary Excel workbook', 'Save it as .xlsx and add that.')
  if (/spreadsheetml|ms-excel/.test(type)) return { kind: 'xlsx', main }
  if (/presentation/.test(type)) throw notADocument('a presentation', 'Save it as PDF and add that.')
  throw notADocument('an Office file of another kind', 'Save it as .docx, .xlsx or PDF and add that.')
}

async function contentType(archive: Archive, part: string): Promise<string> {
  let type = ''
  const ending = part.slice(part.lastIndexOf('.') + 1).toLowerCase()
  await readXml(archive, '[Content_Types].xml', {
    open(name, attributes) {
      const own = name === 'ct:Override' && attributes.PartName?.toLowerCase() === `/${part.toLowerCase()}`
      const usual = name === 'ct:Default' && attributes.Extension?.toLowerCase() === ending && type === ''
      if (own || usual) type = attributes.ContentType ?? ''
    },
  })
  return type
}

async function openDocument(archive: Archive): Promise<{ kind: Kind; main: string }> {
  let type = ''
  if (archive.size('mimetype') < 200)
    for await (const chunk of archive.read('mimetype')) type += chunk.toString('latin1')
  let locked = false
  if (archive.has('META-INF/manifest.xml')) {
    await readXml(archive, 'META-INF/manifest.xml', {
      open(name) {
        if (name === 'manifest:encryption-data') locked = true
      },
    })
  }
  if (locked || archive.has('encrypted-package')) throw encryptedFile()
  const document = type.trim().replace('application/vnd.oasis.opendocument.', '')
  if (document === 'text' || document === 'text-template') return { kind: 'odt', main: 'content.xml' }
  if (document.startsWith('spreadsheet')) throw notADocument('an OpenDocument spreadsheet', 'Save it as .xlsx or .csv.')
  if (document.startsWith('presentation')) throw notADocument('a presentation', 'Save it as PDF and add that.')
  throw notADocument('a kind of archive that is not read', 'Save it as .docx, .odt or PDF and add that.')
}

export function notADocument(what: string, todo: string): Fault {
  return new Fault('unknown_kind', `The file is ${what}, which cannot be read here.`, todo)
}
