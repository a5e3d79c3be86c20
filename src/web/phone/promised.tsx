// What a guest was promised, what came of it, what they are owed; and an address for the one letter that says so.
import { useState } from 'preact/hooks'
import type { Slip } from '#modules/gatherings/contract/harvest.ts'
import { call } from './call.ts'
import { dayIn } from './clock.ts'
import { Note } from './parts.tsx'

export function Promised({ slip }: { slip: Slip }) {
  const { share } = slip
  return (
    <dl class="said">
      {share.what !== '' && (
        <div>
          <dt>What you were promised to hear</dt>
          <dd>
            {[share.what, share.how, share.by && `By ${dayIn(share.by)}`]
              .filter(Boolean)
              .map((one) => String(one).replace(/[.!?]?$/, '.'))
              .join(' ')}
            {share.late && ' It is late: nothing has been told yet.'}
          </dd>
        </div>
      )}
      {share.kept !== '' && (
        <div>
          <dt>What came of it</dt>
          <dd class="words">{share.kept}</dd>
          {share.keptHow !== '' && <dd>Told also: {share.keptHow}</dd>}
        </div>
      )}
      {share.said.map((one) => (
        <div key={one.said}>
          <dt>You said: {one.said}</dt>
          <dd class="words">What came of that: {one.did}</dd>
        </div>
      ))}
      {(slip.owed !== '' || slip.paid !== '') && (
        <div>
          <dt>What you are owed</dt>
          <dd>
            {(slip.owed || slip.paid).replace(/[.!?]?$/, '.')}
            {slip.paidOn ? ` Paid on ${dayIn(slip.paidOn)}.` : ' Not paid yet.'}
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Offered where there is something to wait for and the place can write. */
export function HearByMail({ slipKey, slip, done }: { slipKey: string; slip: Slip; done: () => void }) {
  const [email, setEmail] = useState('')
  const [said, setSaid] = useState('')
  if (slip.share.what === '' || slip.share.keptOn !== null || slip.mail === 'never' || slip.mail === 'gone') return null
  const leave = async (address: string) => {
    const answer = await call('gatherings/slipAddress', { key: slipKey, email: address })
    setSaid(answer.ok ? '' : answer.sentence)
    if (answer.ok) done()
  }
  if (slip.mail === 'waits')
    return (
      <div class="stack">
        <Note>You get one letter when it is told. Your address is forgotten with it.</Note>
        <button type="button" class="quiet" onClick={() => void leave('')}>
          Forget my address now
        </button>
      </div>
    )
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void leave(email.trim())
      }}
    >
      <label>
        Hear it by mail as well
        <input type="email" value={email} onInput={(event) => setEmail(event.currentTarget.value)} required />
      </label>
      <p class="soft small">
        For one letter that says that it is told, with a link and none of the words. Nobody here sees the address, and
        it is forgotten when the letter has gone.
      </p>
      {said !== '' && <Note alert>{said}</Note>}
      <button type="submit">Write to me once</button>
    </form>
  )
}
