import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cruise, uses } from './cruise.ts'
import { makeScratch, root, type Scratch } from './scratch.ts'
import { readTree } from './vocabulary.ts'

let scratch: Scratch
beforeAll(() => {
  const projects = ['base', 'shared', 'server', 'web'].map((part) => `tsconfig.${part}.json`)
  const copied = ['package.json', 'biome.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'ARCHITECTURE.md']
  scratch = makeScratch(...copied, ...projects, 'scripts/new-module.ts')
})
afterAll(() => scratch?.remove())

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: scratch.root, encoding: 'utf8' })
const make = (...args: string[]) => run('scripts/new-module.ts', ...args)
const tableOfScratch = () => {
  const load = createRequire(import.meta.url)
  const path = join(scratch.root, '.dependency-cruiser.cjs')
  delete load.cache[path]
  return (load(path) as { USES: Record<string, string[]> }).USES
}

test('a module of the table, and one that is new, are whole, fenced, formatted and compile', async () => {
  expect(make('insights').stderr).toBe('')
  expect(make('field-notes', '--uses', 'spaces,library').stderr).toBe('')
  expect(tableOfScratch()).toEqual({ ...uses, 'field-notes': ['spaces', 'library'] })
  expect(readFileSync(join(scratch.root, 'ARCHITECTURE.md'), 'utf8')).toMatch(
    /\n\| field-notes +\| spaces, library +\|\n/,
  )

  expect(readTree(scratch.root).problems).toEqual([])
  const { imports, violations } = await cruise(scratch.root)
  expect(violations).toEqual([])
  expect([...imports.keys()].filter((path) => path.startsWith('src/modules/field-notes/'))).toHaveLength(6)

  const alone = ['--noEmit', '--composite', 'false', '--emitDeclarationOnly', 'false', '--declaration', 'false']
  const compile = (part: string) => {
    const include = part === 'shared' ? ['src/modules/*/contract.ts'] : [`src/modules/*/${part}/**/*`]
    const project = { extends: `./tsconfig.${part}.json`, references: [], include }
    scratch.write(`tsconfig.alone-${part}.json`, JSON.stringify(project))
    return run('node_modules/typescript-7/bin/tsc', '-p', `tsconfig.alone-${part}.json`, ...alone)
  }
  for (const part of ['shared', 'server', 'web']) expect(compile(part)).toMatchObject({ status: 0, stdout: '' })
  const tidy = run('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', 'src', 'ARCHITECTURE.md')
  expect(tidy.status, tidy.stderr).toBe(0)

  // The compiler was looking: a mistake in the same place is seen.
  scratch.write('src/modules/field-notes/server/jobs.ts', "import { may } from './access.ts'\nmay('yes')\n")
  expect(compile('server').stdout).toMatch(/field-notes\/server\/jobs\.ts.*TS2345/)
}, 60_000)

test.each([
  ['a name that is taken', ['insights'], /is there already/],
  ['a capital', ['Insights'], /not a name/],
  ['a path', ['../outside'], /not a name/],
  ['a trailing hyphen', ['field-'], /not a name/],
  ['a drawer for anything', ['common'], /says nothing/],
  ['no name', [], /Usage/],
  ['two names', ['one', 'two'], /Usage/],
  ['a use of nothing', ['new-one', '--uses', 'nowhere'], /No such module/],
  ['an edge that is not in the table', ['maps', '--uses', 'journal'], /decision record/],
])('%s is refused, and nothing changes', (_what, args, reason) => {
  const before = tableOfScratch()
  const refused = make(...args)
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(reason)
  expect(tableOfScratch()).toEqual(before)
  for (const name of ['maps', 'new-one', 'one', 'common']) {
    expect(existsSync(join(scratch.root, 'src/modules', name))).toBe(false)
  }
})

test('the checkout itself was left alone', () => {
  expect(existsSync(join(root, 'src/modules/field-notes'))).toBe(false)
})
