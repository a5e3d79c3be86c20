import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { kind, tooLong } from '../kind.ts'
import { Box, Line, Note } from '../parts.tsx'
import { useSeconds } from '../seconds.ts'

type Settings = SettingsOf<'ask_deeper'>
type Ladder = { about: string; whys: string[]; asks?: boolean; rung?: number }

/** Told quietly, to both: half way to swap, and a little before the end. */
function Quietly({ settings, at }: { settings: Settings; at: At }) {
  useSeconds(true)
  const { openedAt, endsAt } = at.on
  if (endsAt === null || at.now.activity!.state === 'paused') return null
  const now = at.room.clock.now()
  const left = (endsAt - now) / 1000
  const half = settings.swap && now > (openedAt + endsAt) / 2
  if (left > 0 && left <= settings.quiet_seconds) return <Note>A little time is left. Come gently to an end.</Note>
  return half ? <Note>Half of the time has gone. Swap: whoever asked now answers.</Note> : null
}

/** Whoever asks has one question before them and nothing to fill in: they listen, and go deeper. */
type AskingProps = { draft: Ladder; set: (draft: Ladder) => void; settings: Settings; prompt: string }
function Asking({ draft, set, settings, prompt }: AskingProps) {
  const rung = draft.rung ?? 1
  return (
    <section>
      {settings.question !== prompt && <p class="words asked">{settings.question}</p>}
      <p class="soft small">
        {rung === 1 ? 'Ask it of what they do' : 'Ask it of what they just said'}, in their words and none of your own.
        Why {rung} of at most {settings.deepest}; stop when they can go no deeper.
      </p>
      <div class="buttons">
        <button
          type="button"
          class="main"
          disabled={rung >= settings.deepest}
          onClick={() => set({ ...draft, rung: rung + 1 })}
        >
          Deeper
        </button>
        <button type="button" onClick={() => set({ ...draft, asks: false, rung: 1 })}>
          Swap: I answer
        </button>
      </div>
    </section>
  )
}

function Input({
  draft,
  set,
  settings,
  at,
}: {
  draft: Ladder
  set: (draft: Ladder) => void
  settings: Settings
  at: At
}) {
  const whys = draft.whys.length === 0 ? [''] : draft.whys
  const rungs = whys.map((why, i) => ({ why, i, key: `why ${i}` }))
  const change = (i: number, why: string) => set({ ...draft, whys: whys.map((one, k) => (k === i ? why : one)) })
  const last = whys[whys.length - 1]!
  const together = at.now.group !== null
  if (together && draft.asks)
    return (
      <>
        <Quietly settings={settings} at={at} />
        <Asking draft={draft} set={set} settings={settings} prompt={at.step.prompt.trim()} />
      </>
    )
  return (
    <>
      <Quietly settings={settings} at={at} />
      {together && draft.asks === undefined && (
        <>
          <p>One asks, the other answers. What you write down here is yours.</p>
          <button type="button" onClick={() => set({ ...draft, asks: true, rung: 1 })}>
            I ask first
          </button>
        </>
      )}
      {together && draft.asks === false && (
        <button type="button" class="quiet" onClick={() => set({ ...draft, asks: true, rung: 1 })}>
          Swap: I ask
        </button>
      )}
      <Line label="What you begin with" value={draft.about} set={(about) => set({ ...draft, about, whys })} />
      {rungs.map(({ why, i, key }) => (
        <Box
          key={key}
          label={i === 0 ? settings.question : `And ${i + 1}: ${settings.question}`}
          rows={2}
          value={why}
          most={settings.most_length}
          set={(text) => change(i, text)}
        />
      ))}
      {whys.length < settings.deepest ? (
        <button type="button" disabled={last.trim() === ''} onClick={() => set({ ...draft, whys: [...whys, ''] })}>
          Deeper
        </button>
      ) : (
        <p class="soft">That is as deep as it goes here.</p>
      )}
    </>
  )
}

export default kind<Ladder, Ladder, Settings>({
  start: () => ({ about: '', whys: [] }),
  most: () => 1,
  listens: ({ asks }) => asks === true,
  Input,
  read({ about, whys }, { most_length }) {
    const said = whys.map((why) => why.trim()).filter((why) => why !== '')
    if (said.length === 0) return null
    const wrong = [about, ...said].map((one) => tooLong(one, most_length)).find((one) => one !== null)
    return wrong ? { wrong } : { value: { about: about.trim(), whys: said } }
  },
  Said: ({ value }) => (
    <>
      {value.about !== '' && <q>{value.about}</q>}
      <ol class="words">
        {value.whys.map((why) => (
          <li key={why}>{why}</li>
        ))}
      </ol>
    </>
  ),
})
