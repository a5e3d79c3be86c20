import type { Guessed, Shown, Spread, Tapped } from '../../contract/shown-as.ts'
import { cut, Svg, useWide } from './picture-parts.tsx'
import { Bands, Grid, NamesMap, Timeline, Tree } from './picture-places.tsx'
import styles from './shown.module.css'

/** The picture of what is shown, where its kind has one. */
export function Picture({ of }: { of: Shown }) {
  switch (of.as) {
    case 'bars':
      return <Bars bars={of.bars} />
    case 'spreads':
      return of.spreads.map((one) => <SpreadPicture key={one.key} spread={one} />)
    case 'grid':
      return <Grid grid={of} />
    case 'bands':
      return <Bands bands={of.bands} />
    case 'timeline':
      return <Timeline moments={of.moments} />
    case 'tree':
      return <Tree roots={of.roots} />
    case 'guesses':
      return of.guessed.map((one) => <Guesses key={one.key} of={one} />)
    case 'strip':
      return <Strip of={of.tapped} />
    case 'columns':
      return of.shape === 'map' ? <NamesMap columns={of.columns} /> : null
    default:
      return null
  }
}

/** Where the label of a row stands: beside what it is of, or over it. */
const beside = (narrow: boolean, room: number) => (narrow ? { left: 0, over: 22 } : { left: room, over: 0 })

function Bars({ bars }: { bars: readonly { key: string; label: string; n: number }[] }) {
  const { wide, narrow } = useWide()
  const { left, over } = beside(narrow, 250)
  const row = 34 + over
  const most = Math.max(1, ...bars.map((bar) => bar.n))
  const long = (n: number) => (n / most) * (wide - left - 50)
  return (
    <Svg height={bars.length * row + 6}>
      {bars.map((bar, at) => (
        <g key={bar.key} transform={`translate(0 ${at * row})`}>
          <text x={narrow ? 0 : left - 12} y={23} textAnchor={narrow ? 'start' : 'end'} className={styles.label}>
            {cut(bar.label, narrow ? 40 : 32)}
          </text>
          <rect x={left} y={7 + over} width={long(bar.n)} height={22} rx={4} className={styles.fill} />
          <text x={left + long(bar.n) + 10} y={23 + over} className={styles.label}>
            {bar.n}
          </text>
        </g>
      ))}
    </Svg>
  )
}

const DOT = 15

/** How answers lie, as dots over each step of the scale: nobody’s dot is told from another’s. */
function SpreadPicture({ spread }: { spread: Spread }) {
  const { wide } = useWide()
  const most = Math.max(1, ...spread.bars.map((bar) => bar.n))
  const size = Math.min(DOT, 180 / most)
  const height = most * size + 46
  const step = wide / Math.max(1, spread.bars.length)
  return (
    <Svg height={height}>
      <line x1={0} x2={wide} y1={height - 34} y2={height - 34} className={styles.axis} />
      {spread.bars.map((bar, at) => (
        <g key={bar.key} transform={`translate(${(at + 0.5) * step} 0)`}>
          {Array.from({ length: bar.n }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: dots are nobody, and all alike
            <circle key={row} cy={height - 34 - (row + 0.6) * size} r={size * 0.42} className={styles.fill} />
          ))}
          <text y={height - 12} textAnchor="middle" className={styles.label}>
            {cut(bar.label, Math.max(4, Math.floor(step / 9)))}
          </text>
        </g>
      ))}
    </Svg>
  )
}

function Guesses({ of }: { of: Guessed }) {
  const { wide } = useWide()
  const span = Math.max(1e-9, of.most - of.least)
  const x = (value: number) => 16 + ((value - of.least) / span) * (wide - 32)
  return (
    <Svg height={70}>
      <line x1={16} x2={wide - 16} y1={34} y2={34} className={styles.axis} />
      {of.guesses.map((guess, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: guesses are nobody’s, by their size
        <circle key={at} cx={x(guess)} cy={34} r={8} className={styles.faint} />
      ))}
      {of.actual !== null && (
        <g transform={`translate(${x(Math.min(of.most, Math.max(of.least, of.actual)))} 0)`}>
          <line y1={14} y2={54} className={styles.actual} />
          <text y={10} textAnchor="middle" className={styles.label}>
            {of.actual}
          </text>
        </g>
      )}
      <text x={16} y={62} className={styles.label}>
        {of.least}
      </text>
      <text x={wide - 16} y={62} textAnchor="end" className={styles.label}>
        {of.most} {of.unit}
      </text>
    </Svg>
  )
}

function Strip({ of }: { of: Tapped }) {
  const { wide, narrow } = useWide()
  const { left, over } = beside(narrow, 160)
  const row = 40 + over
  return (
    <Svg height={of.bars.length * row + 6}>
      {of.bars.map((bar, at) => (
        <g key={bar.key} transform={`translate(0 ${at * row})`}>
          <text
            x={narrow ? 0 : left - 10}
            y={narrow ? 18 : 25}
            textAnchor={narrow ? 'start' : 'end'}
            className={styles.label}
          >
            {cut(bar.label, narrow ? 40 : 20)}
          </text>
          <line x1={left} x2={wide - 10} y1={20 + over} y2={20 + over} className={styles.axis} />
          {of.taps
            .filter((tap) => tap.key === bar.key)
            .map((tap, which) => (
              <circle
                // biome-ignore lint/suspicious/noArrayIndexKey: taps of one second are alike
                key={which}
                cx={left + 8 + (tap.second / of.seconds) * (wide - left - 28)}
                cy={20 + over}
                r={6}
                className={styles.fill}
              />
            ))}
        </g>
      ))}
    </Svg>
  )
}
