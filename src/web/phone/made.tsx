// What the room made and kept, and what its people said they would do: shown on the way out.
import { useCallback, useState } from 'preact/hooks'
import type { Kept, Promised } from '#modules/gatherings/contract/outputs.ts'
import { call } from './call.ts'
import { newId } from './code.ts'
import { Note } from './parts.tsx'
import { useUntilDone } from './until.ts'

type Outputs = { to: string; kept: Kept[]; promised: Promised[] }

/** What was kept of the room, with one's own name on it or not; and what one said one would do. */
export function Made({ room, slipKey }: { room?: string; slipKey?: string }) {
  const [made, setMade] = useState<Outputs | null>(null)
  const [said, setSaid] = useState('')
  const look = useCallback(async () => {
    const answer = await (slipKey === undefined
      ? call<Outputs>('gatherings/outputs', { room })
      : call<Outputs>('gatherings/slipOutputs', { key: slipKey }))
    if (answer.ok) setMade(answer.data)
    return answer.ok || answer.fault === 'refused'
  }, [room, slipKey])
  useUntilDone(look)
  const send = async (path: string, input: object) => {
    const answer = await call<object>(path, input)
    setSaid(answer.ok ? '' : answer.sentence)
    await look()
  }
  const hand = (id: string, named: boolean, signed: boolean) =>
    slipKey === undefined
      ? void send('gatherings/signOutput', { id, named, signed })
      : void send('gatherings/slipSign', { key: slipKey, id, named, signed })
  const mine = made?.promised.filter((one) => one.mine) ?? []
  if (made === null || made.kept.length + mine.length === 0) return null
  return (
    <section class="stack">
      {made.kept.length > 0 && <h2>What was kept of this room</h2>}
      <ul class="lines">
        {made.kept.map((one) => (
          <li key={one.id}>
            <strong>{one.title}</strong>
            {one.words !== one.title && <span class="words">{one.words}</span>}
            <span class="soft small">{keptWhere(one)}</span>
            {one.can.name && (
              <Tick
                label="Name me as one of those who made it"
                on={one.named}
                set={(named) => hand(one.id, named, false)}
              />
            )}
            {one.can.name && one.named && (
              <Tick label="I sign this version" on={one.signed} set={(signed) => hand(one.id, true, signed)} />
            )}
          </li>
        ))}
      </ul>
      {mine.length > 0 && <h2>What you said you would do</h2>}
      <ul class="lines">
        {mine.map((one) => (
          <li key={one.id}>
            <span class="words">{one.what}</span>
            {one.state === 'went' && <span class="soft small">It is an action of {made.to}.</span>}
            {one.stays === 'guest' && <span class="soft small">It stays words; you may let it leave below.</span>}
            {one.stays === null && one.state !== 'went' && (
              <button
                type="button"
                onClick={() => void send('gatherings/makeAction', { attempt: newId(), line: one.id })}
              >
                Make it an action of mine in {made.to}
              </button>
            )}
          </li>
        ))}
      </ul>
      {said !== '' && <Note alert>{said}</Note>}
    </section>
  )
}

function keptWhere({ state, stands, to, type, everybody, against }: Kept): string {
  if (state === 'taken_back') return 'It was taken back.'
  if (state === 'stays') return 'It stayed here.'
  const insights = type === 'insights' && everybody
  if (state === 'not_settled')
    return everybody
      ? `Not settled: everybody who was there is asked. Once each has said yes ${insights ? 'its lines are insights of' : 'it stands in'} ${to}.`
      : 'Not settled: an organisation that it names is asked.'
  if (insights) return `Its lines are insights of ${to}.`
  if (type === 'decision' && against === 'none') return `It is a decision of ${to}.`
  return `${stands ? 'It stands' : 'It is a draft'} ${to === null ? 'in the group of those who made it' : `in ${to}`}.`
}

const Tick = ({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) => (
  <div>
    <label>
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} /> {label}
    </label>
  </div>
)
