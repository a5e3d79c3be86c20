// Writes src/platform/db/tables.gen.ts and migrations/schema.sql from a freshly migrated database; --check compares.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCluster } from '#platform/db/cluster.ts'
import { describeTables } from '#platform/db/describe.ts'

const scratch = await mkdtemp(join(tmpdir(), 'trefoil-schema-'))
const cluster = await openCluster({ dataDir: scratch, databaseUrl: undefined })
let drift = false
try {
  const place = await cluster.place('trefoil', { demonstration: false })
  const wanted = await describeTables(place.ownerConnection)
  for (const [path, text] of Object.entries(wanted)) {
    if (process.argv.includes('--check')) {
      const there = await readFile(path, 'utf8').catch(() => '')
      if (there !== text) {
        console.error(`${path} is not what the migrations make. Run: npm run schema`)
        drift = true
      }
    } else await writeFile(path, text)
  }
} finally {
  await cluster.stop()
  await rm(scratch, { recursive: true, force: true })
}
process.exitCode = drift ? 1 : 0
