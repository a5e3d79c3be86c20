// A round that has an order: who speaks now and who comes next. And the word of whoever facilitates, that is mine alone.
import { useState } from 'preact/hooks'
import type { At } from './at.ts'
import { call } from './call.ts'
import { newId } from './code.ts'
import { keep, kept } from './keep.ts'
import { Note } from './parts.tsx'

export function Turns({ at }: { at: At }) {
  const { turns } = at.now
  const [wrong, setWrong] = useState('')
  if (!turns) return null
  const now = turns.find((one) => one.state === 'now')
  const coming = turns.filter((one) => one.state === 'waits' || one.state === 'passed')
  const mine = now?.id === at.me.id
  const pass = async () => {
    const answer = await call('gatherings/turn', { attempt: newId(), step: at.on.id, person: at.me.id, did: 'passed' })
    setWrong(answer.ok ? '' : answer.sentence)
    void at.room.refresh()
  }
  return (
    <section>
      <p role="status">
        {now === undefined ? (
          'Everybody has had their turn.'
        ) : mine ? (
          <strong>It is your turn.</strong>
        ) : (
          `Now: ${now.name}.`
        )}
        {coming[0] !== undefined && ` Next: ${coming[0].id === at.me.id ? 'you' : coming[0].name}.`}
      </p>
      {mine && (
        <button type="button" onClick={() => void pass()}>
          Pass{coming.length > 0 ? ' for now' : ''}
        </button>
      )}
      {wrong !== '' && <Note alert>{wrong}</Note>}
      <details class="cards">
        <summary>Who speaks when ({turns.length})</summary>
        <ol>
          {turns.map((one) => (
            <li key={one.id}>
              {one.name}
              <span class="soft">
                {one.organisation === '' ? '' : `, ${one.organisation}`}
                {SAID[one.state]}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
const SAID = { now: ': speaks now', waits: '', passed: ': passed, comes back', spoke: ': has spoken' }

/** Put aside on this device alone: nobody learns whether it was read. */
export function AskedBy({ at }: { at: At }) {
  const place = `${at.room.mine}put aside ${at.on.id}`
  const [aside, setAside] = useState(() => kept<boolean>(place) ?? false)
  if (!at.now.askedBy || aside) return null
  return (
    <Note>
      {at.now.askedBy} would like to hear from you, if you wish. Only you see this, and nobody is told what you do with
      it.
      <button
        type="button"
        class="quiet"
        onClick={() => {
          keep(place, true)
          setAside(true)
        }}
      >
        Put it aside
      </button>
    </Note>
  )
}
