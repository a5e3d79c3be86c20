import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeScratch, root, type Scratch } from './scratch.ts'
import { readTree } from './vocabulary.ts'

test('the tree keeps its vocabulary, its sizes and its one clock', () => {
  const { files, problems } = readTree(root)
  expect(files).toBeGreaterThan(10)
  expect(problems).toEqual([])
})

const room = 'src/modules/x-room'
const long = 'export const x = 1\n'.repeat(301)

const breaches: [what: string, path: string, text: string][] = [
  ['a name of nobody', `${room}/server/handlers.ts`, ''],
  ['a sub-folder of other names', `${room}/server/rounds/tickets.ts`, ''],
  ['a third level', `${room}/server/rounds/commands/late/withdraw.ts`, ''],
  ['a plain script among screens', `${room}/web/format.ts`, ''],
  ['a stylesheet for everybody', `${room}/web/room.css`, ''],
  ['a fourth part of a module', `${room}/lib/x.ts`, ''],
  ['a capital among verbs', `${room}/server/commands/Withdraw.ts`, ''],
  ['a drawer for anything', 'src/platform/utils/x.ts', ''],
  ['a drawer in one file', 'src/web/lib/helpers.ts', ''],
  ['a file beside the modules', 'src/modules/list.ts', ''],
  ['a long file', 'src/platform/x-long.ts', long],
  ['a long test', 'tests/x-long.test.ts', long],
  ['Date.now', 'src/platform/x-clock-1.ts', 'export const x = Date.now()\n'],
  ['Date.now handed on', 'src/platform/x-clock-2.ts', 'export const x = Date.now\n'],
  ['a new date', `${room}/server/commands.ts`, 'export const x = new Date()\n'],
  ['a new date without brackets', `${room}/server/present.ts`, 'export const x = new Date\n'],
  ['now() in a query', `${room}/server/queries.ts`, 'export const x = sql`select now()`\n'],
  ['now() in a migration', 'migrations/9999_x-room_late.sql', 'alter table x alter y set default now();\n'],
  ['current_timestamp', `${room}/server/jobs.ts`, "export const x = 'select CURRENT_TIMESTAMP'\n"],
]

const allowed: [what: string, path: string, text: string][] = [
  ['the page of a module', `${room}/README.md`, ''],
  ['the front door', `${room}/server/index.ts`, ''],
  ['the contract', `${room}/contract.ts`, ''],
  ['a contract in parts', `${room}/contract/answers.ts`, ''],
  ['commands by verb', `${room}/server/commands/withdraw.ts`, ''],
  ['a part that grew', `${room}/server/rounds/commands.ts`, ''],
  ['a test by the side', `${room}/server/withdraw.test.ts`, ''],
  ['a test in a part', `${room}/server/rounds/close.test.ts`, ''],
  ['a screen and its style', `${room}/web/Room.tsx`, ''],
  ['a style of a part', `${room}/web/door/Door.module.css`, ''],
  ['300 lines', 'src/platform/x-full.ts', 'export const x = 1\n'.repeat(300)],
  ['a generated file', 'src/platform/db/x.gen.ts', long],
  ['a date that is given', 'src/platform/x-given.ts', 'export const x = (at: string) => new Date(at)\n'],
  [
    'a comment about now()',
    'src/platform/x-comment.ts',
    '// not now(), nor Date.now()\n/* new Date() */\nexport const x = 1\n',
  ],
  ['the clock itself', 'src/platform/time.ts', 'export const clock = () => Date.now()\n'],
  ['the house clock in SQL', 'migrations/9998_x-room_clock.sql', 'select clock_now(); -- not now()\n'],
  ["the reader's own machine", `${room}/web/Clock.tsx`, 'export const x = Date.now()\n'],
]

describe('a broken copy', () => {
  let scratch: Scratch
  let problems: string[]
  beforeAll(() => {
    scratch = makeScratch()
    for (const [, path, text] of [...breaches, ...allowed]) scratch.write(path, text)
    scratch.write('src/modules/x-empty/contract.ts', '')
    problems = readTree(scratch.root).problems
  })
  afterAll(() => scratch?.remove())
  const about = (path: string) => problems.filter((line) => line.startsWith(`${path}:`))

  test.each(breaches)('%s is caught: %s', (_what, path) => {
    expect(about(path).length).toBeGreaterThan(0)
  })

  test.each(allowed)('%s is let through: %s', (_what, path) => {
    expect(about(path)).toEqual([])
  })

  test('a module without its page or its front door is caught', () => {
    expect(about('src/modules/x-empty')).toEqual([
      'src/modules/x-empty: README.md is missing',
      'src/modules/x-empty: server/index.ts is missing',
    ])
  })
})
