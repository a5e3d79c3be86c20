// Pictures beside lists: they say what the list above them says, so whoever does not see them misses nothing.

const WIDE = 340
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

export type Bar = { label: string; n: number }
/** How many, one bar under the other, in the order of the list: never sorted by size. */
export function Bars({ rows, of }: { rows: readonly Bar[]; of?: number }) {
  const most = Math.max(1, of ?? 0, ...rows.map((row) => row.n))
  return (
    <svg class="picture" viewBox={`0 0 ${WIDE} ${rows.length * 36}`} aria-hidden="true">
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0 ${i * 36})`}>
          <text y="13">{short(row.label, 44)}</text>
          <rect class="ground" y="19" width={WIDE - 40} height="10" rx="3" />
          <rect class="fill" y="19" width={((WIDE - 40) * row.n) / most} height="10" rx="3" />
          <text x={WIDE - 32} y="28">
            {row.n}
          </text>
        </g>
      ))}
    </svg>
  )
}

export type Axis = { label: string; low: string; high: string; least: number; most: number }
/** Where things stand between two scales. Each has the number it has in the list. */
export function Field({
  across,
  up,
  points,
}: {
  across: Axis
  up: Axis
  points: readonly { x: number; y: number; n: number }[]
}) {
  const size = 300
  const at = (value: number, { least, most }: Axis) => 22 + ((size - 44) * (value - least)) / (most - least || 1)
  return (
    <svg class="picture" viewBox={`0 0 ${WIDE} ${size + 44}`} aria-hidden="true">
      <text x="20" y="12">{`Up: ${short(up.high, 38)}`}</text>
      <g transform="translate(20 18)">
        <rect class="ground" width={size} height={size} rx="6" />
        <path class="rule" d={`M${size / 2} 0V${size}M0 ${size / 2}H${size}`} />
        {points.map((point) => (
          <g
            key={`${point.n} ${point.x} ${point.y}`}
            transform={`translate(${at(point.x, across)} ${size - at(point.y, up)})`}
          >
            <circle class="fill" r="12" />
            <text class="on" y="4" text-anchor="middle">
              {point.n}
            </text>
          </g>
        ))}
      </g>
      <text x="20" y={size + 34}>{`To the right: ${short(across.high, 34)}`}</text>
    </svg>
  )
}

export type Moment = { at: number; lane: number; n: number }
/** Moments along a line, in lanes where there are any. `at` is from 0 to 1. */
export function Along({
  lanes,
  moments,
  from,
  to,
}: {
  lanes: readonly string[]
  moments: readonly Moment[]
  from: string
  to: string
}) {
  const high = 44
  const rows = lanes.length === 0 ? [''] : lanes
  return (
    <svg class="picture" viewBox={`0 0 ${WIDE} ${rows.length * high + 22}`} aria-hidden="true">
      {rows.map((name, lane) => (
        <g key={name} transform={`translate(0 ${lane * high})`}>
          <text y="12">{short(name, 44)}</text>
          <path class="rule" d={`M12 28H${WIDE - 12}`} />
          {moments
            .filter((moment) => moment.lane === lane)
            .map((moment) => (
              <g key={moment.n} transform={`translate(${12 + moment.at * (WIDE - 24)} 28)`}>
                <circle class="fill" r="10" />
                <text class="on" y="4" text-anchor="middle">
                  {moment.n}
                </text>
              </g>
            ))}
        </g>
      ))}
      <text y={rows.length * high + 14}>{from}</text>
      <text x={WIDE} y={rows.length * high + 14} text-anchor="end">
        {to}
      </text>
    </svg>
  )
}

export type Twig = { label: string; deep: number; parent: number | null }
/** What follows from what: each joined to the one it hangs on. */
export function Tree({ twigs }: { twigs: readonly Twig[] }) {
  const y = (i: number) => i * 26 + 14
  const x = (deep: number) => 10 + deep * 26
  return (
    <svg class="picture" viewBox={`0 0 ${WIDE} ${twigs.length * 26 + 4}`} aria-hidden="true">
      {twigs.map((twig, i) => (
        <g key={`${twig.parent} ${twig.label}`}>
          {twig.parent !== null && (
            <path class="rule" d={`M${x(twigs[twig.parent]!.deep)} ${y(twig.parent)}V${y(i)}H${x(twig.deep)}`} />
          )}
          <circle class="fill" cx={x(twig.deep)} cy={y(i)} r="5" />
          <text x={x(twig.deep) + 12} y={y(i) + 4}>
            {short(twig.label, 40 - twig.deep * 4)}
          </text>
        </g>
      ))}
    </svg>
  )
}
