import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** A wire between two that speak over it: it can be cut, torn down for a while, or go dead without a word to either. */
export async function startWire(to: NetConnectOpts, at: { port: number; host: string } | { path: string }) {
  const pairs = new Set<[Socket, Socket]>()
  let down = false
  let dead = false
  const server = createServer((near) => {
    if (down) return near.destroy()
    const far = connect(to)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [from, into] of [pair, [far, near] as const]) {
      from.setNoDelay?.(true)
      from.on('data', (part) => {
        // What arrives while the wire is dead is gone, as on a line that nobody has noticed to be cut.
        if (dead) return
        if (!into.write(part)) {
          from.pause()
          into.once('drain', () => from.resume())
        }
      })
      from.on('error', () => {})
      from.on('close', () => {
        pairs.delete(pair)
        if (!dead) into.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(at, done))
  const cut = () => {
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
    pairs.clear()
  }
  return {
    open: () => pairs.size,
    cut,
    /** Down: nobody comes through. Up again: whoever comes anew does. */
    setDown(is: boolean) {
      down = is
      if (is) cut()
    },
    /** Dead: both sides believe that they are connected, and hear nothing. */
    setDead(is: boolean) {
      dead = is
    },
    stop() {
      cut()
      return new Promise<void>((done) => server.close(() => done()))
    },
  }
}
