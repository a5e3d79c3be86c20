import { useEffect, useState } from 'preact/hooks'
import type { InRoom } from '#modules/gatherings/contract/door.ts'
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { kind } from '../kind.ts'
import { Note, Ticks } from '../parts.tsx'
import { SitAt } from '../tables.tsx'

const MOST = 5

/** With whom one would rather not sit: told to nobody, and forgotten at the close. */
function Apart({ at }: { at: At }) {
  const { room, me } = at
  const [people, setPeople] = useState<InRoom[]>([])
  const [wish, setWish] = useState<string[]>([])
  const [said, setSaid] = useState('')
  useEffect(() => {
    void room.people().then((answer) => answer.ok && setPeople(answer.data.people))
    void room.apart().then((answer) => answer.ok && setWish(answer.data.notWith))
  }, [room])
  const save = async () => {
    const answer = await room.keepApart(wish)
    setSaid(answer.ok ? 'Kept for yourself. Groups that are made from now on heed it.' : answer.sentence)
  }
  return (
    <details>
      <summary>Rather not with somebody</summary>
      <div class="stack">
        <p class="soft small">Nobody is told, whoever runs this included. It is forgotten when the gathering closes.</p>
        <Ticks
          label="Not with"
          options={people
            .filter((one) => one.person !== me.id)
            .map((one) => ({ key: one.person, label: one.name, says: one.organisation }))}
          values={wish}
          set={(keys) => {
            setSaid('')
            setWish(keys.slice(0, MOST))
          }}
        />
        {said !== '' && <Note>{said}</Note>}
        <button type="button" onClick={() => void save()}>
          Keep it to myself
        </button>
      </div>
    </details>
  )
}

export default kind<unknown, unknown, SettingsOf<'groups'>>({
  Own: ({ at }) => {
    const { group } = at.now
    return (
      <>
        {group === null ? (
          <p role="status">
            {at.now.activity!.ownTables
              ? 'Sit where you are.'
              : 'Groups are being made. Yours stands here in a moment.'}
          </p>
        ) : (
          <section>
            <h2>{group.label}</h2>
            <ul class="people">
              {group.people.map((one) => (
                <li key={one.id}>
                  <strong>{one.id === at.me.id ? 'You' : one.name}</strong>
                  <span class="soft small">{one.organisation}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <SitAt at={at} />
        {!at.now.activity!.ownTables && <Apart at={at} />}
      </>
    )
  },
})
