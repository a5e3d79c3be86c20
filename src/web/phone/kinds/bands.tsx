import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { Because, Counts } from '../counts.tsx'
import { kind, tooLong } from '../kind.ts'
import { Box, Pick } from '../parts.tsx'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'bands'>
type Places = { places: Record<string, number>; because: string }
const HOW_MUCH = [
  { key: '0', label: 'Not there' },
  { key: '30', label: 'A little' },
  { key: '60', label: 'Much' },
  { key: '100', label: 'Wholly' },
]
const words = (n: number): string => (n >= 90 ? 'wholly' : n >= 50 ? 'much' : 'a little')

const rowsOf = (lines: readonly { value: unknown }[], settings: Settings) =>
  settings.bands.map((band) => ({
    label: band.label,
    n: lines.filter((line) => ((line.value as Places).places[band.key] ?? 0) > 0).length,
  }))

export default kind<Places, Places, Settings>({
  start: () => ({ places: {}, because: '' }),
  most: () => 1,
  counts: {
    order: (_, { bands }) => bands.map((one) => one.key),
    cell: (_, cell, { bands }) => bands.find((one) => one.key === cell)?.label ?? cell,
  },
  read({ places, because }, settings) {
    const there = Object.fromEntries(Object.entries(places).filter(([, n]) => n > 0))
    if (Object.keys(there).length === 0) return because.trim() === '' ? null : { wrong: 'Say where you stand first.' }
    const wrong = tooLong(because, settings.because)
    return wrong === null ? { value: { places: there, because: because.trim() } } : { wrong }
  },
  Input: ({ draft, set, settings }) => (
    <>
      {settings.several ? (
        settings.bands.map((band) => (
          <div key={band.key}>
            <Pick
              inRow
              label={band.label}
              options={HOW_MUCH}
              value={draft.places[band.key] === undefined ? null : String(draft.places[band.key])}
              set={(n) => set({ ...draft, places: { ...draft.places, [band.key]: Number(n) } })}
            />
            {band.says && <p class="soft small">{band.says}</p>}
          </div>
        ))
      ) : (
        <Pick
          label="Where do you stand?"
          options={settings.bands}
          value={Object.keys(draft.places)[0] ?? null}
          set={(key) => set({ ...draft, places: { [key]: 100 } })}
        />
      )}
      {settings.because > 0 && (
        <Box
          label="What makes you say so, if you like"
          rows={2}
          value={draft.because}
          most={settings.because}
          set={(because) => set({ ...draft, because })}
        />
      )}
    </>
  ),
  Said: ({ value, settings }) => (
    <>
      <span>
        {settings.bands
          .filter((band) => value.places[band.key])
          .map((band) => (settings.several ? `${band.label}: ${words(value.places[band.key]!)}` : band.label))
          .join('. ')}
      </span>
      {value.because !== '' && <q>{value.because}</q>}
    </>
  ),
  List: ({ lines, settings }) => (
    <>
      <Counts rows={rowsOf(lines, settings)} />
      <Because words={lines.map((line) => (line.value as Places).because)} />
    </>
  ),
  Picture: ({ lines, settings }) => <Bars rows={rowsOf(lines, settings)} of={lines.length} />,
})
