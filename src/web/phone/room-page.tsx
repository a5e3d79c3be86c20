// The room: the step that is on, what is said between two, who is here, and the way out.
import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import { type At, atOf } from './at.ts'
import type { Silent } from './call.ts'
import { wordsIn } from './kind.ts'
import { copy, Refused } from './own.tsx'
import { Note, Reach, Title } from './parts.tsx'
import { People } from './people.tsx'
import type { Room } from './room.ts'
import { meanwhile, SILENT } from './sentences.ts'
import { StepView } from './step.tsx'

type View = 'step' | 'people' | 'leave'
type Props = { room: Room; go: (path: string) => void }

/** Draws again whenever the room has changed. */
function useRoom(room: Room) {
  const [, draw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => room.listen(() => draw(0)), [room])
  return room.state
}

export function RoomPage({ room, go }: Props) {
  const state = useRoom(room)
  const at = useHeld(room)
  const { phase, now } = state
  // A list that is open closes when the room goes on: the question comes first.
  const place = at.shown?.place ?? ''
  const [opened, setOpened] = useState<{ view: View; place: string }>({ view: 'step', place })
  const view = opened.place === place ? opened.view : 'step'
  const setView = (next: View) => setOpened({ view: next, place })
  if (phase === 'out')
    return (
      <main>
        <Title of="Not in the room">You are not in the room</Title>
        <p>{state.why}</p>
        <button type="button" class="main" onClick={() => go('/in')}>
          Come in with a code
        </button>
      </main>
    )
  if (phase === 'waiting')
    return (
      <AtTheDoor for={state.waitsFor} silent={state.silent} leave={() => void room.leave().then(() => go('/in'))} />
    )
  if (now === null)
    return (
      <main>
        <p role="status">{state.silent ? `${SILENT[state.silent]} This goes on trying.` : 'One moment…'}</p>
      </main>
    )
  if (now.room.state === 'closed') return <Closed room={room} />
  const back = () => setView('step')
  return (
    <>
      <header class="bar">
        <span>{now.room.title}</span>
        <nav aria-label="The room">
          <button type="button" class="quiet" aria-pressed={view === 'people'} onClick={() => setView('people')}>
            Who is here ({now.room.people})
          </button>
          <button type="button" class="quiet" aria-pressed={view === 'leave'} onClick={() => setView('leave')}>
            Leave
          </button>
        </nav>
      </header>
      <main>
        {state.silent && (
          <Note>{SILENT[state.silent]} Go on writing: it is kept on this device and goes in by itself.</Note>
        )}
        {view === 'people' && <People key={now.room.people} room={room} back={back} />}
        {view === 'leave' && <Leave room={room} back={back} go={go} />}
        <div class="stack" hidden={view !== 'step'}>
          {at.held && at.shown && (
            <Note>
              The room has gone on. What you are writing is kept on this device.
              <button type="button" class="quiet" onClick={at.goOn}>
                Go on with the room
              </button>
            </Note>
          )}
          <Left room={room} at={at.held ? null : at.shown} />
          {at.shown ? <StepView key={at.shown.place} at={at.shown} /> : <Meanwhile room={room} />}
        </div>
      </main>
    </>
  )
}

/** The step that is on; but nobody's line is taken from under their hands: while they write, the one they write in stays. */
function useHeld(room: Room): { shown: At | null; held: boolean; goOn: () => void } {
  const current = atOf(room)
  const before = useRef<At | null>(null)
  const [gone, goOn] = useReducer((n: number) => n + 1, 0)
  const seen = useRef(gone)
  const last = before.current
  const writing =
    last !== null && room.draft(last.place) !== null && /^(TEXTAREA|INPUT)$/.test(document.activeElement?.tagName ?? '')
  const held = last !== null && last.place !== current?.place && writing && seen.current === gone
  if (!held) {
    before.current = current
    seen.current = gone
  }
  return { shown: held ? last : current, held, goOn: () => goOn(0) }
}

/** What was written for a step that is over and did not go in: it stays here, to be copied or thrown away. */
function Left({ room, at }: { room: Room; at: At | null }) {
  const [, draw] = useReducer((n: number) => n + 1, 0)
  const steps = room.state.now?.activity?.steps ?? []
  const titleOf = (place: string) => steps.find((step) => step.key === place.split('/')[1])?.title ?? 'an earlier step'
  const drafts = room
    .drafts()
    .filter(({ place }) => place !== at?.place)
    .map(({ place, draft }) => ({ place, words: wordsIn(draft) }))
    .filter(({ words }) => words !== '…')
  const refused = room.outbox.all().filter((entry) => entry.refusal !== null && entry.place !== at?.place)
  if (drafts.length + refused.length === 0) return null
  return (
    <details class="left" open={refused.length > 0}>
      <summary>Written and not put in ({drafts.length + refused.length})</summary>
      <ul class="lines">
        {refused.map((entry) => (
          <Refused key={entry.id} room={room} entry={entry} />
        ))}
        {drafts.map(({ place, words }) => (
          <li key={place}>
            <q>{words}</q>
            <p class="soft small">
              Written for “{titleOf(place)}”, which is over. It is on this device alone
              {room.state.now?.room.state === 'closed' ? '.' : '; whoever runs this can go back.'}
            </p>
            <span class="state">
              <button type="button" class="quiet" onClick={() => void copy(words)}>
                Copy the words
              </button>
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  room.dropDraft(place)
                  draw(0)
                }}
              >
                Throw it away
              </button>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Meanwhile({ room }: { room: Room }) {
  const now = room.state.now!
  const { title, says } = meanwhile(now)
  const { sentence, more } = splitReach(now.room.reach)
  return (
    <>
      <Reach person="second" sentence={sentence} more={more} />
      <Title of={now.room.title}>{title}</Title>
      {says !== '' && <p>{says}</p>}
      {now.agenda.length > 0 && (
        <ol class="agenda">
          {now.agenda.map((item) => (
            <li key={item.id} class={item.state} aria-current={item.state === 'on' ? 'step' : undefined}>
              <span>
                {item.title}
                {item.state === 'done' && <span class="unseen"> (done)</span>}
              </span>
              <span class="soft">{item.minutes} min</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
const splitReach = (reach: string) => {
  const [sentence = '', ...rest] = reach.split('. ')
  return { sentence, more: rest.join('. ') }
}

type AtTheDoorProps = { for: 'yes' | 'next_activity' | null; silent: Silent | null; leave: () => void }
function AtTheDoor({ for: what, silent, leave }: AtTheDoorProps) {
  return (
    <main>
      <Title of="At the door">You are at the door</Title>
      <p role="status">
        {what === 'next_activity'
          ? 'An activity is under way. You come in with the next one, by yourself; keep this page open.'
          : 'Somebody in the room lets you in, by name. That takes a moment; keep this page open.'}
      </p>
      <p class="soft">Those in the room are told your name and where you come from. You see nothing of the room yet.</p>
      {silent && <Note>{SILENT[silent]} This goes on trying.</Note>}
      <button type="button" onClick={leave}>
        Go away from the door
      </button>
    </main>
  )
}

function Closed({ room }: { room: Room }) {
  const { me, room: of } = room.state.now!
  return (
    <main>
      <Title of={of.title}>This gathering is closed</Title>
      <p>
        Thank you. What was kept on this device for it is gone from here. Nothing leaves the room unless its writer lets
        it.
      </p>
      <Left room={room} at={null} />
      {me.guest && <Later room={room.id} show="TakeSlip" />}
      <Later room={room.id} show="LeavingHere" />
    </main>
  )
}

type Slips = typeof import('./slip.tsx')

/** Fetched when it is needed: at the end, or on the way out. */
function Later({ room, show }: { room: string; show: 'TakeSlip' | 'LeavingHere' }) {
  const [slips, setSlips] = useState<Slips | null>(null)
  useEffect(() => void import('./slip.tsx').then(setSlips), [])
  if (slips === null) return null
  const Part = slips[show]
  return <Part room={room} />
}

function Leave({ room, back, go }: Props & { back: () => void }) {
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const unsent = room.outbox.all().length
  const leave = async () => {
    setBusy(true)
    const refused = await room.leave()
    setBusy(false)
    if (refused === null) go('/in')
    else setWhy(refused)
  }
  return (
    <section class="over">
      <h1>Leave the room?</h1>
      <p>
        What you put in stays in the room.
        {room.state.me?.guest ? ' What of it may leave you say with a slip; without one it stays.' : ''}
        {unsent > 0 && <strong> {unsent} of your lines are not in yet, and would be lost.</strong>} Nothing of it stays
        on this device.
      </p>
      {room.state.now?.me.guest && <Later room={room.id} show="TakeSlip" />}
      {why !== '' && <Note alert>{why}</Note>}
      <div class="buttons">
        <button type="button" class="main" aria-busy={busy} onClick={() => void leave()}>
          Leave
        </button>
        <button type="button" onClick={back}>
          Stay
        </button>
      </div>
    </section>
  )
}
