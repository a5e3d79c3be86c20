import type { Bar } from './pictures.tsx'

/** Each with how many: the list that a picture of bars says again. */
export function Counts({ rows, empty = 'none' }: { rows: readonly (Bar & { says?: string })[]; empty?: string }) {
  return (
    <dl class="counts">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>
            {row.label}
            {row.says && <span class="soft small">{row.says}</span>}
          </dt>
          <dd>{row.n === 0 ? empty : row.n}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Words that were written beside an answer, without any order that tells whose they are. */
export function Because({ words }: { words: readonly string[] }) {
  const said = words.filter((one) => one.trim() !== '')
  if (said.length === 0) return null
  return (
    <ul class="lines">
      {said.map((one) => (
        <li key={one}>
          <q>{one}</q>
        </li>
      ))}
    </ul>
  )
}
