import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { kind, tooLong } from '../kind.ts'
import { Box, Line } from '../parts.tsx'

type Settings = SettingsOf<'commit'>
type Promised = { what: string; who: string; by: string | null; known_by?: string; asked_by?: string }

const day = (at: At, days: number): string =>
  new Date(at.room.clock.now() + days * 86_400_000).toISOString().slice(0, 10)
const said = (of: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${of}T00:00:00Z`),
  )

function Said({ value }: { value: Promised }) {
  return (
    <>
      <q>{value.what}</q>
      <span class="soft small">
        {[value.who, value.by && `by ${said(value.by)}`, value.asked_by && `${value.asked_by} asks`]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {value.known_by && <span class="soft small">Known by: {value.known_by}</span>}
    </>
  )
}

export default kind<Promised, Promised, Settings>({
  start: (_settings, at) => ({ what: '', who: at.me.name, by: null }),
  most: ({ most }) => most,
  Said,
  read(draft, { most_length, within_days, follow }, at) {
    const what = draft.what.trim()
    if (what === '') return null
    if (draft.who.trim() === '') return { wrong: 'Say who does it.' }
    if (within_days !== undefined && draft.by !== null && draft.by > day(at, within_days))
      return { wrong: `Here it is done within ${within_days} days: by ${said(day(at, within_days))} at the latest.` }
    const wrong = [what, draft.known_by ?? ''].map((one) => tooLong(one, most_length)).find((one) => one !== null)
    if (wrong) return { wrong }
    if (draft.who.length > 120) return { wrong: 'Who does it is too long: 120 letters fit.' }
    return {
      value: {
        ...{ what, who: draft.who.trim(), by: draft.by },
        ...(follow
          ? { known_by: draft.known_by?.trim() ?? '', asked_by: draft.asked_by?.trim().slice(0, 120) ?? '' }
          : {}),
      },
    }
  },
  Input: ({ draft, set, settings, at }) => (
    <>
      <Box
        label="What?"
        rows={2}
        value={draft.what}
        most={settings.most_length}
        set={(what) => set({ ...draft, what })}
      />
      <Line label="Who?" value={draft.who} set={(who) => set({ ...draft, who })} />
      <Line
        type="date"
        label="By when?"
        hint={settings.within_days === undefined ? 'It may stay open' : `Within ${settings.within_days} days`}
        min={day(at, 0)}
        max={settings.within_days === undefined ? undefined : day(at, settings.within_days)}
        value={draft.by ?? ''}
        set={(by) => set({ ...draft, by: by === '' ? null : by })}
      />
      {settings.follow && (
        <>
          <Box
            label="How will you know?"
            rows={2}
            value={draft.known_by ?? ''}
            most={settings.most_length}
            set={(known_by) => set({ ...draft, known_by })}
          />
          <Line
            label="Who will ask you?"
            value={draft.asked_by ?? ''}
            set={(asked_by) => set({ ...draft, asked_by })}
          />
        </>
      )}
    </>
  ),
  List: ({ lines }) => (
    <ul class="lines">
      {[...lines]
        .sort((one, other) =>
          ((one.value as Promised).by ?? '9999') < ((other.value as Promised).by ?? '9999') ? -1 : 1,
        )
        .map((line) => (
          <li key={line.id}>
            <Said value={line.value as Promised} />
          </li>
        ))}
    </ul>
  ),
})
