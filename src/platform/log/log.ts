import pino from 'pino'

/** A line of the log: a route's template, a status, a wide duration; never a path's ids, a query, an address or a word. */
export type Log = (line: object, message?: string) => void

export function makeLog(): Log {
  const logger = pino({ base: null, level: process.env.LOG_LEVEL ?? 'warn' })
  return (line, message) => logger.info(line, message)
}
