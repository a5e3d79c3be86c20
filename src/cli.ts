// npm run trefoil -- VERB: what whoever runs the machine does beside the running place, and what somebody does in it as a
// program. Ends with 0 when it is done, 1 when it is not, 2 when it was asked wrongly. With --json the last line is one object.
import { parseArgs } from 'node:util'
import { readSettings } from '#platform/config/settings.ts'
import { backups } from './cli/backups.ts'
import { exporting } from './cli/export.ts'
import { importing } from './cli/import.ts'
import { methods } from './cli/methods.ts'
import { token } from './cli/token.ts'
import { AskedWrongly, sayFault, type Verb } from './cli/verb.ts'
import { world } from './cli/world.ts'

const VERBS: Record<string, Verb> = { import: importing, export: exporting, ...backups, methods, world, token }
const FLAGS = ['space', 'to', 'apart', 'archive', 'keep', 'items'] as const

const stop = new AbortController()
// Once: what is under way ends by itself and leaves nothing half done. Twice: the machine's own way.
process.once('SIGINT', () => stop.abort())

try {
  const { verb, args, flags } = read()
  const given = {
    ...{ flags, settings: readSettings(process.env), env: process.env, signal: stop.signal },
    tell: (line: string) => process.stderr.write(`${line}\n`),
  }
  const { says = [], ...answer } = await verb.run(args, given)
  if (!answer.ok) process.exitCode = 1
  if (flags.json) console.log(JSON.stringify(answer))
  else for (const line of says) console.log(line)
} catch (fault) {
  const message = sayFault(fault)
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ok: false, message }))
  console.error(message)
  if (fault instanceof AskedWrongly && fault.help !== '') console.error(`\n${fault.help}`)
  process.exitCode = fault instanceof AskedWrongly ? 2 : 1
}

function read() {
  const { values, positionals } = parsed()
  const [name, ...args] = positionals
  const wanted = name === 'help' ? args[0] : name
  const verb = VERBS[wanted ?? '']
  if ((values.help === true || name === 'help') && (verb !== undefined || wanted === undefined)) {
    console.log(verb === undefined ? usage() : helpOf(verb))
    process.exit(0)
  }
  if (verb === undefined)
    throw new AskedWrongly(wanted === undefined ? 'Say what is to be done.' : `There is no verb "${wanted}".`, usage())
  const [least, most] = verb.takes
  const foreign = Object.keys(values).filter((flag) => flag !== 'json' && verb.flags?.includes(flag) !== true)
  if (foreign.length > 0) throw new AskedWrongly(`"${name}" takes no --${foreign[0]}.`, helpOf(verb))
  if (args.length < least) throw new AskedWrongly(`"${name}" wants more than that: ${verb.usage}`, helpOf(verb))
  if (args.length > most) throw new AskedWrongly(`"${name}" takes no "${args[most]}": ${verb.usage}`, helpOf(verb))
  return { verb, args, flags: values as Record<string, string | boolean | undefined> }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        ...{ json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, again: { type: 'boolean' } },
        ...(Object.fromEntries(FLAGS.map((flag) => [flag, { type: 'string' }])) as Record<
          (typeof FLAGS)[number],
          { type: 'string' }
        >),
      },
    })
  } catch (fault) {
    throw new AskedWrongly(`${(fault as Error).message.split('.')[0]}.`, usage())
  }
}

function helpOf({ usage, does, more }: Verb): string {
  return `npm run trefoil -- ${usage} [--json]\n\n${does[0]!.toUpperCase()}${does.slice(1)}\n\n${more}`
}
function usage(): string {
  const verbs = Object.values(VERBS).map(({ usage, does }) => `  ${usage}\n      ${does}`)
  return `npm run trefoil -- VERB [--json]; VERB --help says more\n\n${verbs.join('\n')}\n\nIt ends with 0 when it is done, 1 when it is not, 2 when it was asked wrongly.`
}
