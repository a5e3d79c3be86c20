import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'

/** A year typed wrongly is asked about at its field. */
export async function sensibleDays(tx: Tx, days: Record<string, string | null | undefined>): Promise<void> {
  const year = (await clock(tx)).getUTCFullYear()
  const wrong: Record<string, string> = {}
  for (const [field, day] of Object.entries(days)) {
    if (!day) continue
    const typed = Number(day.slice(0, 4))
    if (typed > year + 10) wrong[field] = 'This is more than ten years from now. Is the year right?'
    if (typed < 1990) wrong[field] = 'This is very long ago. Is the year right?'
  }
  if (Object.keys(wrong).length > 0) throw new AppError('invalid', undefined, wrong)
}
