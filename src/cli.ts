// npm run trefoil -- VERB: what whoever runs the machine does beside the running place. Ends with 0 when it is done, 1 when
// it is not, 2 when it was asked wrongly. With --json the answer is one line of JSON.
import { parseArgs } from 'node:util'
import { doctor } from '#platform/backup/doctor.ts'
import { backup, type Flags, restore } from '#platform/backup/verbs.ts'
import { readSettings } from '#platform/config/settings.ts'

const USAGE = `npm run trefoil -- doctor [--json]
npm run trefoil -- backup DIR [--apart DIR2] [--keep DAYS] [--json]
npm run trefoil -- restore DIR [--apart DIR2] [--archive NAME] [--json]

doctor   looks the place over, running or not, and changes nothing.
backup   copies the place while it runs, and restores the copy beside it to see that it is good.
         DIR2 holds the keys: best on another disk. Unless said, it is DIR/apart. Archives are kept for 35 days.
restore  puts the newest archive into a DATA_DIR that is still empty. Then npm start.

With TREFOIL_PASSPHRASE the first backup is closed with it, and so is whatever is added later; restoring asks for it.`

/** `ok: false` is an answer too: what was looked at is not well. */
const VERBS: Record<string, (given: Flags) => Promise<{ ok?: boolean }>> = { doctor, backup, restore }

const { values, positionals } = read()
const [verb, folder, ...more] = positionals
const run = VERBS[verb ?? '']
if (run === undefined || (folder === undefined) !== (verb === 'doctor') || more.length > 0) usage()
try {
  const said = await run!({
    folder: folder ?? '',
    settings: readSettings(process.env),
    apart: values.apart,
    archive: values.archive,
    keep: Number(values.keep ?? 35),
    passphrase: process.env.TREFOIL_PASSPHRASE || null,
    tell: (line) => process.stderr.write(`${line}\n`),
  })
  if (said.ok === false) process.exitCode = 1
  if (values.json) console.log(JSON.stringify({ ok: true, ...said }))
  else if (verb !== 'doctor')
    for (const [name, value] of Object.entries(said)) console.log(`${name}: ${JSON.stringify(value)}`)
} catch (fault) {
  const message = fault instanceof Error ? fault.message : String(fault)
  if (values.json) console.log(JSON.stringify({ ok: false, message }))
  console.error(message)
  process.exitCode = 1
}

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        apart: { type: 'string' },
        archive: { type: 'string' },
        keep: { type: 'string' },
      },
    })
  } catch {
    return usage()
  }
}

function usage(): never {
  console.error(USAGE)
  process.exit(2)
}
