// The only composition root: settings → database → modules → http and live, in that order, and back again at the end.
import { startPlace } from '#app.ts'
import { isLoopback, readSettings, type Settings } from '#platform/config/settings.ts'
import { makeLog } from '#platform/log/log.ts'
import { offerDemonstration } from './demonstration.ts'

/** Behind a proxy the place listens on loopback too, and is reached by everybody. */
const reachedFromHereOnly = ({ host, baseUrl }: Settings) => isLoopback(host) && isLoopback(new URL(baseUrl).hostname)

const log = makeLog()
try {
  const settings = readSettings(process.env)
  const place = await startPlace(settings, {
    demonstration: false,
    log,
    ...(reachedFromHereOnly(settings) ? { beside: offerDemonstration } : {}),
  })
  for (const warning of place.warnings) console.log(`On the database: ${warning}`)
  // Said in one go: whoever waits for the first line has the second with it.
  const setUp = place.setupLink === null ? '' : `\nSet this place up, once, at ${place.setupLink}`
  console.log(`Trefoil is ready at ${place.url}${setUp}`)
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (ending) return
      ending = true
      await place.stop()
      process.exit(0)
    })
  }
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : String(fault))
  process.exit(1)
}
