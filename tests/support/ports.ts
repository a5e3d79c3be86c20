import { randomInt } from 'node:crypto'
import { isFree } from '#platform/http/free-port.ts'

/**
 * A port of loopback that nobody uses at this moment, and whose next one nobody uses either: a demonstration takes that.
 * Below those that the system hands out by itself, so that no connection of another test comes to sit on it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if ((await isFree(port)) && (await isFree(port + 1))) return port
  }
}
