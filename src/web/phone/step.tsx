// One step: who sees it, the question, one input, what is said before writing, one button, Pass beside it, and the time.
import { useEffect, useState } from 'preact/hooks'
import type { Planned } from '#modules/gatherings/contract/state.ts'
import { type At, chapterOf } from './at.ts'
import { leftInWords, secondsLeft } from './clock.ts'
import { newId } from './code.ts'
import { type AnyKind, wordsOf } from './kind.ts'
import { fetchAhead, fetchSealed, useKind, useSealed } from './known.ts'
import { OwnLines } from './own.tsx'
import { Note, Reach, Title } from './parts.tsx'
import { useSeconds } from './seconds.ts'
import { changedFrom, endsOf, inWords, reachOf, termsOf } from './sentences.ts'
import { Shown } from './shown.tsx'
import { SitAt, TableGoes, TableSays } from './tables.tsx'
import { AskedBy, Turns } from './turns.tsx'
import { whoWrites } from './writes.ts'

export function Foot({ at, waits = false }: { at: At; waits?: boolean }) {
  const { on, now, room } = at
  const paused = now.activity!.state === 'paused'
  useSeconds(on.endsAt !== null && !paused)
  const left = secondsLeft(on.endsAt, now.activity!.pausedAt, room.clock.now())
  const time = leftInWords(left, paused)
  // Where one writes for all, nobody else is waited for.
  const counts = at.step.makes && at.step.writes === 'each' && !waits
  const near = !paused && left !== null && left <= 20
  return (
    <>
      <p class="foot">
        <span role="timer">{time}</span>
        {time !== '' && on.in !== null && counts ? ' · ' : ''}
        {counts && <span>{inWords(on)}</span>}
        {counts && on.in !== null && !at.step.nameless && now.me.facilitates && ' · you run it, so you are not counted'}
      </p>
      {now.onPaper && <p class="foot">{now.onPaper}</p>}
      <p class="unseen" role="status">
        {near ? 'Time’s nearly up. Finish your line.' : ''}
      </p>
    </>
  )
}

/** Kinds of steps that are done by talking. */
const ALOUD: readonly Planned['kind'][] = ['discuss', 'round']
const IN_GROUPS: readonly Planned['group'][] = ['pairs', 'trios', 'fours', 'tables']

type Typed = { draft: unknown; id: string; passed: boolean }

/** What is being typed in a step: kept on the device with every letter. */
function useTyped({ room, place }: At, start: () => unknown) {
  const [typed, setTyped] = useState<Typed>(
    () => room.draft<Typed>(place) ?? { draft: start(), id: newId(), passed: false },
  )
  const change = (more: Partial<Typed>) => {
    const next = { ...typed, ...more }
    setTyped(next)
    room.keepDraft(place, next)
  }
  const clear = (passed: boolean) => {
    const next = { draft: start(), id: newId(), passed }
    setTyped(next)
    if (passed) room.keepDraft(place, next)
    else room.dropDraft(place)
  }
  return { ...typed, change, clear }
}

function Usual({ at, kind }: { at: At; kind: AnyKind }) {
  const { settings } = at.step
  const { step, room, me } = at
  const typed = useTyped(at, () => kind.start?.(settings, at))
  const [said, setSaid] = useState('')
  const most = kind.most?.(settings) ?? null
  const mine = at.lines.filter((line) => line.mine && !at.waiting.some((entry) => entry.id === line.id))
  const waiting = at.waiting.filter((entry) => entry.act === 'put')
  const full = most !== null && mine.length + waiting.length >= most
  const shut = at.on.state !== 'open' && step.shown !== 'at_once'
  const { Input } = kind
  if (Input === undefined || full || shut)
    return shut && !full ? <p class="soft">It has been shown, so nothing more goes in.</p> : null

  const reading = kind.read!(typed.draft, settings, at)
  const listens = kind.listens?.(typed.draft) ?? false
  const put = () => {
    if (reading === null) return setSaid('Write something first, or pass.')
    if ('wrong' in reading) return setSaid(reading.wrong)
    const chapter = chapterOf(at)
    if (chapter === null) return setSaid('Your group is not made yet. Wait a moment, then put it in.')
    room.put({
      act: 'put',
      id: typed.id,
      place: at.place,
      step: at.on.id,
      chapter,
      value: reading.value,
      withName: step.asksName,
    })
    setSaid('')
    typed.clear(false)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        put()
      }}
    >
      {!listens && <p class="soft small">{termsOf(step, me.table)}</p>}
      <Input
        draft={typed.draft}
        set={(draft) => {
          setSaid('')
          typed.change({ draft, passed: false })
        }}
        settings={settings}
        at={at}
      />
      {!listens && (
        <>
          {said !== '' && <Note alert>{said}</Note>}
          <p class="soft small">
            {endsOf(step)} <a href="/limits">What that means</a>
          </p>
          <div class="buttons">
            <button type="submit" class="main">
              {kind.button ?? 'Put it in'}
            </button>
            <button
              type="button"
              onClick={() => {
                setSaid('')
                if (reading === null) typed.clear(true)
                else typed.change({ passed: true })
              }}
            >
              Pass
            </button>
          </div>
        </>
      )}
      {typed.passed && (
        <Note>
          You passed; nobody is told.{reading === null ? '' : ' What you wrote stays on this device.'} You can still put
          something in.
        </Note>
      )}
      {most !== null && most > 1 && (
        <p class="soft small">
          {mine.length + waiting.length === 0
            ? `Up to ${most} lines, one at a time.`
            : `You have put in ${mine.length + waiting.length} of up to ${most}.`}
        </p>
      )}
    </form>
  )
}

/** What stands on cards, to read before answering. */
function Cards({ at }: { at: At }) {
  if (at.step.cards.length === 0) return null
  return (
    <details class="cards">
      <summary>Read the cards ({at.step.cards.length})</summary>
      <dl>
        {at.step.cards.map((card) => (
          <div key={card.key}>
            <dt>{card.title}</dt>
            <dd>{card.says}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** What it is about, where it works on what was put in before. */
function Before({ at }: { at: At }) {
  if (at.items.length === 0) return null
  return (
    <details class="cards">
      <summary>From before ({at.items.length})</summary>
      <ul class="lines">
        {at.items.map((line) => (
          <li key={line.id}>
            <q>{wordsOf(line.value)}</q>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** One step. Its key is its place, so what it holds begins afresh with the next. */
export function StepView({ at }: { at: At }) {
  const { step, now } = at
  const kind = useKind(step.kind)
  const writes = whoWrites(at)
  const [willing, setWilling] = useState(false)
  const sealed = useSealed(step.nameless)
  const { steps } = now.activity!
  useFetchAhead(steps, at.on.place)
  const changed = changedFrom(steps, at.on.place)
  if (kind === null) return <p class="soft">One moment…</p>
  const { Own } = kind
  const others = at.lines.filter((line) => line.shown && !line.mine)
  const open = writes.form === 'open' || willing
  const Form = step.nameless ? sealed : Usual
  const waits = kind.waits?.(at) ?? ''
  const form = step.makes && open && waits === '' && Form ? <Form at={at} kind={kind} /> : null
  return (
    <>
      <AskedBy at={at} />
      {now.activity!.state === 'paused' && <Note>There is a pause. The time stands still; you can go on writing.</Note>}
      <Reach {...reachOf(at)} />
      {changed !== '' && <p class="soft small">{changed}</p>}
      {now.group && (IN_GROUPS.includes(step.group) || now.activity!.atTable) && step.kind !== 'groups' && (
        <p class="soft small">{now.group.label}</p>
      )}
      <Title of={`${step.title}: ${now.room.title}`}>{step.prompt}</Title>
      <Turns at={at} />
      <Cards at={at} />
      {kind.items === undefined && <Before at={at} />}
      {waits !== '' && <Note>{waits}</Note>}
      {writes.says !== '' && waits === '' && <p class="soft">{writes.says}</p>}
      {!step.makes && ALOUD.includes(step.kind) && <p class="soft">Nothing is typed here: say it aloud, and listen.</p>}
      {writes.form === 'asked' && !open && waits === '' && (
        <button type="button" onClick={() => setWilling(true)}>
          {writes.button}
        </button>
      )}
      {Own ? <Own settings={step.settings} at={at} form={form} /> : form}
      <TableGoes at={at} />
      <TableSays at={at} />
      {step.group === 'tables' && step.kind !== 'groups' && now.group === null && <SitAt at={at} />}
      <Foot at={at} waits={waits !== ''} />
      {!step.nameless && <OwnLines at={at} kind={kind} />}
      {step.makes && !Own && others.length > 0 && (
        <section>
          <h2>What is in</h2>
          <Shown step={step} lines={others} at={at} picture />
        </section>
      )}
    </>
  )
}

/** What the next steps are made of is fetched while this one runs, once the page has nothing else to do. */
function useFetchAhead(steps: readonly Planned[], place: number): void {
  const next = steps.slice(place, place + 3)
  const ahead = next.map((step) => step.kind).join(' ')
  const nameless = next.some((step) => step.nameless)
  useEffect(() => {
    const soon = setTimeout(async () => {
      await fetchAhead(ahead.split(' ') as Planned['kind'][])
      if (nameless) await fetchSealed()
    }, 1500)
    return () => clearTimeout(soon)
  }, [ahead, nameless])
}
