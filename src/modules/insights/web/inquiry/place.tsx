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

function Line({ says, these, address }: { says: string; these: Traced['insights']; address: string }) {
  return (
    <p className={styles.meta}>
      {says}:{' '}
      {these.map((one, at) => (
        <span key={one.id} className={styles.reason}>
          {at > 0 && '; '}
          <LinkTo to={`/s/${address}/insights/${one.id}`}>{one.words ?? 'one that is hidden'}</LinkTo>
        </span>
      ))}
    </p>
  )
}
