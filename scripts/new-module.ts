// npm run new-module -- NAME [--uses spaces,people]: the folder of a module, its page and its two doors.
// A name that is not in the table of uses yet is put there, and into ARCHITECTURE.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const FENCES = join(root, '.dependency-cruiser.cjs')
const PAGE = join(root, 'ARCHITECTURE.md')
const REFUSED = [
  'util',
  'utils',
  'helper',
  'helpers',
  'service',
  'services',
  'common',
  'misc',
  'shared',
  'platform',
  'web',
]

function refuse(reason: string): never {
  process.stderr.write(`${reason}\nNothing was made.\n`)
  process.exit(1)
}

/** field-notes → FieldNotes */
const pascal = (name: string) => name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())
const camel = (name: string) => pascal(name).replace(/^./, (letter) => letter.toLowerCase())

function filesOf(name: string, uses: string[]): Record<string, string> {
  const Id = `${pascal(name)}Id`
  const used = uses.length ? uses.join(', ') : 'no other module'
  return {
    'README.md': `# ${name}

Uses ${used}. Replace each line below before the first commit that somebody else reads.

- **Nouns**: what is stored here, in the words of the domain.
- **Who may see what**: the members of the space it lives in, in the chapters they were in, and nobody else. Anything narrower is said here.
- **Events**: none yet. An event holds ids, never words.
- **Invariants**: what is always true of these rows, whoever calls.
- **mine, forget, asks, find, land**: which of the five this module gives, and for each that it does not, why.
`,
    'contract.ts': `import { z } from 'zod'

/** Random, so that an address tells nothing of when or where. */
export const ${Id} = z.uuid().brand<'${Id}'>()
export type ${Id} = z.infer<typeof ${Id}>

export const ${pascal(name)}Item = z.strictObject({
  id: ${Id},
  /** What the reader may do with it. The screen works nothing out for itself. */
  can: z.strictObject({ withdraw: z.boolean() }),
})
export type ${pascal(name)}Item = z.infer<typeof ${pascal(name)}Item>
`,
    'server/index.ts': `// The front door of ${name}: what modules.ts and the modules downstream may use.
export * from './procedures.ts'
`,
    'server/procedures.ts': `// The table of contents: one line for each procedure.
import { may } from './access.ts'

export const ${camel(name)}Procedures = {
  /** Takes part in nothing until its first procedure stands here. */
  may,
}
`,
    'server/access.ts': `import type { ${pascal(name)}Item } from '../contract.ts'

/** The database decides who reads. Here stands only what a reader may do with what they read. */
export const may = (isSpeaker: boolean): ${pascal(name)}Item['can'] => ({ withdraw: isSpeaker })
`,
    'server/access.test.ts': `import { expect, test } from 'vitest'
import { may } from './access.ts'

test('the speaker may withdraw', () => {
  expect(may(true)).toEqual({ withdraw: true })
})

test('nobody else may', () => {
  expect(may(false)).toEqual({ withdraw: false })
})
`,
    'web/index.ts': `// The front door of the screens of ${name}: routes, navigation, and the parts that others may show.
export const ${camel(name)}Web = { name: '${name}', routes: [] }
`,
  }
}

const key = (name: string) => (/^[a-z]\w*$/.test(name) ? name : `'${name}'`)

/** Adds the row to both places that hold the table, or to neither. */
function enterInTable(name: string, uses: string[]): void {
  const fences = readFileSync(FENCES, 'utf8')
  const page = readFileSync(PAGE, 'utf8')
  const list = uses.map((used) => `'${used}'`).join(', ')
  const newFences = fences.replace(/(const USES = \{[\s\S]*?)(\n\}\n)/, `$1\n  ${key(name)}: [${list}],$2`)
  const newPage = page.replace(/(?<=\n)\| module +\| uses +\|\n(?:\|.*\n)+/, (table) => {
    const cells = table
      .trim()
      .split('\n')
      .map((line) => line.split('|').slice(1, 3))
    const rows = [...cells.map((row) => row.map((cell) => cell.trim())), [name, uses.join(', ') || '–']]
    const widths = [0, 1].map((at) =>
      Math.max(...rows.map((row) => (/^-+$/.test(row[at] ?? '') ? 0 : (row[at]?.length ?? 0)))),
    )
    const line = (row: string[], fill: string) =>
      `| ${widths.map((width, at) => (row[at] ?? '').replace(/^-+$/, '').padEnd(width, fill)).join(' | ')} |\n`
    return rows.map((row, index) => line(row, index === 1 ? '-' : ' ')).join('')
  })
  if (newFences === fences || newPage === page) refuse('The table of uses was not found in both of its places.')
  writeFileSync(FENCES, newFences)
  writeFileSync(PAGE, newPage)
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { uses: { type: 'string' } } })
const [name, ...more] = positionals
if (!name || more.length) refuse('Usage: npm run new-module -- NAME [--uses spaces,people]')
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  refuse(`"${name}" is not a name for a module: small letters, digits and single hyphens, such as "field-notes".`)
}
if (REFUSED.includes(name)) refuse(`"${name}" says nothing of what a module holds, or is the name of another part.`)
const folder = join(root, 'src', 'modules', name)
if (existsSync(folder)) refuse(`src/modules/${name} is there already.`)

const table = (createRequire(import.meta.url)(FENCES) as { USES: Record<string, string[]> }).USES
const asked = values.uses?.split(',').map((used) => used.trim())
const unknown = asked?.filter((used) => !Object.hasOwn(table, used)) ?? []
if (unknown.length) refuse(`No such module to use: ${unknown.join(', ')}.`)
const known = Object.hasOwn(table, name) ? table[name] : undefined
if (known && asked && asked.join() !== known.join()) {
  refuse(
    `The table of uses says that ${name} uses ${known.join(', ') || 'nothing'}; another edge is a decision record first.`,
  )
}
const uses = known ?? asked ?? []

if (!known) enterInTable(name, uses)
for (const [path, text] of Object.entries(filesOf(name, uses))) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
process.stdout.write(
  `Made src/modules/${name}. Next: its page (README.md), its first migration (migrations/NNNN_${name}_what.sql),\n` +
    'and its line in src/modules.ts (and in the web router, when it has a screen).\n',
)
