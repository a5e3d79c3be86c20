import { createServer } from 'node:net'

/** Whether nobody listens on a port of loopback at this moment. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
