import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cruise, cruise, ruleNames, uses } from './cruise.ts'
import { makeScratch, root, type Scratch } from './scratch.ts'

const names = Object.keys(uses)

function codeUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[mc]?tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path}`)
    .sort()
}

describe('the checkout', () => {
  let real: Cruise
  beforeAll(async () => {
    real = await cruise(root)
  })

  // Without the package named plainly "typescript" the cruiser reads no TypeScript and is content.
  test('the cruiser read every file under src, and what each imports', () => {
    const files = codeUnder('src')
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((path) => !real.imports.has(path))).toEqual([])
    const importing = files.filter((path) => /^import [^;]*? from '#/m.test(readFileSync(join(root, path), 'utf8')))
    expect(importing.filter((path) => !real.imports.get(path)?.length)).toEqual([])
  })

  test('nothing is imported across a fence', () => {
    expect(real.violations).toEqual([])
  })

  test('every module has a row in the table of uses', () => {
    const modules = existsSync(join(root, 'src/modules')) ? readdirSync(join(root, 'src/modules')) : []
    expect(modules.filter((name) => !names.includes(name))).toEqual([])
  })

  test('the table of uses names only modules, and uses never go in a circle', () => {
    const settled: string[] = []
    for (let before = -1; before !== settled.length; ) {
      before = settled.length
      for (const name of names) {
        if (!settled.includes(name) && uses[name]?.every((used) => settled.includes(used))) settled.push(name)
      }
    }
    expect(names.filter((name) => !settled.includes(name))).toEqual([])
  })

  test('ARCHITECTURE.md shows the same table', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    const rows = [...text.matchAll(/^\| (\w[\w-]*) +\| ([\w, –-]+?) +\|$/gm)].map(([, name, used]) => [
      name,
      used === '–' ? [] : (used ?? '').split(', '),
    ])
    expect(Object.fromEntries(rows.filter(([name]) => name !== 'module'))).toEqual(uses)
  })
})

/** Each of these breaks one rule; the key is the file that does it. */
const insights = 'src/modules/insights'
const breaches: [rule: string, from: string, importing: string][] = [
  ['resolves', 'src/platform/x-lost.ts', './nowhere.ts'],
  ['no-cycles', 'src/platform/x-round.ts', './x-rounder.ts'],
  ['module-is-in-the-table', 'src/modules/stranger/server/index.ts', '#shared/x.ts'],
  ['shared-imports-nothing', 'src/shared/x-shared.ts', '#platform/x.ts'],
  ['platform-knows-no-module', 'src/platform/x-platform.ts', '#modules/people/server/index.ts'],
  ['isomorphic-packages', 'src/shared/x-package.ts', 'yaml'],
  ['isomorphic-packages', `${insights}/contract/x-package.ts`, 'yaml'],
  ['no-node-outside-the-server', 'src/shared/x-node.ts', 'node:fs'],
  ['no-node-outside-the-server', `${insights}/web/x-node.tsx`, 'node:fs'],
  ['no-server-packages-in-the-browser', `${insights}/web/x-pg.tsx`, 'pg'],
  ['web-base-knows-no-module', 'src/web/lib/x-lib.ts', '#modules/people/web/index.ts'],
  ['web-shell', 'src/web/x-shell.ts', '#modules/people/web/index.ts'],
  ['web-router', 'src/web/router/x-inside.ts', '#modules/people/web/x.tsx'],
  ['phone', 'src/web/phone/x-inside.ts', '#modules/rounds/web/x.tsx'],
  ['phone', 'src/web/phone/x-shared.ts', '#shared/x.ts'],
  ['phone-takes-types-alone', 'src/web/phone/x-schema.ts', '#modules/gatherings/contract.ts'],
  ['phone-packages', 'src/web/phone/x-package.ts', 'zod'],
  ['phone-stands-apart', 'src/web/x-phone.ts', './phone/x.ts'],
  ['contract-of-all', 'src/contract.ts', '#platform/x.ts'],
  ['composition-root', 'src/app.ts', '#modules/people/server/index.ts'],
  ['list-and-command-line', 'src/cli.ts', '#modules/people/server/commands.ts'],
  ['list-and-command-line', 'src/cli/x-verb.ts', '#modules/people/server/commands.ts'],
  ['no-other-root', 'src/x-stray.ts', '#shared/x.ts'],
  ['tests-only-in-tests', `${insights}/server/commands.ts`, './testing.ts'],
  ['product-stands-alone', 'src/platform/x-seed.ts', '../../seeds/x.ts'],
  ['no-development-packages', 'src/platform/x-dev.ts', 'axe-core'],
  ['packages-are-declared', 'src/platform/x-undeclared.ts', 'postgres-array'],
  // A module that insights does not use, each of its doors, and a back door of one that it does use.
  ['contract-of-insights', `${insights}/contract/x-down.ts`, '#modules/reviews/contract.ts'],
  ['server-of-insights', `${insights}/server/queries.ts`, '#modules/reviews/server/index.ts'],
  ['server-of-insights', `${insights}/server/present.ts`, '#modules/library/server/commands.ts'],
  ['server-of-insights', `${insights}/server/access.ts`, '#web/lib/x.ts'],
  ['tests-of-insights', `${insights}/server/x.test.ts`, '#modules/reviews/server/testing.ts'],
  ['web-of-insights', `${insights}/web/x-down.tsx`, '#modules/reviews/web/index.ts'],
  ['web-of-insights', `${insights}/web/x-back.tsx`, '#modules/library/web/x.tsx'],
  ['web-of-insights', `${insights}/web/x-server.tsx`, `#modules/insights/server/index.ts`],
]

/** What the fences let through: if these were caught, the rules would be catching everything. */
const allowed: [from: string, importing: string][] = [
  [`${insights}/contract.ts`, '#modules/library/contract.ts'],
  [`${insights}/contract.ts`, 'zod'],
  [`${insights}/server/index.ts`, '#modules/library/server/index.ts'],
  [`${insights}/server/jobs.ts`, '#platform/x.ts'],
  [`${insights}/server/testing.ts`, '#modules/library/server/testing.ts'],
  [`${insights}/web/index.ts`, '#modules/library/web/index.ts'],
  [`${insights}/web/data.ts`, '#web/lib/x.ts'],
  ['src/web/router.tsx', '#modules/insights/web/index.ts'],
  ['src/web/phone/x.ts', '#modules/rounds/web/index.ts'],
  ['src/modules.ts', '#modules/insights/server/index.ts'],
]

describe('a broken copy', () => {
  let scratch: Scratch
  let broken: Cruise
  beforeAll(async () => {
    scratch = makeScratch('package.json', '.dependency-cruiser.cjs')
    const empty = ['src/shared/x.ts', 'src/platform/x.ts', 'src/web/lib/x.ts', 'seeds/x.ts']
    for (const name of names) {
      const parts = [
        'contract.ts',
        'server/index.ts',
        'server/commands.ts',
        'server/testing.ts',
        'web/index.ts',
        'web/x.tsx',
      ]
      empty.push(...parts.map((part) => `src/modules/${name}/${part}`))
    }
    for (const path of empty) scratch.write(path, 'export const x = 1\n')
    scratch.write('src/platform/x-rounder.ts', "import './x-round.ts'\nexport const x = 1\n")
    for (const [, from, importing] of breaches) scratch.write(from, `import '${importing}'\nexport const x = 1\n`)
    const legal = Map.groupBy(allowed, ([from]) => from)
    for (const [from, edges] of legal) {
      scratch.write(from, `${edges.map(([, importing]) => `import '${importing}'\n`).join('')}export const x = 1\n`)
    }
    // Types of two files may know each other.
    scratch.write(
      'src/web/phone/x-types.ts',
      "import type { x } from '#modules/gatherings/contract.ts'\nexport type Y = typeof x\n",
    )
    scratch.write('src/platform/x-a.ts', "import type { B } from './x-b.ts'\nexport type A = { b?: B }\n")
    scratch.write('src/platform/x-b.ts', "import type { A } from './x-a.ts'\nexport type B = { a?: A }\n")
    broken = await cruise(scratch.root)
  })
  afterAll(() => scratch?.remove())

  test.each(breaches)('%s: %s may not import %s', (rule, from) => {
    expect(broken.violations.filter((found) => found.from === from).map((found) => found.rule)).toContain(rule)
  })

  test.each(allowed)('%s may import %s', (from) => {
    expect(broken.imports.get(from)?.length).toBeGreaterThan(0)
    expect(broken.violations.filter((found) => found.from === from)).toEqual([])
  })

  test('nothing but the breaches is caught', () => {
    const culprits = new Set([...breaches.map(([, from]) => from), 'src/platform/x-rounder.ts'])
    expect(broken.violations.filter((found) => !culprits.has(found.from))).toEqual([])
  })

  test('every rule has a breach that proves it', () => {
    const general = (rule: string) => rule.replace(/-of-(?!all$).*/, '-of-insights')
    const proved = new Set(breaches.map(([rule]) => rule))
    expect(ruleNames.filter((rule) => !proved.has(general(rule)))).toEqual([])
  })
})
