import styles from './picture.module.css'
import { type Precise, SORT_WORDS, type Sort, whenWords } from './words.tsx'

export type ContextEvent = { id: string; sort: Sort; words: string; from: string; to: string; precise: Precise }

/**
 * What happened round us, as bands over the time axis of any picture, each with its number: the words stand in the list
 * below it (`ContextKey`). `x` is the picture's own scale.
 */
export function ContextBands(props: {
  events: readonly ContextEvent[]
  x: (day: string) => number
  top: number
  height: number
}) {
  const { events, x, top, height } = props
  return (
    <g>
      {events.map(({ id, sort, words, from, to }, at) => {
        const width = Math.max(x(to) - x(from), 2)
        return (
          <g key={id}>
            <title>{`${SORT_WORDS[sort]}: ${words}`}</title>
            <rect x={x(from)} y={top} width={width} height={height} className={styles.band} />
            <text x={x(from) + width / 2} y={top - 4} textAnchor="middle" className={styles.bandNumber}>
              {at + 1}
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** The words for those numbers. */
export function ContextKey({ events }: { events: readonly ContextEvent[] }) {
  if (events.length === 0) return null
  return (
    <ol className={styles.key} aria-label="What happened round us">
      {events.map((one, at) => (
        <li key={one.id}>
          {at + 1}. {whenWords(one)}: {one.words}
        </li>
      ))}
    </ol>
  )
}
