// A guest's slip: what may leave the room, where their words went, what they are owed, and what came of it. Without an account.
import { useCallback, useState } from 'preact/hooks'
import type { Goes, Harvest, Leaving, Slip } from '#modules/gatherings/contract/harvest.ts'
import { type Answer, call } from './call.ts'
import { dayIn as day } from './clock.ts'
import { newId } from './code.ts'
import { keepTyped, typedHere } from './keep.ts'
import { Made } from './made.tsx'
import { Box, Note, Pick, Reach, Title } from './parts.tsx'
import { HearByMail, Promised } from './promised.tsx'
import { TableSays } from './table-says.tsx'
import { useUntilDone } from './until.ts'

export { TakeSlip } from './take-slip.tsx'

/** How the place is asked: with the slip, or as whoever is in the room on this device. */
type Ask = {
  read: () => Promise<Answer<Slip | Harvest>>
  choose: (choice: object) => Promise<Answer<{ state: string }>>
  answer: (id: string, it: 'goes' | 'stays') => Promise<Answer<object>>
  takeBack: (id: string) => Promise<Answer<{ copies: number }>>
}
const bySlip = (key: string): Ask => ({
  read: () => call('gatherings/slip', { key }),
  choose: (choice) => call('gatherings/slipLetGo', { key, ...choice }),
  answer: (id, answer) => call('gatherings/slipAnswer', { key, id, answer }),
  takeBack: (id) => call('gatherings/slipTakeBack', { key, id }),
})
const inRoom = (room: string): Ask => ({
  read: () => call('gatherings/harvest', { room }),
  choose: (choice) => call('gatherings/letGo', { attempt: newId(), ...choice }),
  answer: (id, answer) => call('gatherings/sayAsked', { attempt: newId(), id, answer }),
  takeBack: (id) => call('gatherings/takeMineBack', { attempt: newId(), id }),
})

/** No key is shorter. */
const SHORTEST = 20

/** The page of a slip: its key stands behind the # of its address, which no server is sent. */
export function SlipPage() {
  const [key, setKey] = useState(() => location.hash.slice(1))
  const [typed, setTyped] = useState('')
  const [short, setShort] = useState(false)
  const open = () => {
    // A whole address may be typed or pasted as well.
    const said = typed.trim().split('#').pop()!
    setShort(said.length < SHORTEST)
    if (said.length >= SHORTEST) setKey(said)
  }
  if (key.length < SHORTEST)
    return (
      <main>
        <Title of="My slip">My slip</Title>
        <p>Scan the code on your slip, or type its key here: what stands in its address after the #.</p>
        <Box label="Key" rows={2} value={typed} set={setTyped} />
        {(short || key !== '') && <Note alert>This key is not whole. Look whether a part of it is missing.</Note>}
        <button type="button" class="main" onClick={open}>
          Open my slip
        </button>
      </main>
    )
  return (
    <main>
      <Opened ask={bySlip(key)} slipKey={key} again={() => setKey('')} />
      <Made slipKey={key} />
    </main>
  )
}

/** What may leave, for whoever is still in the room on this device. */
export const LeavingHere = ({ room }: { room: string }) => (
  <>
    <Made room={room} />
    <Opened ask={inRoom(room)} />
  </>
)

function Opened({ ask, slipKey, again }: { ask: Ask; slipKey?: string; again?: () => void }) {
  const [data, setData] = useState<Slip | Harvest | null>(null)
  const [fault, setFault] = useState('')
  const [refused, setRefused] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one slip, one way of asking
  const look = useCallback(async () => {
    const answer = await ask.read()
    if (answer.ok) setData(answer.data)
    setFault(answer.ok ? '' : answer.sentence)
    const no = !answer.ok && answer.fault === 'refused'
    setRefused(no)
    return answer.ok || no
  }, [])
  useUntilDone(look)
  if (data === null)
    return (
      <section class="stack">
        {again && <Title of="My slip">My slip</Title>}
        {fault === '' ? <p role="status">One moment…</p> : <Note alert={refused}>{fault}</Note>}
        {again && refused && (
          <button type="button" onClick={again}>
            Type its key
          </button>
        )}
      </section>
    )
  const slip = 'share' in data ? data : null
  const harvest = slip === null ? (data as Harvest) : slip.harvest
  return (
    <section class="stack">
      {slip && <Title of="My slip">{data.title}</Title>}
      {slip && <Promised slip={slip} />}
      {slip && slipKey && <HearByMail slipKey={slipKey} slip={slip} done={look} />}
      {fault !== '' && <Note alert>{fault}</Note>}
      {harvest && <MayLeave harvest={harvest} ask={ask} done={look} />}
      <Where where={data.where} ask={ask} done={look} />
    </section>
  )
}

function MayLeave({ harvest, ask, done }: { harvest: Harvest; ask: Ask; done: () => void }) {
  if (harvest.state !== 'open')
    return (
      <p>
        {harvest.state === 'over'
          ? 'The seven days are over. What you let go went; the rest stayed.'
          : 'What may leave is asked when the gathering closes.'}
      </p>
    )
  return (
    <>
      <h2>What may leave this room?</h2>
      {harvest.role !== '' && <p class="soft">What the learning partner does here: {harvest.role}</p>}
      <p>
        Asked until {day(harvest.until!)}. What you say nothing about stays. With your name it goes at once; without it,
        with the next day and what the others let go.
      </p>
      <Reach person="first" sentence="Only you see what you choose" more="" />
      {harvest.asked.map((one) => (
        <div key={one.id} class="stack">
          <p class="words">{one.words}</p>
          <p class="soft small">Somebody wrote this for you too. It goes when each of you says yes.</p>
          <div class="buttons">
            <button type="button" onClick={() => void ask.answer(one.id, 'goes').then(done)}>
              It may go, without names
            </button>
            <button type="button" onClick={() => void ask.answer(one.id, 'stays').then(done)}>
              It stays
            </button>
          </div>
        </div>
      ))}
      {harvest.items.length === 0 && <p>There is nothing of yours to ask about.</p>}
      {harvest.items.map((item) => (
        <OneLine key={item.id} item={item} audience={harvest.audience} ask={ask} done={done} />
      ))}
    </>
  )
}

const GOES: Record<Goes, string> = {
  stays: 'It stays here',
  theme: 'Only the theme, in a sentence of mine',
  words: 'The words, without my name',
  name: 'The words, with my name',
}
const STATE: Record<Leaving['state'], string> = {
  stays: 'It stays.',
  tonight: 'It goes with the next day.',
  asked: 'The others are asked as well.',
  went: 'It went.',
  taken_back: 'You took it back.',
}

function OneLine({ item, audience, ask, done }: { item: Leaving; audience: string; ask: Ask; done: () => void }) {
  const [goes, setGoes] = useState<string | null>(item.chose)
  const kept = `theme ${item.id}`
  const [theme, setTheme] = useState(() => typedHere<string>(kept) ?? '')
  const [all, setAll] = useState(false)
  const [said, setSaid] = useState('')
  const send = async () => {
    const words = goes === 'theme' ? theme : ''
    const answer = await ask.choose({ line: item.id, goes, words, allSaidYes: all })
    setSaid(answer.ok ? '' : answer.sentence)
    if (!answer.ok) return
    keepTyped(kept, null)
    done()
  }
  const type = (words: string) => {
    setTheme(words)
    keepTyped(kept, words)
  }
  return (
    <div class="stack">
      <p class="words">{item.words}</p>
      {item.chose && <p class="soft small">{STATE[item.state]}</p>}
      <Pick
        label="What may leave"
        unlabelled
        options={item.choices.map((key) => ({ key, label: GOES[key] }))}
        value={goes}
        set={setGoes}
      />
      {goes !== null && goes !== 'stays' && (
        <>
          <p class="small">
            Could someone else in this be recognised: a family, a colleague? Then let only the theme go, or let it stay.
          </p>
          <p class="soft small">{audience}</p>
        </>
      )}
      {goes === 'theme' && <Box label="The theme, in one sentence" rows={2} most={280} value={theme} set={type} />}
      {item.shared === 'table' && goes === 'words' && <TableSays set={setAll} />}
      {said !== '' && <Note alert>{said}</Note>}
      {goes !== null && (goes !== item.chose || goes === 'theme') && (
        <button type="button" class="main" onClick={() => void send()}>
          {goes === 'stays' ? 'Let it stay' : 'Let it go like this'}
        </button>
      )}
    </div>
  )
}

function Where({ where, ask, done }: { where: Harvest['where']; ask: Ask; done: () => void }) {
  if (where.length === 0) return null
  return (
    <>
      <h2>Where your words are</h2>
      <p class="soft small">
        Taking back works at any time. What was printed or read cannot be called back. Lines without a name are
        nobody’s, and never stand here.
      </p>
      <ul class="lines">
        {where.map((one) => (
          <li key={one.id}>
            {one.words !== null && <span class="words">{one.words}</span>}
            <span class="state">
              <span>
                {one.state === 'went' ? `In ${one.to}, since ${one.went ? day(one.went) : 'then'}` : ''}
                {one.state === 'not_settled' ? 'Not gone yet' : ''}
                {one.state === 'stays' ? 'It stayed' : ''}
                {one.state === 'taken_back' ? 'Taken back' : ''}
              </span>
              {one.can.takeBack && (
                <button type="button" class="quiet" onClick={() => void ask.takeBack(one.id).then(done)}>
                  Take it back
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
