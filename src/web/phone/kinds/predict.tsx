import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { Because } from '../counts.tsx'
import { kind, tooLong } from '../kind.ts'
import { Box, Line } from '../parts.tsx'
import { Along } from '../pictures.tsx'

type Settings = SettingsOf<'predict'>
type Guess = number | 'unknown'
type Guessed = { answers: Record<string, Guess>; because: string }
type Draft = { answers: Record<string, string>; because: string }

const numbers = (lines: readonly { value: unknown }[], key: string): number[] =>
  lines
    .map((line) => (line.value as Guessed).answers[key])
    .filter((one): one is number => typeof one === 'number')
    .sort((one, other) => one - other)

const along = (n: number, { least, most }: { least: number; most: number }) =>
  Math.min(1, Math.max(0, (n - least) / (most - least || 1)))
/** What it is, once that is told. */
const actualOf = (at: At, key: string, question: string) =>
  at.now.actuals?.find((one) => one.key === key && one.question === question)
function isWords(at: At, key: string, { key: question, unit }: { key: string; unit: string }) {
  const is = actualOf(at, key, question)
  if (is === undefined) return null
  return (
    <>
      {' '}
      <strong>
        It is {is.value} {unit}.
      </strong>
      {is.before === null ? '' : ` Changed since it was shown: it said ${is.before} before.`}
    </>
  )
}

export default kind<Draft, Guessed, Settings>({
  start: () => ({ answers: {}, because: '' }),
  most: () => 1,
  counts: {
    asked: (key, { questions }) => questions.find((one) => one.key === key)?.label ?? key,
    cell: (key, cell, { questions }) =>
      `${cell.replace('…', ' to ')} ${questions.find((one) => one.key === key)?.unit ?? ''}`,
  },
  read({ answers, because }, settings) {
    if (Object.values(answers).every((one) => one === '')) return null
    const guesses: Record<string, Guess> = {}
    for (const { key, label, least, most } of settings.questions) {
      const typed = String(answers[key] ?? '').trim()
      const guess = typed === 'unknown' ? 'unknown' : Number(typed.replace(',', '.'))
      if (typed === '' || Number.isNaN(guess)) return { wrong: `Still open: “${label}” “Don’t know” is an answer.` }
      if (guess !== 'unknown' && (guess < least || guess > most))
        return { wrong: `“${label}” is a number from ${least} to ${most}.` }
      guesses[key] = guess
    }
    const wrong = tooLong(because, settings.because)
    return wrong === null ? { value: { answers: guesses, because: because.trim() } } : { wrong }
  },
  Input: ({ draft, set, settings }) => (
    <>
      {settings.questions.map((one) => {
        const value = String(draft.answers[one.key] ?? '')
        const unknown = value === 'unknown'
        const answer = (text: string) => set({ ...draft, answers: { ...draft.answers, [one.key]: text } })
        return (
          <div key={one.key}>
            <Line
              label={one.label}
              hint={`In ${one.unit}, from ${one.least} to ${one.most}`}
              type="number"
              min={String(one.least)}
              max={String(one.most)}
              value={unknown ? '' : value}
              set={answer}
            />
            <div class="pick">
              <label>
                <input type="checkbox" checked={unknown} onChange={() => answer(unknown ? '' : 'unknown')} />
                <span>
                  Don’t know<span class="unseen">: {one.label}</span>
                </span>
              </label>
            </div>
          </div>
        )
      })}
      {settings.because > 0 && (
        <Box
          label="Why you think so, if you like"
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
      <ul>
        {settings.questions.map((one) => (
          <li key={one.key}>
            {one.label}{' '}
            <strong>
              {value.answers[one.key] === 'unknown' ? 'don’t know' : `${value.answers[one.key]} ${one.unit}`}
            </strong>
          </li>
        ))}
      </ul>
      {value.because !== '' && <q>{value.because}</q>}
    </>
  ),
  List: ({ lines, settings, at, step }) => (
    <>
      <dl>
        {settings.questions.map((one) => {
          const guessed = numbers(lines, one.key)
          return (
            <div key={one.key}>
              <dt>{one.label}</dt>
              <dd>
                {guessed.length === 0 ? 'Nobody guessed.' : `Guessed: ${guessed.join(' · ')} ${one.unit}.`}
                {lines.length > guessed.length ? ` ${lines.length - guessed.length} did not know.` : ''}
                {isWords(at, step.key, one)}
              </dd>
            </div>
          )
        })}
      </dl>
      <Because words={lines.map((line) => (line.value as Guessed).because)} />
    </>
  ),
  Picture: ({ lines, settings, at, step }) => (
    <>
      {settings.questions.map((one) => (
        <Along
          key={one.key}
          lanes={actualOf(at, step.key, one.key) === undefined ? [one.label] : [one.label, 'It is']}
          from={String(one.least)}
          to={`${one.most} ${one.unit}`}
          moments={[
            ...numbers(lines, one.key).map((n, i) => ({ at: along(n, one), lane: 0, n: i + 1 })),
            ...[actualOf(at, step.key, one.key)].flatMap((is) =>
              is === undefined ? [] : [{ at: along(is.value, one), lane: 1, n: is.value }],
            ),
          ]}
        />
      ))}
    </>
  ),
})
