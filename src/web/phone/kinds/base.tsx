// The kinds that nearly every method begins with: they come with the page.
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { ADVICE_SENTENCE, readsLikeAdvice } from '#shared/advice.ts'
import { kind, type Reading, tooLong } from '../kind.ts'
import { Box, Note, Pick } from '../parts.tsx'

type Write = SettingsOf<'write'>
type Written = { text?: string; fields?: Record<string, string>; score?: number | 'unknown' }

const scoreOptions = ({ least, most, low, high }: NonNullable<Write['score']>) => [
  ...Array.from({ length: most - least + 1 }, (_, i) => {
    const n = least + i
    return { key: String(n), label: n === least ? `${n} (${low})` : n === most ? `${n} (${high})` : String(n) }
  }),
  { key: 'unknown', label: 'Don’t know' },
]

function readWrite(draft: Written, settings: Write): Reading<Written> {
  const { fields } = settings
  const texts = fields === undefined ? [draft.text ?? ''] : fields.map((one) => draft.fields?.[one.key] ?? '')
  if (texts.every((one) => one.trim() === '')) return null
  const wrong = texts
    .map((one, i) => tooLong(one, fields?.[i]?.most_length ?? settings.most_length))
    .find((one) => one !== null)
  if (wrong) return { wrong }
  if (settings.score !== undefined && draft.score === undefined)
    return { wrong: `Say it as a number too: ${settings.score.label} “Don’t know” is an answer.` }
  return {
    value: {
      ...(fields === undefined
        ? { text: texts[0]!.trim() }
        : { fields: Object.fromEntries(fields.map((one, i) => [one.key, texts[i]!.trim()])) }),
      ...(settings.score === undefined ? {} : { score: draft.score }),
    },
  }
}

/** Where only questions are asked for, and this one reads like advice. It may go in as it is. */
const Gently = ({ text = '', settings }: { text?: string; settings: { questions_only?: boolean } }) =>
  settings.questions_only && readsLikeAdvice(text) ? <Note>{ADVICE_SENTENCE}</Note> : null

export const write = kind<Written, Written, Write>({
  start: () => ({}),
  read: readWrite,
  most: ({ lines }) => lines,
  Input: ({ draft, set, settings, at }) => (
    <>
      {settings.fields === undefined ? (
        <Box
          label={at.step.prompt}
          unlabelled
          rows={4}
          value={draft.text ?? ''}
          most={settings.most_length}
          set={(text) => set({ ...draft, text })}
        />
      ) : (
        settings.fields.map((one) => (
          <Box
            key={one.key}
            label={one.label}
            rows={2}
            value={draft.fields?.[one.key] ?? ''}
            most={one.most_length}
            set={(text) => set({ ...draft, fields: { ...draft.fields, [one.key]: text } })}
          />
        ))
      )}
      <Gently text={draft.text} settings={settings} />
      {settings.score && (
        <Pick
          label={settings.score.label}
          options={scoreOptions(settings.score)}
          value={draft.score === undefined ? null : String(draft.score)}
          set={(score) => set({ ...draft, score: score === 'unknown' ? 'unknown' : Number(score) })}
        />
      )}
    </>
  ),
  Said: ({ value, settings }) => (
    <>
      {value.fields === undefined ? (
        <q>{value.text}</q>
      ) : (
        <dl>
          {(settings.fields ?? []).map((one) =>
            value.fields![one.key] ? (
              <div key={one.key}>
                <dt>{one.label}</dt>
                <dd class="words">{value.fields![one.key]}</dd>
              </div>
            ) : null,
          )}
        </dl>
      )}
      {value.score !== undefined && (
        <span class="soft small">
          {settings.score?.label} {value.score === 'unknown' ? 'don’t know' : value.score}
        </span>
      )}
    </>
  ),
})

type Noted = { text?: string }
type Notes = { most_length: number; questions_only?: boolean }

function NoteInput({ draft, set, settings }: { draft: Noted; set: (draft: Noted) => void; settings: Notes }) {
  return (
    <>
      <Box
        label={settings.questions_only ? 'Your question' : 'A note'}
        rows={2}
        value={draft.text ?? ''}
        most={settings.most_length}
        set={(text) => set({ text })}
      />
      <Gently text={draft.text} settings={settings} />
    </>
  )
}
const NoteSaid = ({ value }: { value: Noted }) => <q>{value.text}</q>

/** Talking, with or without notes. */
const notes = <S extends Notes>(most: (settings: S) => number | null) =>
  kind<Noted, Noted, S>({
    ...{ start: () => ({}), most, button: 'Note it', Input: NoteInput, Said: NoteSaid },
    read(draft, settings) {
      const text = draft.text?.trim() ?? ''
      if (text === '') return null
      const wrong = tooLong(text, settings.most_length)
      return wrong === null ? { value: { text } } : { wrong }
    },
  })

export const discuss = notes<SettingsOf<'discuss'>>((settings) => settings.lines)
export const round = notes<SettingsOf<'round'>>(() => null)
