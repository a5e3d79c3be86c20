// A step in which nobody is named: all that one puts in is one line of a sealed round, sent without a cookie, changed with a
// key that this device holds until the reveal and then loses. Fetched ahead when such a step is coming.
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { MayGo, Round } from '#modules/rounds/contract.ts'
import { fetchTicket, keepWritten, keptOf, putIn, type Written } from '#modules/rounds/web/index.ts'
import type { At } from './at.ts'
import { call } from './call.ts'
import type { AnyKind } from './kind.ts'
import { Note, Pick } from './parts.tsx'
import { endsOf, ON_DEVICE, termsOf } from './sentences.ts'
import { useUntilDone } from './until.ts'

const GOES: Record<MayGo, string> = {
  stays: 'Nothing: it stays here',
  theme: 'Only the theme, not in these words',
  words: 'These words, without a name',
}
/** What was chosen, with where what goes is read: in the space that called the gathering. */
const chosen = (mayGo: MayGo, { now }: At): string => {
  const to = now.room.said.space || 'the space that called this'
  if (mayGo === 'stays') return 'It stays in this room.'
  return mayGo === 'theme'
    ? `What it is about may be told in ${to}, not these words.`
    : `These words may be told in ${to}, without a name.`
}
const COUNT_MS = 5_000

type Typed = { draft: unknown; which: number | null }
type Props = { at: At; kind: AnyKind }

/** The round of the step, with this person's ticket for it: fetched at once, whether or not they will answer. */
function useTicket({ room, on, place }: At): { asked: Round | null; trouble: string; ready: boolean } {
  const [asked, setAsked] = useState<Round | null>(null)
  const [ticket, setTicket] = useState({ trouble: '', ready: false })
  const id = on.round!
  const step = on.id
  const fetchIt = useCallback(async () => {
    room.keepSealed(id, { place, step })
    const answer = await call<Round>('rounds/round', { round: id })
    if (!answer.ok) return answer.fault === 'refused'
    setAsked(answer.data)
    if (!answer.data.asksMe) return true
    const trouble = await fetchTicket(answer.data, async (input) => {
      const said = await call<{ ok: true; signature: string }>('rounds/ticket', input)
      if (said.ok) return said.data
      if (said.fault === 'refused') return { ok: false, reason: said.code, sentence: said.sentence }
      throw new Error(said.sentence)
    })
    setTicket({ trouble: trouble ?? '', ready: trouble === null })
    return true
  }, [room, id, place, step])
  useUntilDone(fetchIt, 'ticket')
  // How many are in is the one number that everybody is told: with every frame, and asked for where none come.
  useEffect(() => {
    const timer = setInterval(
      async () => {
        if (room.telling) return
        const answer = await call<Round>('rounds/round', { round: id })
        if (answer.ok && answer.data.in !== null) room.counted(answer.data.in)
      },
      COUNT_MS * (0.8 + 0.4 * Math.random()),
    )
    return () => clearInterval(timer)
  }, [room, id])
  return { asked, ...ticket }
}

/** What is to be in, and what is: it is sent until both are the same. */
function useSending({ room, on, place }: At, asked: Round | null, ready: boolean) {
  const [id, step] = [on.round!, on.id]
  const [kept, setKept] = useState(() => keptOf(id))
  const [refused, setRefused] = useState('')
  const going = JSON.stringify(kept.written ?? null) !== JSON.stringify(kept.sent ?? null)
  const send = useCallback(async () => {
    const { written, sent } = keptOf(id)
    if (!ready || asked === null || written === undefined || JSON.stringify(written) === JSON.stringify(sent))
      return true
    room.keepSealed(id, { place, step }, true)
    const said = await putIn(asked, written)
    setKept(keptOf(id))
    if (said.ok) return true
    if (said.reason === 'unavailable' || said.reason === 'no_ticket') return false
    setRefused(said.sentence)
    return true
  }, [room, id, place, step, asked, ready])
  useUntilDone(send, JSON.stringify(kept.written ?? null))
  const write = (written: Written) => {
    keepWritten(id, written)
    setRefused('')
    setKept(keptOf(id))
  }
  return { kept, going, refused, write }
}

export function Sealed({ at, kind }: Props) {
  const { step, room, place } = at
  const { asked, trouble, ready } = useTicket(at)
  const { kept, going, refused, write } = useSending(at, asked, ready)
  const things = Array.isArray(kept.written?.value) ? (kept.written.value as unknown[]) : []
  const entries = things.map((value, i) => ({ ...EMPTY, id: String(i), value }))
  const here: At = { ...at, lines: [], waiting: entries }
  const start = () => kind.start?.(step.settings, here)
  const [typed, setTyped] = useState<Typed>(() => room.draft<Typed>(place) ?? { draft: start(), which: null })
  const [said, setSaid] = useState('')
  const [mayGo, setMayGo] = useState<MayGo>(kept.written?.mayGo ?? 'stays')
  const { Input, Said } = kind
  if (asked !== null && !asked.asksMe)
    return <Note>You came in after this was asked, so you are not among those who answer. You see what comes out.</Note>
  if (trouble !== '') return <Note alert>{trouble}</Note>

  const type = (draft: unknown) => {
    setSaid('')
    const next = { ...typed, draft }
    setTyped(next)
    room.keepDraft(place, next)
  }
  const clear = () => {
    setTyped({ draft: start(), which: null })
    room.dropDraft(place)
  }
  const put = () => {
    const reading = kind.read!(typed.draft, step.settings, here)
    if (reading === null) return setSaid('Write something first, or pass.')
    if ('wrong' in reading) return setSaid(reading.wrong)
    setSaid('')
    const next =
      typed.which === null
        ? [...things, reading.value]
        : things.map((thing, i) => (i === typed.which ? reading.value : thing))
    write({ value: next, mayGo })
    clear()
  }
  const without = (i: number) => {
    const next = things.filter((_, k) => k !== i)
    write({ value: next.length === 0 ? null : next, mayGo: next.length === 0 ? 'stays' : mayGo })
  }
  const most = kind.most?.(step.settings) ?? null
  const full = most !== null && things.length >= most && typed.which === null
  const passed = kept.written !== undefined && kept.written.value === null
  const state = going
    ? room.state.silent
      ? ON_DEVICE[room.state.silent]
      : 'Going in…'
    : 'In. You can change it until all are shown.'
  return (
    <>
      {!full && Input && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            put()
          }}
        >
          <p class="soft small">{termsOf(step, false)}</p>
          <Input draft={typed.draft} set={type} settings={step.settings} at={here} />
          <MayGoField at={at} value={mayGo} set={setMayGo} />
          {things.length > 0 && <Note>{state}</Note>}
          {said !== '' && <Note alert>{said}</Note>}
          <p class="soft small">
            {endsOf(step)} <a href="/limits">What that means</a>
          </p>
          <div class="buttons">
            <button type="submit" class="main">
              {typed.which === null ? (kind.button ?? 'Put it in') : 'Change it'}
            </button>
            <button type="button" onClick={() => write({ value: null, mayGo: 'stays' })}>
              Pass
            </button>
          </div>
        </form>
      )}
      {passed && (
        <Note>You passed. {going ? state : 'That is in like every other line; nobody can tell it from one.'}</Note>
      )}
      {refused !== '' && <Note alert>{refused}</Note>}
      {things.length > 0 && (
        <section class="mine">
          <h2>Yours</h2>
          <ul class="lines">
            {entries.map(({ id, value }, i) => (
              <li key={id}>
                {Said && <Said value={value} settings={step.settings} at={here} />}
                <span class="state">
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => {
                      setTyped({ draft: value, which: i })
                      room.keepDraft(place, { draft: value, which: i })
                    }}
                  >
                    Change
                  </button>
                  <button type="button" class="quiet" onClick={() => without(i)}>
                    Take out
                  </button>
                </span>
              </li>
            ))}
          </ul>
          <p class="soft small" role="status">
            {full && `${state} `}
            {chosen(kept.written!.mayGo, at)}
          </p>
          {full && (
            <MayGoField
              at={at}
              value={mayGo}
              set={(next) => {
                setMayGo(next)
                write({ value: things, mayGo: next })
              }}
            />
          )}
        </section>
      )}
    </>
  )
}
const EMPTY = {
  ...{ act: 'put' as const, place: '', step: '', chapter: '', forTable: false, withName: false, version: 1, turn: 0 },
  ...{ tried: true, before: [], alone: false, refusal: null },
}

function MayGoField({ at, value, set }: { at: At; value: MayGo; set: (mayGo: MayGo) => void }) {
  const { mayGo } = at.step
  if (mayGo.length < 2) return <p class="soft small">{chosen(mayGo[0] ?? 'stays', at)}</p>
  const to = at.now.room.said.space
  return (
    <div class="stack">
      <Pick
        label={to === '' ? 'What may leave this room?' : `What may leave this room, for ${to}?`}
        options={mayGo.map((one) => ({ key: one, label: GOES[one] }))}
        value={value}
        set={(one) => set(one as MayGo)}
      />
      {at.now.activity?.goesTo && <p class="soft small">{at.now.activity.goesTo}</p>}
    </div>
  )
}
