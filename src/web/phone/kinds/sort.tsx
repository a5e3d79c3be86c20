import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { itemWords } from '../items.ts'
import { kind, tooLong, wordsOf } from '../kind.ts'
import { Box, Pick } from '../parts.tsx'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'sort'>
type Sorted = { column: string; text: string; item: string | null }
type Draft = Partial<Sorted>

/** Things from before that I have not sorted yet. */
function open(at: At, draft: Draft) {
  const sorted = new Set([...at.lines, ...at.waiting].map((one) => (one.value as Sorted | null)?.item))
  return at.items.filter((item) => !sorted.has(item.id) || item.id === draft.item)
}
const wordsIn = (value: Sorted, at: At) => (value.item === null ? value.text : itemWords(at, value.item))

function Input({
  draft,
  set,
  settings,
  at,
}: {
  draft: Draft
  set: (draft: Draft) => void
  settings: Settings
  at: At
}) {
  const left = open(at, draft)
  const item = draft.item === undefined ? (left[0]?.id ?? null) : draft.item
  const change = (more: Draft) => set({ ...draft, item, ...more })
  if (left.length === 0 && !settings.write)
    return <p class="soft">All of them are sorted. You can still change each.</p>
  return (
    <>
      {left.length > 0 && (
        <Pick
          label="What do you sort?"
          options={[
            ...left.map((one) => ({ key: one.id, label: wordsOf(one.value) })),
            ...(settings.write ? [{ key: 'new', label: 'Something new' }] : []),
          ]}
          value={item ?? 'new'}
          set={(key) => change({ item: key === 'new' ? null : key })}
        />
      )}
      {item === null && (
        <Box
          label="A line"
          rows={2}
          value={draft.text ?? ''}
          most={settings.most_length}
          set={(text) => change({ text })}
        />
      )}
      <Pick
        label="Where does it belong?"
        options={settings.columns}
        value={draft.column ?? null}
        set={(column) => change({ column })}
      />
    </>
  )
}

export default kind<Draft, Sorted, Settings>({
  items: 'in the form',
  start: () => ({}),
  most: ({ lines }) => lines,
  Input,
  read(draft, settings, at) {
    const item = draft.item === undefined ? (open(at, draft)[0]?.id ?? null) : draft.item
    const text = item === null ? (draft.text?.trim() ?? '') : ''
    if (draft.column === undefined) return text === '' ? null : { wrong: 'Say where it belongs.' }
    if (item === null && text === '') return { wrong: 'Write the line that belongs there.' }
    const wrong = tooLong(text, settings.most_length)
    return wrong === null ? { value: { column: draft.column, text, item } } : { wrong }
  },
  Said: ({ value, settings, at }) => (
    <>
      <span class="soft small">{settings.columns.find((one) => one.key === value.column)?.label}</span>
      <q>{wordsIn(value, at)}</q>
    </>
  ),
  List: ({ lines, settings, at }) => (
    <dl>
      {settings.columns.map((column) => {
        const here = lines.filter((line) => (line.value as Sorted).column === column.key)
        return (
          <div key={column.key}>
            <dt>{column.label}</dt>
            {here.length === 0 && <dd class="soft">nothing</dd>}
            {here.map((line) => (
              <dd key={line.id} class="words">
                {wordsIn(line.value as Sorted, at)}
              </dd>
            ))}
          </div>
        )
      })}
    </dl>
  ),
  Picture: ({ lines, settings }) => (
    <Bars
      rows={settings.columns.map(({ key, label }) => ({
        label,
        n: lines.filter((line) => (line.value as Sorted).column === key).length,
      }))}
    />
  ),
})
