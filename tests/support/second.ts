// A second process of a place: started by a test with the same database and the same folder, on a port of its own.
import { startPlace } from '#app.ts'
import { readSettings } from '#platform/config/settings.ts'
import { openCluster } from '#platform/db/cluster.ts'

const { DATABASE, LIKE, CLUSTER, DATA_DIR, PORT } = process.env
const settings = readSettings({ DATA_DIR, PORT })
const cluster = await openCluster({ dataDir: DATA_DIR!, databaseUrl: CLUSTER })
const place = await startPlace(settings, {
  ...{ demonstration: false, log: () => {}, cluster, databaseName: DATABASE!, like: LIKE! },
})
console.log(`ready at ${place.url}`)
process.on('SIGTERM', async () => {
  await place.stop()
  process.exit(0)
})
