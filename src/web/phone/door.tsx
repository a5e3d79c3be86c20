// The door: a code, what is said before the first question, and who one is.
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Door as AtDoor } from '#modules/gatherings/contract/door.ts'
import { call } from './call.ts'
import { readCode } from './code.ts'
import { forgetGuests, forgetKnock, keepTyped, knock, typedHere } from './keep.ts'
import { Line, Note, Pick, Title } from './parts.tsx'
import { CLASS_WORDS, saidAtDoor } from './sentences.ts'
import { useUntilDone } from './until.ts'
import { atDoor } from './work.ts'

type Go = (path: string) => void
/** Whether it is for a table is said once, and known by the device when somebody goes back in. */
type Enter = (room: string, table?: boolean) => void

type Typed = { name: string; organisation: string; class: string; table: boolean }
const NOBODY: Typed = { name: '', organisation: '', class: '', table: false }

export function CodePage({ go, typed = '', why = '' }: { go: Go; typed?: string; why?: string }) {
  const [code, setCode] = useState(typed)
  const [said, setSaid] = useState(why)
  const ready = /[0-9]/.test(code) && readCode(code).split('-').length >= 3
  return (
    <main>
      <Title of="Come in">Come in</Title>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!ready) return setSaid('A code is two words and three digits, as in “fern tide 123”.')
          go(`/in/${readCode(code)}`)
        }}
      >
        <Line
          label="Code"
          hint="Two words and three digits, on the wall or in what you were sent. Capitals and hyphens do not matter."
          value={code}
          set={(value) => {
            setCode(value)
            setSaid('')
          }}
        />
        {said !== '' && <Note alert>{said}</Note>}
        <button type="submit" class="main">
          Go to the door
        </button>
      </form>
    </main>
  )
}

export function DoorPage({ code, go, enter }: { code: string; go: Go; enter: Enter }) {
  const [door, setDoor] = useState<AtDoor | null>(null)
  const [fault, setFault] = useState<{ sentence: string; again: boolean } | null>(null)
  const look = useCallback(async () => {
    const answer = await atDoor<AtDoor>('gatherings/door', { code })
    if (answer.ok) {
      setDoor(answer.data)
      return true
    }
    if (answer.fault === 'refused') forgetKnock(code)
    setFault({ sentence: answer.sentence, again: answer.fault !== 'refused' })
    return answer.fault === 'refused'
  }, [code])
  useUntilDone(look)
  if (fault && !fault.again) return <CodePage go={go} typed={code} why={fault.sentence} />
  if (door === null && fault)
    return (
      <main>
        <Title of="Come in">Come in</Title>
        <Note>{fault.sentence}</Note>
        <button type="button" onClick={() => go('/in')}>
          Type another code
        </button>
      </main>
    )
  if (door === null)
    return (
      <main>
        <p role="status">Looking for the door…</p>
      </main>
    )
  const goIn: Enter = (room, table) => {
    forgetKnock(code)
    enter(room, table)
  }
  return <AtTheDoor door={door} code={code} go={go} enter={goIn} />
}

function AtTheDoor({ door, code, go, enter }: { door: AtDoor; code: string; go: Go; enter: Enter }) {
  const { said } = door
  return (
    <main>
      <Title of={said.title}>{said.title}</Title>
      <p class="soft">
        {[said.convenedBy && `Called by ${said.convenedBy}`, said.space, said.when].filter(Boolean).join(' · ')}
      </p>
      {said.purpose !== '' && <p class="words">{said.purpose}</p>}
      <dl class="said">
        {saidAtDoor(said, door.keptOut, door.door === 'let_in').map((one) => (
          <div key={one.title}>
            <dt>{one.title}</dt>
            <dd>{one.says}</dd>
          </div>
        ))}
      </dl>
      {door.full && (
        <Note alert>The room is full just now. Ask whoever runs it to make room; the code goes on working.</Note>
      )}
      {door.me?.guest ? (
        <Again door={door} code={code} enter={enter} />
      ) : (
        <WhoComes door={door} code={code} enter={enter} />
      )}
      <button type="button" class="quiet" onClick={() => go('/in')}>
        This is not the door I want
      </button>
    </main>
  )
}

/** A guest who was in already comes back as who they were; the room says whether it was this one. */
function Again({ door, code, enter }: { door: AtDoor; code: string; enter: Enter }) {
  const [other, setOther] = useState(false)
  const [known, setKnown] = useState<boolean | null>(null)
  useEffect(() => {
    void call('gatherings/now', { room: door.room }).then((answer) => setKnown(answer.ok))
  }, [door.room])
  if (known === null) return <p role="status">One moment…</p>
  if (!known || other) return <WhoComes door={door} code={code} enter={enter} />
  return (
    <div class="buttons">
      <button type="button" class="main" onClick={() => enter(door.room)}>
        Go back in as {door.me!.name}
      </button>
      <button
        type="button"
        onClick={() => {
          forgetKnock(code)
          setOther(true)
        }}
      >
        I am somebody else
      </button>
    </div>
  )
}

function WhoComes({ door, code, enter }: { door: AtDoor; code: string; enter: Enter }) {
  const account = door.me !== null && !door.me.guest
  const [typed, setTyped] = useState<Typed>(() => ({ ...NOBODY, ...typedHere<Typed>('door') }))
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  // Not kept in this window: it is said to this door and to nothing else.
  const [manages, setManages] = useState(false)
  const change = (more: Partial<Typed>) => {
    const next = { ...typed, ...more }
    setTyped(next)
    keepTyped('door', next)
    setWrong('')
  }
  async function comeIn(): Promise<void> {
    if (!account && typed.name.trim() === '')
      return setWrong('Say your name, so that those in the room know who is there.')
    if (typed.class === '') return setWrong('Say what you come as; “only watching” is an answer.')
    setBusy(true)
    const who = { attempt: knock(code), code, class: typed.class, manages }
    const answer = account
      ? await call<{ room: string }>('gatherings/comeIn', who)
      : await atDoor<{ room: string }>('gatherings/comeInAsGuest', {
          ...who,
          ...{ name: typed.name.trim(), organisation: typed.organisation.trim() },
        })
    setBusy(false)
    if (!answer.ok) return setWrong(answer.sentence)
    if (!account) forgetGuests()
    keepTyped('door', null)
    enter(answer.data.room, typed.table)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void comeIn()
      }}
    >
      <h2>Who are you?</h2>
      {!account && (
        <>
          <Line
            label="Your name"
            complete="name"
            hint="Everybody in the room sees it on a list."
            value={typed.name}
            set={(name) => change({ name })}
          />
          <Line
            label="Where you come from"
            complete="organization"
            hint="An organisation, a street, a group. It may stay empty."
            value={typed.organisation}
            set={(organisation) => change({ organisation })}
          />
        </>
      )}
      <Pick
        label="I come as"
        options={Object.entries(CLASS_WORDS).map(([key, label]) => ({ key, label }))}
        value={typed.class}
        set={(of) => change({ class: of })}
      />
      {door.keptOut.includes('line_manager') && (
        <div class="pick">
          <label>
            <input type="checkbox" checked={manages} onChange={() => setManages(!manages)} />
            <span>
              I manage somebody who may be in this room
              <span class="soft small">By its rule you then stay outside. It is kept nowhere.</span>
            </span>
          </label>
        </div>
      )}
      <div class="pick">
        <label>
          <input type="checkbox" checked={typed.table} onChange={() => change({ table: !typed.table })} />
          <span>
            This device is for a table
            <span class="soft small">Several of you write on it; what it sends is said to be the table’s.</span>
          </span>
        </label>
      </div>
      {wrong !== '' && <Note alert>{wrong}</Note>}
      <button type="submit" class="main" aria-busy={busy}>
        {account ? `Come in as ${door.me!.name}` : 'Come in'}
      </button>
    </form>
  )
}
