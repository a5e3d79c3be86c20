// The shape of the tree, read from the disk: names, sizes and the one clock. Rules are data; problems are sentences.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const SERVER = ['index', 'procedures', 'access', 'queries', 'commands', 'present', 'subscribers', 'jobs', 'testing']
const WEB = ['index', 'data']
const NO_NAMES = ['util', 'utils', 'helper', 'helpers', 'service', 'services', 'common', 'misc']
const VERB = '[a-z][a-z0-9-]*'
const PART = '[A-Za-z][A-Za-z0-9-]*'
const server = SERVER.join('|')

/** Inside src/modules/<name>/. A part that grows is a sub-folder with the same names; a long file splits by verb. */
const MODULE_FILES = [
  /^README\.md$/,
  /^contract\.ts$/,
  new RegExp(`^contract/${VERB}\\.ts$`),
  new RegExp(`^server/(${VERB}/)?(${server})\\.ts$`),
  new RegExp(`^server/(${VERB}/)?(${server})/${VERB}\\.ts$`),
  new RegExp(`^(server|contract)/(${VERB}/){0,2}${VERB}(\\.${VERB})?\\.test\\.ts$`),
  new RegExp(`^web/(${VERB}/)?(${WEB.join('|')})\\.tsx?$`),
  new RegExp(`^web/(${VERB}/)?(data/)?${PART}(\\.test)?\\.tsx$`),
  new RegExp(`^web/(${VERB}/)?(data/)?${PART}\\.test\\.ts$`),
  new RegExp(`^web/(${VERB}/)?${PART}\\.module\\.css$`),
]
/** Decided one at a time, in docs/decisions/0002-tooling.md. */
const MODULE_EXCEPTIONS: { path: RegExp; because: string }[] = [
  {
    path: /^library\/server\/read\/[a-z]+(\.test)?\.ts$/,
    because: 'readers of document formats, run in a process of their own: a file is a format or a step of reading one',
  },
]
const MODULE_NEEDS = ['README.md', 'server/index.ts']

const MOST_LINES = 300
const CODE = /\.(ts|tsx|mjs|cjs|css|sql)$/
const GENERATED = [/\.gen\.ts$/, /^migrations\/schema\.sql$/]
const CODE_FOLDERS = ['src', 'scripts', 'tests', 'ordeals', 'bench', 'seeds', 'migrations']

/** There is one clock: clock() in TypeScript, clock_now() in SQL. These read the machine's. */
const CLOCKS = [
  { words: 'Date.now()', pattern: /\bDate\.now\b/ },
  { words: 'new Date()', pattern: /\bnew Date(\(\s*\)|(?!\s*[\w(]))/ },
  { words: 'now() in SQL', pattern: /(?<![\w.$])now\(\s*\)/i },
  {
    words: 'current_timestamp',
    pattern: /\b(current_timestamp|current_date|localtimestamp|(clock|statement|transaction)_timestamp)\b/i,
  },
]
export const CLOCK_ALLOWED: { path: RegExp; because: string }[] = [
  { path: /^src\/platform\/time(\.ts$|\/)/, because: 'it is the clock' },
  {
    path: /^src\/platform\/db\/embedded-holder\.ts$/,
    because: 'it says who holds the files before there is a database',
  },
  { path: /^src\/platform\/db\/migrate\.ts$/, because: 'it makes the table of migrations before there is clock_now()' },
  { path: /^(tests|scripts|ordeals|bench|seeds)\//, because: 'not shipped' },
  { path: /\.test\.tsx?$/, because: 'not shipped' },
  { path: /^src\/(web|modules\/[^/]+\/web)\//, because: "the reader's own machine says what time it is there" },
  { path: /^migrations\/\d+_platform_[^/]*\.sql$/, because: 'clock_now() is made there' },
  { path: /^migrations\/schema\.sql$/, because: 'generated from the database' },
]

const withoutComments = (text: string, sql: boolean): string => {
  const blank = (found: string) => found.replace(/[^\n]/g, ' ')
  const blocks = text.replace(/\/\*[\s\S]*?\*\//g, blank)
  return sql ? blocks.replace(/--.*$/gm, blank) : blocks.replace(/(^|[\s;{}(,])\/\/.*$/gm, blank)
}

function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('node_modules/'))
    .sort()
}

function moduleProblems(root: string): string[] {
  const files = filesUnder(root, 'src/modules')
  const problems: string[] = []
  const names = new Set<string>()
  for (const path of files) {
    const [, name, rest] = /^src\/modules\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (name === undefined || rest === undefined) {
      problems.push(`${path}: only folders of modules stand here`)
      continue
    }
    names.add(name)
    const known = MODULE_FILES.some((allowed) => allowed.test(rest))
    const excepted = MODULE_EXCEPTIONS.some((exception) => exception.path.test(`${name}/${rest}`))
    if (!known && !excepted) problems.push(`${path}: not a file name of a module`)
  }
  for (const name of names) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) problems.push(`src/modules/${name}: not a name for a module`)
    for (const need of MODULE_NEEDS) {
      if (!files.includes(`src/modules/${name}/${need}`)) problems.push(`src/modules/${name}: ${need} is missing`)
    }
  }
  return problems
}

function nameProblems(path: string): string[] {
  const parts = path.split('/').map((part) => part.replace(/\..*$/, ''))
  const bad = parts.find((part) => NO_NAMES.includes(part))
  return bad ? [`${path}: "${bad}" says nothing of what it holds`] : []
}

function textProblems(path: string, text: string): string[] {
  const problems: string[] = []
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  if (lines > MOST_LINES && !GENERATED.some((made) => made.test(path))) {
    problems.push(`${path}: ${lines} lines, and ${MOST_LINES} is the most; split it by verb`)
  }
  if (!CLOCK_ALLOWED.some((allowed) => allowed.path.test(path))) {
    const code = withoutComments(text, path.endsWith('.sql')).split('\n')
    for (const [index, line] of code.entries()) {
      const clock = CLOCKS.find(({ pattern }) => pattern.test(line))
      if (clock) problems.push(`${path}:${index + 1}: ${clock.words} is not the house's clock`)
    }
  }
  return problems
}

/** How many files were looked at, so that a caller can tell that it was not none; and what is wrong with them. */
export function readTree(root: string): { files: number; problems: string[] } {
  const files = CODE_FOLDERS.flatMap((folder) => filesUnder(root, folder)).filter((path) => CODE.test(path))
  return {
    files: files.length,
    problems: [
      ...moduleProblems(root),
      ...files.filter((path) => path.startsWith('src/')).flatMap(nameProblems),
      ...files.flatMap((path) => textProblems(path, readFileSync(join(root, path), 'utf8'))),
    ],
  }
}
