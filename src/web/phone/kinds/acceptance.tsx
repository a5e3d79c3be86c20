import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { Counts } from '../counts.tsx'
import { kind, tooLong, wordsOf } from '../kind.ts'
import { Box, Pick } from '../parts.tsx'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'acceptance'>
type Answer = 'agree' | 'live_with' | 'not_yet'
type Accepted = { answer: Answer; words: string }

const ANSWERS: { key: Answer; label: string }[] = [
  { key: 'agree', label: 'Agree' },
  { key: 'live_with', label: 'Can live with it' },
  { key: 'not_yet', label: 'Not yet' },
]
const rowsOf = (lines: readonly { value: unknown }[]) =>
  ANSWERS.map(({ key, label }) => ({
    label,
    n: lines.filter((line) => (line.value as Accepted).answer === key).length,
  }))

export default kind<Partial<Accepted>, Accepted, Settings>({
  items: 'in the form',
  start: () => ({}),
  most: () => 1,
  counts: {
    order: () => ANSWERS.map((one) => one.key),
    cell: (_, cell) => ANSWERS.find((one) => one.key === cell)?.label ?? cell,
  },
  waits: ({ items, now, step }) =>
    items.some((item) => item.shown) || now.numbers.some((one) => step.from.includes(one.key))
      ? ''
      : 'There is no sentence yet, so there is nothing to accept. Once it is written and asked about, this page goes on by itself.',
  read({ answer, words = '' }, { most_length }) {
    if (answer === undefined) return words.trim() === '' ? null : { wrong: 'Say which of the three it is.' }
    const wrong = tooLong(words, most_length)
    return wrong === null ? { value: { answer, words: words.trim() } } : { wrong }
  },
  Input: ({ draft, set, settings, at }) => (
    <>
      {/* What was placed stands on the screen that all look at, and not in one line. */}
      {at.items
        .filter((item) => !('item' in (item.value as object)))
        .map((item) => (
          <blockquote key={item.id} class="words">
            {wordsOf(item.value)}
          </blockquote>
        ))}
      <Pick
        label="Your answer"
        unlabelled
        options={ANSWERS}
        value={draft.answer ?? null}
        set={(answer) => set({ ...draft, answer: answer as Answer })}
      />
      <Box
        label={draft.answer === 'not_yet' ? 'What stands against it?' : 'Words to it, if you like'}
        rows={2}
        value={draft.words ?? ''}
        most={settings.most_length}
        set={(words) => set({ ...draft, words })}
      />
    </>
  ),
  Said: ({ value }) => (
    <>
      <strong>{ANSWERS.find((one) => one.key === value.answer)?.label}</strong>
      {value.words !== '' && <q>{value.words}</q>}
    </>
  ),
  List: ({ lines }) => (
    <>
      <Counts rows={rowsOf(lines)} />
      <ul class="lines">
        {[...ANSWERS].reverse().flatMap(({ key, label }) =>
          lines
            .filter((line) => (line.value as Accepted).answer === key && (line.value as Accepted).words !== '')
            .map((line) => (
              <li key={line.id}>
                <q>{(line.value as Accepted).words}</q>
                <span class="soft small">{[label, line.by].filter(Boolean).join(' · ')}</span>
              </li>
            )),
        )}
      </ul>
    </>
  ),
  Picture: ({ lines }) => <Bars rows={rowsOf(lines)} of={lines.length} />,
})
