import { useCallback, useEffect, useState } from 'preact/hooks'
import type { InRoom } from '#modules/gatherings/contract/door.ts'
import { call } from './call.ts'
import { Note } from './parts.tsx'
import type { Room } from './room.ts'
import { CLASS_WORDS } from './sentences.ts'
import { Sits } from './sits.tsx'
import { useUntilDone } from './until.ts'

/** Where I sit, who is here, and with whom I would rather not sit. */
export function People({ room, back }: { room: Room; back: () => void }) {
  const [people, setPeople] = useState<InRoom[] | string | null>(null)
  const [Apart, setApart] = useState<typeof import('./apart.tsx').Apart | null>(null)
  const { now, me } = room.state
  const look = useCallback(async () => {
    const answer = await call<{ people: InRoom[] }>('gatherings/people', { room: room.id })
    setPeople(answer.ok ? answer.data.people : answer.sentence)
    return answer.ok || answer.fault === 'refused'
  }, [room])
  useUntilDone(look)
  useEffect(() => {
    void import('./apart.tsx').then((found) => setApart(() => found.Apart))
  }, [])
  return (
    <section class="over">
      <h1>Who is here</h1>
      {now?.group && me && <Sits group={now.group} me={me.id} />}
      {now?.group && <h2>Everybody</h2>}
      {people === null && <p role="status">One moment…</p>}
      {typeof people === 'string' && <Note>{people}</Note>}
      {Array.isArray(people) && (
        <ul class="people">
          {people.map((one) => (
            <li key={one.person}>
              <strong>{one.name}</strong>
              <span class="soft small">
                {[
                  one.organisation,
                  CLASS_WORDS[one.class],
                  one.facilitates ? 'runs this' : '',
                  one.guest ? 'guest' : '',
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {Apart && me && <Apart room={room.id} me={me.id} />}
      <button type="button" onClick={back}>
        Back
      </button>
    </section>
  )
}
