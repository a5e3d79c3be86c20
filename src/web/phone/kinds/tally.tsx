import type { Line } from '#modules/gatherings/contract/state.ts'
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { type At, chapterOf } from '../at.ts'
import { newId } from '../code.ts'
import { Counts } from '../counts.tsx'
import { kind } from '../kind.ts'
import { Along } from '../pictures.tsx'

type Settings = SettingsOf<'tally'>
type Tap = { second: number; button: string; speaker?: number | null }

const clock = (second: number): string => `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`

/** Taps of one's own that are in or on their way, the latest last. */
function taps(at: At): { id: string; step: string; value: Tap }[] {
  const gone = new Set(at.waiting.filter((entry) => entry.act === 'out').map((entry) => entry.id))
  const going = at.waiting.filter((entry) => entry.act === 'put')
  const here = [...at.lines.filter((line) => line.mine && !going.some((entry) => entry.id === line.id)), ...going]
  return here
    .filter((one) => !gone.has(one.id))
    .map(({ id, step, value }) => ({ id, step, value: value as Tap }))
    .sort((one, other) => one.value.second - other.value.second)
}

function Pad({ settings, at }: { settings: Settings; at: At }) {
  const { room, on } = at
  const mine = taps(at)
  const last = mine[mine.length - 1]
  const chapter = chapterOf(at)
  const entry = (id: string) => ({ id, place: at.place, step: on.id, chapter: chapter ?? '' })
  const tap = (button: string) => {
    const second = Math.floor((room.clock.now() - on.openedAt) / 1000)
    const value: Tap = { second: Math.min(Math.max(0, second), settings.most_seconds), button }
    if (settings.speakers !== 'nobody') value.speaker = null
    room.put({ ...entry(newId()), act: 'put', value })
  }
  return (
    <>
      <div class="pad">
        {settings.buttons.map((button) => (
          <button type="button" key={button.key} disabled={chapter === null} onClick={() => tap(button.key)}>
            {button.label}
            <span>{mine.filter((one) => one.value.button === button.key).length}</span>
          </button>
        ))}
      </div>
      <button
        type="button"
        disabled={last === undefined}
        onClick={() => last && room.put({ ...entry(last.id), step: last.step, act: 'out', value: null })}
      >
        Undo the last one
      </button>
      <p class="soft small">
        Works without a connection: what you tap goes in by itself.
        {settings.only_own ? ' Tap only for yourself.' : ''}
      </p>
    </>
  )
}

const times = (lines: readonly Line[], key: string): number[] =>
  lines
    .map((line) => line.value as Tap)
    .filter((tap) => tap.button === key)
    .map((tap) => tap.second)
    .sort((one, other) => one - other)

export default kind<unknown, Tap, Settings>({
  mine: 'elsewhere',
  Own: ({ settings, at, form }) => (form === null ? null : <Pad settings={settings} at={at} />),
  Said: ({ value, settings }) => (
    <span>
      {settings.buttons.find((one) => one.key === value.button)?.label}, at {clock(value.second)}
    </span>
  ),
  List: ({ lines, settings }) => (
    <Counts
      empty="never"
      rows={settings.buttons.map(({ key, label }) => {
        const when = times(lines, key)
        return { label, n: when.length, says: when.map(clock).join(' · ') }
      })}
    />
  ),
  Picture({ lines, settings }) {
    const end = Math.max(1, ...lines.map((line) => (line.value as Tap).second))
    const moments = settings.buttons.flatMap(({ key }, lane) =>
      times(lines, key).map((second, i) => ({ at: second / end, lane, n: i + 1 })),
    )
    return <Along lanes={settings.buttons.map((one) => one.label)} moments={moments} from="0:00" to={clock(end)} />
  },
})
