// With whom one would rather not sit, and whom one manages: told to nobody, read by what makes the groups, forgotten at the close.
import { useEffect, useState } from 'preact/hooks'
import type { InRoom } from '#modules/gatherings/contract/door.ts'
import { call } from './call.ts'
import { Line, Note, Ticks } from './parts.tsx'

const MOST = { notWith: 5, manages: 20 }
/** Of more than so many, one looks for a name. */
const FEW = 12
type Wish = { notWith: string[]; manages: string[] }

export function Apart({ room, me }: { room: string; me: string }) {
  const [people, setPeople] = useState<InRoom[]>([])
  const [wish, setWish] = useState<Wish | null>(null)
  const [find, setFind] = useState('')
  const [said, setSaid] = useState('')
  useEffect(() => {
    void call<{ people: InRoom[] }>('gatherings/people', { room }).then((it) => it.ok && setPeople(it.data.people))
    void call<Wish>('gatherings/apart', { room }).then((it) => (it.ok ? setWish(it.data) : setSaid(it.sentence)))
  }, [room])
  if (wish === null) return said === '' ? null : <Note>{said}</Note>
  const others = people.filter((one) => one.person !== me)
  const chosen = new Set([...wish.notWith, ...wish.manages])
  const options = others
    .filter(
      (one) =>
        others.length <= FEW ||
        chosen.has(one.person) ||
        (find !== '' && one.name.toLowerCase().includes(find.toLowerCase())),
    )
    .map((one) => ({ key: one.person, label: one.name, says: one.organisation }))
  const pick = (which: keyof Wish) => (keys: string[]) => {
    setSaid('')
    setWish({ ...wish, [which]: keys.slice(0, MOST[which]) })
  }
  const save = async () => {
    const answer = await call('gatherings/keepApart', { room, ...wish })
    setSaid(answer.ok ? 'Kept for yourself. Groups that are made from now on heed it.' : answer.sentence)
  }
  return (
    <details class="cards">
      <summary>Rather not with somebody</summary>
      <div class="stack">
        <p class="soft small">
          Nobody is told, the facilitator included; what makes the groups heeds it where it can. It is forgotten when
          the gathering closes.
        </p>
        {others.length > FEW && <Line label="Find a name" value={find} set={setFind} />}
        <Ticks label="Not with" options={options} values={wish.notWith} set={pick('notWith')} />
        <Ticks label="I manage them" options={options} values={wish.manages} set={pick('manages')} />
        {said !== '' && <Note>{said}</Note>}
        <button type="button" onClick={() => void save()}>
          Keep it to myself
        </button>
      </div>
    </details>
  )
}
