import { LinkTo } from '#web/ui/link-to.tsx'
import type { Traced } from '../data.ts'
import styles from './inquiry.module.css'

/** What took the place of an insight, and of what it took the place: beside it, wherever it is traced. */
export function Place({ of, trace, address }: { of: string; trace: Traced; address: string }) {
  const named = (ids: string[]) => trace.insights.filter((one) => ids.includes(one.id))
  const newer = named(trace.links.flatMap((link) => (link.from === of ? [link.to] : [])))
  const older = named(trace.links.flatMap((link) => (link.to === of ? [link.from] : [])))
  return (
    <>
      {newer.length > 0 && <Line says="Its place was taken by" these={newer} address={address} />}
      {older.length > 0 && <Line says="It took the place of" these={older} address={address} />}
    </>
  )
}

/** Whether another insight that is traced here took the place of this one. */
export function placeTaken(trace: Traced, of: string): boolean {
  return trace.links.some((link) => link.from === of && trace.insights.some((one) => one.id === link.to))
}

function Line({ says, these, address }: { says: string; these: Traced['insights']; address: string }) {
  return (
    <p className={styles.meta}>
      {says}:{' '}
      {these.map((one) => (
        <span key={one.id} className={styles.reason}>
          <LinkTo to={`/s/${address}/insights/${one.id}`}>{one.words ?? 'one that is hidden'}</LinkTo>{' '}
        </span>
      ))}
    </p>
  )
}
