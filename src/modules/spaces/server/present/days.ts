import { sql } from 'kysely'

/** The day of a moment as the clocks of the space show it; no hour leaves the database. */
export const dayIn = (column: string, zone: string) =>
  sql<string | null>`to_char(${sql.ref(column)} at time zone ${zone}, 'YYYY-MM-DD')`
