import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { lacksSentence } from '../../contract/shown.ts'
import { CLASS_WORDS } from '../data.ts'
import { LastTime } from '../made/made.tsx'
import type { Now } from '../room/data.ts'
import { Before } from './before.tsx'
import styles from './console.module.css'
import { Heard } from './heard.tsx'
import type { Running } from './moves.tsx'

/** As many as fit as dots; above that the number alone says it. */
const MOST_DOTS = 40

type Props = { now: Now; running: Running; onKeys: () => void }

/** Beside the step: how many are in, who is at the door, who is in the room, and what was agreed. */
export function Beside({ now, running, onKeys }: Props) {
  return (
    <aside className={styles.beside} aria-label="The room">
      <InSoFar now={now} />
      <Heard now={now} running={running} />
      <AtTheDoor now={now} running={running} />
      <Before now={now} />
      <InTheRoom now={now} />
      <LastTime now={now} />
      <Agreed now={now} />
      <p className={styles.meta}>
        <button type="button" className={styles.link} onClick={onKeys}>
          Keys
        </button>{' '}
        · <LinkTo to="/today">Leave the console</LinkTo>.
        {now.room.state === 'open' && ' The gathering goes on; you can come back from any device.'}
      </p>
    </aside>
  )
}

/** One number, the same for everybody. Who is in is told to nobody, and not to whoever runs it either. */
function InSoFar({ now }: { now: Now }) {
  const state = now.activity?.state === 'done' ? null : now.activity?.step
  const step = state && now.activity?.steps[state.place]
  if (!state || !step?.makes || lacksSentence(step, now.lines, now.numbers)) return null
  if (state.in === null)
    return (
      <section>
        <h2>In so far</h2>
        <p className={styles.meta}>Nobody counts here before it is shown, so that nobody can be told by it.</p>
      </section>
    )
  const most = state.people
  if (step.writes !== 'each')
    return (
      <section>
        <h2>
          <span role="status">In so far: {state.in === 0 ? 'nothing yet' : 'something is in'}</span>
        </h2>
        <p className={styles.meta}>Not everybody writes in this step. {now.onPaper}</p>
      </section>
    )
  return (
    <section>
      <h2>
        <span role="status">
          In so far: {state.in} of {most}
        </span>
      </h2>
      {most <= MOST_DOTS && (
        <div className={styles.dots} aria-hidden="true">
          {Array.from({ length: most }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: dots are nobody, and all alike
            <span key={at} data-in={at < state.in! || undefined} />
          ))}
        </div>
      )}
      <p className={styles.meta}>
        A count only{step.nameless ? ' of everybody who is asked, you too' : '; whoever runs it is not in it'}. Who is
        in is not shown, to you either. {now.onPaper}
      </p>
    </section>
  )
}

function usePeople(room: string) {
  return useQuery(api.gatherings.people.queryOptions({ input: { room }, refetchInterval: 5_000 }))
}

function AtTheDoor({ now, running }: { now: Now; running: Running }) {
  const people = usePeople(now.room.id)
  const waiting = people.data?.atDoor ?? []
  if (waiting.length === 0) return null
  const about = (person: string) => ({ attempt: crypto.randomUUID(), room: now.room.id, person })
  const named = waiting.filter((one) => one.waitsFor === 'yes')
  /** Those whose names stand here, and nobody who has come to the door since. */
  const letAllIn = async () => {
    for (const { person } of named) if (!(await running.act(() => client.gatherings.letIn(about(person))))) return
  }
  return (
    <section>
      <h2>
        <span role="status">At the door: {waiting.length}</span>
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.people}>
        {waiting.map((one) => (
          <li key={one.person}>
            <p>
              {one.name}
              <span className={styles.meta}>
                {' '}
                {[one.organisation, CLASS_WORDS[one.class]].filter(Boolean).join(', ')}
              </span>
            </p>
            {one.waitsFor === 'yes' ? (
              <div className={styles.acts}>
                <Button
                  small
                  aria-label={`Let in: ${one.name}`}
                  onClick={() => void running.act(() => client.gatherings.letIn(about(one.person)))}
                >
                  Let in
                </Button>
                <Button
                  small
                  kind="quiet"
                  aria-label={`Ask to go: ${one.name}`}
                  onClick={() => void running.act(() => client.gatherings.turnAway(about(one.person)))}
                >
                  Ask to go
                </Button>
              </div>
            ) : (
              <p className={styles.meta}>Comes in with the next activity.</p>
            )}
          </li>
        ))}
      </ul>
      {named.length > 2 && (
        <Button small onClick={() => void letAllIn()}>
          Let in these {named.length}
        </Button>
      )}
    </section>
  )
}

function InTheRoom({ now }: { now: Now }) {
  const [open, setOpen] = useState(false)
  const people = usePeople(now.room.id)
  return (
    <section>
      <h2>In the room</h2>
      <p className={styles.meta}>{now.room.reach}</p>
      <Button small onClick={() => setOpen(true)}>
        Who is here
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Who is in the room">
        <p className={styles.meta}>Everybody in the room can see this list, at any time.</p>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
        <ul role="list" className={styles.people}>
          {people.data?.people.map((one) => (
            <li key={one.person}>
              {one.name}
              <span className={styles.meta}>
                {' '}
                {[one.organisation, CLASS_WORDS[one.class], one.facilitates && 'facilitates', one.guest && 'guest']
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Dialog>
    </section>
  )
}

/** What was said at the door, so that it can be said again. */
function Agreed({ now }: { now: Now }) {
  const { said, door, rehearsal, state } = now.room
  // What is on the run sheet may ask for a door; which it is is fixed with what is said there.
  const comes = door === 'let_in' ? 'Each is let in by name. ' : 'Whoever has the code comes in. '
  return (
    <section>
      <h2>Agreed at the start</h2>
      <p className={styles.meta}>
        {[said.role, said.agreed].filter(Boolean).join(' ')}{' '}
        {!rehearsal && (state === 'planned' ? 'How people come in is fixed when the doors open. ' : comes)}
        Nothing leaves without its author’s choice.
      </p>
      {said.share.what && (
        <p className={styles.meta}>
          Promised: {said.share.what} {said.share.how}
        </p>
      )}
    </section>
  )
}
