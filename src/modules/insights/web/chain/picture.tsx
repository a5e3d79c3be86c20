import { useId } from 'react'
import { KIND_WORDS, type Kind, type Traced } from '../data.ts'
import styles from './picture.module.css'

const ORDER: Kind[] = ['evidence', 'finding', 'insight', 'implication', 'decision', 'action', 'outcome']
/** Seven columns fit beside the rail of a wide screen; a narrower one scrolls. */
const COLUMN = 134
const WIDTH = 110
const ROW = 82
const HEIGHT = 68
const TOP = 30

type Node = { id: string; kind: Kind; words: string; here: boolean; stopped: boolean; x: number; y: number }

/** The chain as a picture, from evidence to outcome with all its branches. The list above it says the same, and more. */
export function Picture({ trace, address }: { trace: Traced; address: string }) {
  const title = useId()
  const { nodes, links, columns, rows } = drawn(trace)
  if (nodes.length < 2) return null
  const at = new Map(nodes.map((node) => [node.id, node]))
  const width = columns.length * COLUMN - (COLUMN - WIDTH) + 4
  const height = TOP + rows * ROW
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>The same as a picture</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keys as well */}
      <section className={styles.scroll} data-wide="" tabIndex={0} aria-labelledby={title}>
        <svg
          viewBox={`-2 0 ${width} ${height}`}
          width={width}
          height={height}
          className={styles.picture}
          aria-labelledby={title}
        >
          <title id={title}>From evidence to outcome, as a picture. The list says the same.</title>
          {columns.map((kind, index) => (
            <text key={kind} x={index * COLUMN} y={14} className={styles.label}>
              {KIND_WORDS[kind]}
            </text>
          ))}
          {links.map(({ from, to, against }) => {
            const [a, b] = [at.get(from), at.get(to)]
            if (!a || !b) return null
            const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2]
            const bend = Math.max(12, (x2 - x1) / 2)
            return (
              <path
                key={`${from} ${to}`}
                d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
                className={styles.link}
                data-against={against || undefined}
              />
            )
          })}
          {nodes.map((node) => (
            <a
              key={node.id}
              href={`/s/${address}/insights/${node.id}${node.kind === 'insight' ? '' : `?kind=${node.kind}`}`}
            >
              <title>{`${KIND_WORDS[node.kind]}: ${node.words}${node.stopped ? '. Stopped here.' : ''}`}</title>
              <rect
                {...{ x: node.x, y: node.y, width: WIDTH, height: HEIGHT, rx: 8 }}
                className={styles.node}
                data-here={node.here || undefined}
                data-stopped={node.stopped || undefined}
              />
              <foreignObject x={node.x} y={node.y} width={WIDTH} height={HEIGHT}>
                <div className={styles.words}>{node.words}</div>
              </foreignObject>
              {node.stopped && (
                <path d={`M${node.x + WIDTH + 5} ${node.y + 12} v${HEIGHT - 24}`} className={styles.end} />
              )}
            </a>
          ))}
        </svg>
      </section>
    </figure>
  )
}

function drawn(trace: Traced) {
  const of = (kind: Kind): { id: string; words: string | null }[] =>
    ({
      evidence: [...new Map(trace.evidence.map((one) => [one.id, one])).values()],
      finding: trace.findings,
      insight: trace.insights,
      implication: trace.implications,
      decision: trace.decisions,
      action: trace.actions,
      outcome: trace.outcomes.map((one) => ({ id: one.id, words: one.words || 'Too early to say' })),
    })[kind]
  const columns = ORDER.filter((kind) => of(kind).length > 0)
  // What a line would pass behind stands lower: findings than evidence, and what it means where a decision skips it.
  const above = of('finding').length === 0 ? 0 : of('evidence').length
  const kinds = new Map(columns.flatMap((kind) => of(kind).map((one) => [one.id, kind])))
  const past = trace.links.some((one) => kinds.get(one.from) === 'insight' && kinds.get(one.to) === 'decision')
  const lower = (kind: Kind) => (kind === 'finding' ? above : kind === 'implication' && past ? of('insight').length : 0)
  const rows = Math.max(1, ...columns.map((kind) => of(kind).length + lower(kind)))
  const stopped = new Set(trace.stopped.map((one) => one.id))
  const nodes = columns.flatMap((kind, column) => {
    const items = of(kind)
    // Each other column in the middle of the tallest one.
    const from =
      TOP +
      (lower(kind) > 0 ? lower(kind) * ROW : kind === 'evidence' && above > 0 ? 0 : ((rows - items.length) * ROW) / 2)
    return items.map(
      (one, index): Node => ({
        id: one.id,
        kind,
        words: one.words ?? (kind === 'evidence' ? 'Taken back' : 'Hidden'),
        here: one.id === trace.of,
        stopped: stopped.has(one.id),
        x: column * COLUMN,
        y: from + index * ROW,
      }),
    )
  })
  const links = [
    ...trace.evidence.flatMap((one) =>
      one.insight === null ? [] : [{ from: one.id, to: one.insight, against: one.bears === 'against' }],
    ),
    // What took whose place is said in the list: both stand in one column here.
    ...trace.links
      .filter((one) => !(kinds.get(one.from) === 'insight' && kinds.get(one.to) === 'insight'))
      .map((one) => ({ ...one, against: false })),
  ]
  return { nodes, links, columns, rows }
}
