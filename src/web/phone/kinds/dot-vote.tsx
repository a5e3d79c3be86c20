import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { Counts } from '../counts.tsx'
import { itemWords } from '../items.ts'
import { kind, wordsOf } from '../kind.ts'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'dot_vote'>
type Dots = { dots: Record<string, number> }
const dots = (n: number): string => (n === 0 ? 'no dot' : n === 1 ? '1 dot' : `${n} dots`)
const used = ({ dots }: Dots): number => Object.values(dots).reduce((sum, n) => sum + n, 0)

function Input({ draft, set, settings, at }: { draft: Dots; set: (draft: Dots) => void; settings: Settings; at: At }) {
  const left = settings.dots - used(draft)
  const give = (id: string, more: number) => set({ dots: { ...draft.dots, [id]: (draft.dots[id] ?? 0) + more } })
  if (at.items.length === 0) return <p class="soft">There is nothing to put dots on yet.</p>
  return (
    <>
      <p role="status">{left === 1 ? 'One dot is left.' : `${left} dots are left.`}</p>
      <ul class="lines">
        {at.items.map((item) => {
          const n = draft.dots[item.id] ?? 0
          const words = wordsOf(item.value)
          return (
            <li key={item.id}>
              <q>{words}</q>
              <span class="step">
                <button
                  type="button"
                  disabled={n === 0}
                  aria-label={`One dot less on: ${words}`}
                  onClick={() => give(item.id, -1)}
                >
                  −
                </button>
                <span>{dots(n)}</span>
                <button
                  type="button"
                  disabled={left === 0 || n >= settings.most_on_one}
                  aria-label={`One dot more on: ${words}`}
                  onClick={() => give(item.id, 1)}
                >
                  +
                </button>
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** In the order of the things, and never by how many: nothing is ranked. */
const rowsOf = (lines: readonly { value: unknown }[], at: At) =>
  [
    ...new Set([
      ...at.items.map((item) => item.id),
      ...lines.flatMap((line) => Object.keys((line.value as Dots).dots)),
    ]),
  ].map((id) => ({
    label: itemWords(at, id),
    n: lines.reduce((sum, line) => sum + ((line.value as Dots).dots[id] ?? 0), 0),
  }))

export default kind<Dots, Dots, Settings>({
  items: 'in the form',
  start: () => ({ dots: {} }),
  most: () => 1,
  counts: { cell: (_, thing, __, at) => itemWords(at, thing) },
  Input,
  read(draft, settings) {
    const dots = Object.fromEntries(Object.entries(draft.dots).filter(([, n]) => n > 0))
    if (Object.keys(dots).length === 0) return null
    return used(draft) > settings.dots
      ? { wrong: `You have ${settings.dots} dots. Take some back.` }
      : { value: { dots } }
  },
  Said: ({ value, at }) => (
    <ul>
      {Object.entries(value.dots).map(([id, n]) => (
        <li key={id}>
          <span class="words">{itemWords(at, id)}</span> ({dots(n)})
        </li>
      ))}
    </ul>
  ),
  List: ({ lines, at }) => <Counts rows={rowsOf(lines, at)} empty="no dot" />,
  Picture: ({ lines, at }) => <Bars rows={rowsOf(lines, at)} />,
})
