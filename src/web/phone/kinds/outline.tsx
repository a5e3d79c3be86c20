import type { Line as Put } from '#modules/gatherings/contract/state.ts'
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { kind, tooLong } from '../kind.ts'
import { Box, Pick, Ticks } from '../parts.tsx'
import { Tree, type Twig } from '../pictures.tsx'

type Settings = SettingsOf<'outline'>
type Sign = 'good' | 'harm' | 'unknown'
type Twigged = { text: string; parent: string | null; level: number; tags?: string[]; sign?: Sign }
type Draft = Partial<Twigged>

const SIGNS: { key: Sign; label: string }[] = [
  { key: 'good', label: 'It did good' },
  { key: 'harm', label: 'It did harm' },
  { key: 'unknown', label: 'Too early to say' },
]
const of = (line: { value: unknown }) => line.value as Twigged

/** Each line under the one it follows from, with how deep it lies. */
function inOrder(lines: readonly Put[]): Put[] {
  const known = new Set(lines.map((line) => line.id))
  const under = (parent: string | null): Put[] =>
    lines
      .filter((line) => (known.has(of(line).parent ?? '') ? of(line).parent : null) === parent)
      .flatMap((line) => [line, ...under(line.id)])
  return under(null)
}

const levelUnder = (at: At, parent: string | null | undefined): number => {
  const line = at.lines.find((one) => one.id === parent)
  return line === undefined ? 1 : of(line).level + 1
}

export default kind<Draft, Twigged, Settings>({
  start: () => ({}),
  read(draft, settings, at) {
    const text = draft.text?.trim() ?? ''
    if (text === '') return null
    const wrong = tooLong(text, settings.most_length)
    if (wrong !== null) return { wrong }
    if (settings.sign && draft.sign === undefined) return { wrong: 'Say what it did; “too early to say” is an answer.' }
    return {
      value: {
        ...{ text, parent: draft.parent ?? null, level: levelUnder(at, draft.parent) },
        ...(settings.tags === undefined ? {} : { tags: draft.tags ?? [] }),
        ...(settings.sign ? { sign: draft.sign } : {}),
      },
    }
  },
  Input: ({ draft, set, settings, at }) => {
    const above = inOrder(at.lines).filter((line) => of(line).level < settings.levels.length)
    const level = levelUnder(at, draft.parent)
    return (
      <>
        <Pick
          label="What does it follow from?"
          options={[
            { key: '', label: `Nothing: ${settings.levels[0]}` },
            ...above.map((line) => ({ key: line.id, label: `${'– '.repeat(of(line).level - 1)}${of(line).text}` })),
          ]}
          value={draft.parent ?? ''}
          set={(key) => set({ ...draft, parent: key === '' ? null : key })}
        />
        <Box
          label={settings.levels[level - 1] ?? 'A line'}
          rows={2}
          value={draft.text ?? ''}
          most={settings.most_length}
          set={(text) => set({ ...draft, text })}
        />
        {settings.sign && (
          <Pick
            inRow
            label="What did it do?"
            options={SIGNS}
            value={draft.sign ?? null}
            set={(sign) => set({ ...draft, sign: sign as Sign })}
          />
        )}
        {settings.tags && (
          <Ticks
            label="What is it about?"
            options={settings.tags}
            values={draft.tags ?? []}
            set={(tags) => set({ ...draft, tags })}
          />
        )}
      </>
    )
  },
  Said: ({ value, settings }) => (
    <>
      <q>{value.text}</q>
      <span class="soft small">
        {[
          settings.levels[value.level - 1],
          SIGNS.find((one) => one.key === value.sign)?.label,
          ...(value.tags ?? []).map((tag) => settings.tags?.find((one) => one.key === tag)?.label),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  ),
  List: ({ lines }) => (
    <ul class="lines">
      {inOrder(lines).map((line) => (
        <li key={line.id} class={`deep${Math.min(of(line).level, 6)}`}>
          <q>{of(line).text}</q>
          <span class="soft small">
            {[SIGNS.find((one) => one.key === of(line).sign)?.label, line.by].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  ),
  Picture({ lines }) {
    const order = inOrder(lines)
    const twigs: Twig[] = order.map((line) => {
      const parent = order.findIndex((one) => one.id === of(line).parent)
      return { label: of(line).text, deep: of(line).level - 1, parent: parent === -1 ? null : parent }
    })
    return <Tree twigs={twigs} />
  },
})
