import { useState } from 'react'
import { Select } from '#web/ui/select.tsx'
import type { Shape } from '../contract/kept.ts'
import styles from './map.module.css'
import { SpreadFields, spreadWords } from './map-spread.tsx'

type Thing = Shape['things'][number]
type Spot = { x: number; y: number }
const [SIDE, LEFT, TOP] = [420, 90, 12]
const SURE = { low: 'not very sure', medium: 'fairly sure', high: 'sure' } as const

/**
 * A map with its history: where each thing stands now, and where it stood in the versions before, as a trail. First the list,
 * which says all of it in words; the picture is drawn from it.
 * @param shapes of the versions, from the oldest to the one that is shown.
 */
export function StandingMap({ shapes }: { shapes: readonly Shape[] }) {
  const [spreadOf, setSpreadOf] = useState('')
  const now = shapes.at(-1)
  if (now === undefined) return null
  const goesAbout = now.things.some((thing) => thing.approach !== '')
  const placed = now.things.filter((thing) => thing.spread !== null)
  const things = now.things.map((thing, at) => ({ thing, number: at + 1, trail: trailOf(thing.name, shapes) }))
  return (
    <div className={styles.map}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard too */}
      <section data-wide="" aria-label="The map as a list" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">{now.across.label}</th>
              <th scope="col">{now.up.label}</th>
              {placed.length > 0 && <th scope="col">Where each of us put it, alone</th>}
              {goesAbout && <th scope="col">How we go about it</th>}
              <th scope="col">What we say of it</th>
              <th scope="col">Before, in that order</th>
            </tr>
          </thead>
          <tbody>
            {things.map(({ thing, number, trail }) => (
              <tr key={thing.name}>
                <th scope="row">
                  {number}. {thing.name}
                </th>
                <td>{placeOf(thing.across, now.across)}</td>
                <td>{placeOf(thing.up, now.up)}</td>
                {placed.length > 0 && <td>{spreadWords(thing.spread, now)}</td>}
                {goesAbout && <td>{thing.approach || 'not said'}</td>}
                <td>{aboutOf(thing)}</td>
                <td>{beforeOf(trail)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {placed.length > 0 && (
        <>
          <p className={styles.note}>
            Where each put it, alone, is told as the room was told it: in fields of the two scales, from five answers
            on, never exactly, and never who.
          </p>
          <Select
            label="Show in the picture where each of us put this one"
            value={spreadOf}
            empty="None of them"
            choices={placed.map(({ name }) => ({ value: name, label: name }))}
            onChange={setSpreadOf}
          />
        </>
      )}
      <Picture now={now} things={things} spread={placed.find((thing) => thing.name === spreadOf)?.spread ?? null} />
    </div>
  )
}

/** Where a thing stood, version by version, by its name; a version that has it nowhere is left out. */
const trailOf = (name: string, shapes: readonly Shape[]): Thing[] =>
  shapes.flatMap((shape) => shape.things.filter((one) => one.name.toLowerCase() === name.toLowerCase()))

const placeOf = (place: number | null, { most, low, high, least }: Shape['across']): string =>
  place === null
    ? 'not known'
    : `${place} of ${most}${place === least ? ` (${low})` : place === most ? ` (${high})` : ''}`

const aboutOf = ({ sure, split, because }: Thing): string =>
  [split && 'We do not agree on it.', sure !== null && `We are ${SURE[sure]}.`, because].filter(Boolean).join(' ')

function beforeOf(trail: readonly Thing[]): string {
  const before = trail.slice(0, -1)
  if (before.length === 0) return 'new'
  const now = trail.at(-1)!
  if (before.every(({ across, up }) => across === now.across && up === now.up)) return 'where it is now'
  return before.map(({ across, up }) => `${across ?? 'not known'}\u00a0/\u00a0${up ?? 'not known'}`).join(', then ')
}

type Drawn = { thing: Thing; number: number; trail: Thing[] }

type PictureProps = { now: Shape; things: readonly Drawn[]; spread: Thing['spread'] }

function Picture({ now, things, spread }: PictureProps) {
  const at = ({ across, up }: Thing): Spot | null =>
    across === null || up === null
      ? null
      : { x: LEFT + part(across, now.across) * SIDE, y: TOP + (1 - part(up, now.up)) * SIDE }
  return (
    <svg
      viewBox={`0 0 ${LEFT + SIDE + 40} ${SIDE + 70}`}
      className={styles.picture}
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <marker id="moved" viewBox="0 0 8 8" refX="17" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" className={styles.head} />
        </marker>
      </defs>
      <rect x={LEFT} y={TOP} width={SIDE} height={SIDE} className={styles.frame} />
      {spread !== null && <SpreadFields spread={spread} now={now} left={LEFT} top={TOP} side={SIDE} />}
      <line x1={LEFT + SIDE / 2} x2={LEFT + SIDE / 2} y1={TOP} y2={TOP + SIDE} className={styles.axis} />
      <line x1={LEFT} x2={LEFT + SIDE} y1={TOP + SIDE / 2} y2={TOP + SIDE / 2} className={styles.axis} />
      {things.map(({ thing, number, trail }) => {
        const spots = trail
          .map(at)
          .filter((spot) => spot !== null)
          .filter((spot, which, all) => !same(spot, all[which + 1] ?? null))
        const last = at(thing)
        const beside = things.filter((other) => other.number < number && same(at(other.thing), last)).length
        return (
          <g key={thing.name}>
            {spots.slice(0, -1).map((spot, which) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the order of the versions
              <circle key={which} cx={spot.x} cy={spot.y} r={5} className={styles.was} />
            ))}
            {spots.length > 1 && (
              <polyline
                points={spots.map(({ x, y }) => `${x},${y}`).join(' ')}
                className={styles.trail}
                markerEnd="url(#moved)"
              />
            )}
            {last !== null && (
              <g transform={`translate(${last.x + beside * 26} ${last.y})`}>
                <circle r={12} className={thing.split ? styles.split : styles.is} />
                <text y={5} textAnchor="middle" className={thing.split ? styles.number : styles.numberOn}>
                  {number}
                </text>
              </g>
            )}
          </g>
        )
      })}
      <text x={LEFT} y={TOP + SIDE + 22} className={styles.label}>
        {now.across.low}
      </text>
      <text x={LEFT + SIDE} y={TOP + SIDE + 22} textAnchor="end" className={styles.label}>
        {now.across.high}
      </text>
      <text x={LEFT + SIDE / 2} y={TOP + SIDE + 46} textAnchor="middle" className={styles.label}>
        {now.across.label}
      </text>
      <text x={LEFT - 8} y={TOP + 14} textAnchor="end" className={styles.label}>
        {now.up.high}
      </text>
      <text x={LEFT - 8} y={TOP + SIDE} textAnchor="end" className={styles.label}>
        {now.up.low}
      </text>
      <text
        transform={`translate(${LEFT - 14} ${TOP + SIDE / 2}) rotate(-90)`}
        textAnchor="middle"
        className={styles.label}
      >
        {now.up.label}
      </text>
    </svg>
  )
}

const part = (place: number, { least, most }: Shape['across']) => (place - least) / Math.max(1, most - least)
const same = (one: Spot | null, other: Spot | null) =>
  one !== null && other !== null && one.x === other.x && one.y === other.y
