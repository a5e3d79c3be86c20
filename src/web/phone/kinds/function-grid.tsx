import { useId } from 'preact/hooks'
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { kind } from '../kind.ts'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'function_grid'>
type Who = 'me' | 'nobody' | 'unknown' | { who: string }
type Mark = { now?: Who; should?: Who }
type Marks = { marks: Record<string, Mark> }

const WORDS = { me: 'I do', nobody: 'nobody', unknown: 'don’t know' }
const said = (who: Who | undefined): string =>
  who === undefined ? '' : typeof who === 'object' ? who.who : who === 'me' ? 'me' : WORDS[who]

/** Who does it, or should: oneself, nobody, or somebody by name or part. */
function WhoField({
  label,
  value,
  set,
}: {
  label: string
  value: Who | undefined
  set: (who: Who | undefined) => void
}) {
  const id = useId()
  const kindOf = value === undefined ? '' : typeof value === 'object' ? 'who' : value
  return (
    <div class="field">
      <label for={id} class="small">
        {label}
      </label>
      <select
        id={id}
        value={kindOf}
        onChange={({ currentTarget: { value: key } }) =>
          set(key === '' ? undefined : key === 'who' ? { who: '' } : (key as 'me'))
        }
      >
        <option value="">…</option>
        <option value="me">Me</option>
        <option value="who">Somebody else</option>
        <option value="nobody">Nobody</option>
        <option value="unknown">Don’t know</option>
      </select>
      {typeof value === 'object' && (
        <input
          aria-label={`${label}: who?`}
          placeholder="Who?"
          value={value.who}
          onInput={(event) => set({ who: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

const MOST_WHO = 80

export default kind<Marks, Marks, Settings>({
  start: () => ({ marks: {} }),
  most: () => 1,
  counts: {
    asked(key, { functions }) {
      const [name, when] = key.split(' ')
      return `${functions.find((one) => one.key === name)?.label}: ${when === 'now' ? 'who does it?' : 'who should?'}`
    },
    order: () => ['me', 'nobody', 'somebody'],
    cell: (_, cell) => ({ me: 'Whoever answered', nobody: 'Nobody', somebody: 'Somebody else' })[cell] ?? cell,
  },
  read({ marks }, { functions }) {
    const begun = Object.entries(marks).filter(([, mark]) => mark.now !== undefined || mark.should !== undefined)
    if (begun.length === 0) return null
    for (const [key, { now, should }] of begun) {
      const label = functions.find((one) => one.key === key)?.label
      if (now === undefined || should === undefined)
        return { wrong: `“${label}”: say both, who does it and who should. “Don’t know” is an answer.` }
      if ([now, should].some((who) => typeof who === 'object' && who.who.trim() === ''))
        return { wrong: `“${label}”: say who the somebody is.` }
      if ([now, should].some((who) => typeof who === 'object' && who.who.length > MOST_WHO))
        return { wrong: `“${label}”: who it is is too long; ${MOST_WHO} letters fit.` }
    }
    return { value: { marks: Object.fromEntries(begun) } }
  },
  Input: ({ draft, set, settings }) => (
    <>
      {settings.functions.map((one) => {
        const mark = draft.marks[one.key] ?? {}
        const change = (more: Mark) => set({ marks: { ...draft.marks, [one.key]: { ...mark, ...more } } })
        return (
          <fieldset key={one.key}>
            <legend>{one.label}</legend>
            {one.says && <p class="soft small">{one.says}</p>}
            <div class="pair">
              <WhoField label="Who does it?" value={mark.now} set={(now) => change({ now })} />
              <WhoField label="Who should?" value={mark.should} set={(should) => change({ should })} />
            </div>
          </fieldset>
        )
      })}
    </>
  ),
  Said: ({ value, settings }) => (
    <ul>
      {settings.functions
        .filter((one) => value.marks[one.key])
        .map((one) => (
          <li key={one.key}>
            {one.label}: {said(value.marks[one.key]!.now)} now, {said(value.marks[one.key]!.should)} should
          </li>
        ))}
    </ul>
  ),
  List: ({ lines, settings }) => {
    const told = (who: Who | undefined, by: string) => (who === 'me' ? by || 'whoever answers' : said(who))
    const rows = settings.functions.map(({ key, label }) => {
      const marks = lines.flatMap((line) => {
        const mark = (line.value as Marks).marks[key]
        return mark === undefined ? [] : [{ by: line.by, mark }]
      })
      const all = (when: 'now' | 'should') => [...new Set(marks.map(({ mark, by }) => told(mark[when], by)))].join(', ')
      return { key, label, now: all('now'), should: all('should'), open: marks.length === 0 }
    })
    const open = rows.filter((row) => row.open).map((row) => row.label)
    return (
      <>
        <dl>
          {rows
            .filter((row) => !row.open)
            .map((row) => (
              <div key={row.key}>
                <dt>{row.label}</dt>
                <dd>Now: {row.now}</dd>
                <dd>Should: {row.should}</dd>
              </div>
            ))}
        </dl>
        {open.length > 0 && <p class="soft">Nobody said anything of: {open.join(', ')}.</p>}
      </>
    )
  },
  Picture: ({ lines, settings }) => (
    <figure>
      <figcaption class="small">How many say that somebody does it now</figcaption>
      <Bars
        of={lines.length}
        rows={settings.functions
          .filter((one) => lines.some((line) => (line.value as Marks).marks[one.key]))
          .map((one) => ({
            label: one.label,
            n: lines.filter((line) => {
              const now = (line.value as Marks).marks[one.key]?.now
              return now === 'me' || typeof now === 'object'
            }).length,
          }))}
      />
    </figure>
  ),
})
