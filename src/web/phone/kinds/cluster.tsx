import type { Line as Put } from '#modules/gatherings/contract/state.ts'
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { itemWords, valuesIn } from '../items.ts'
import { kind, wordsOf } from '../kind.ts'
import { Line, Ticks } from '../parts.tsx'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'cluster'>
type Heap = { name: string; items: string[] }

/** Those that lie in no heap yet, and those that are in this one. */
const free = (at: At, mine: readonly string[]): Put[] => {
  const taken = new Set(valuesIn<Heap>(at).flatMap((heap) => heap.items))
  return at.items.filter((item) => !taken.has(item.id) || mine.includes(item.id))
}

export default kind<Heap, Heap, Settings>({
  items: 'in the form',
  start: () => ({ name: '', items: [] }),
  most: ({ most }) => most,
  button: 'Put them together',
  read({ name, items }, { name_length }) {
    if (name.trim() === '' && items.length === 0) return null
    if (items.length === 0) return { wrong: 'Choose the lines that belong together.' }
    if (name.trim() === '') return { wrong: 'Give them a name that says what they have in common.' }
    if (name.length > name_length) return { wrong: `The name is too long: ${name_length} letters fit.` }
    return { value: { name: name.trim(), items } }
  },
  Input: ({ draft, set, at }) => (
    <>
      <Ticks
        label="Which of these say the same?"
        options={free(at, draft.items).map((item) => ({ key: item.id, label: wordsOf(item.value) }))}
        values={draft.items}
        set={(items) => set({ ...draft, items })}
      />
      <Line label="Their name" value={draft.name} set={(name) => set({ ...draft, name })} />
    </>
  ),
  Said: ({ value, at }) => (
    <>
      <strong class="words">{value.name}</strong>
      <ul>
        {value.items.map((id) => (
          <li key={id} class="words">
            {itemWords(at, id)}
          </li>
        ))}
      </ul>
    </>
  ),
  Picture: ({ lines }) => (
    <Bars rows={lines.map(({ value }) => ({ label: (value as Heap).name, n: (value as Heap).items.length }))} />
  ),
})
