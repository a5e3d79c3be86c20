import { createServer } from 'node:net'

/** Whether nobody listens on a port of loopback at this moment. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })

/** The next port of loopback that nobody listens on, among the ten after `port`; the last of them where all are taken. */
export async function freePortAfter(port: number): Promise<number> {
  for (let next = port + 1; next < port + 10; next++) if (await isFree(next)) return next
  return port + 10
}
