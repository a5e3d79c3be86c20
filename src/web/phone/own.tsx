// What is one's own in a step: what is still on this device, and what is in, to change or take out until it is shown.
import { useState } from 'preact/hooks'
import type { Line } from '#modules/gatherings/contract/state.ts'
import { type At, chapterOf } from './at.ts'
import { keepTyped, typedHere } from './keep.ts'
import { type AnyKind, wordsOf } from './kind.ts'
import { Note } from './parts.tsx'
import { ON_DEVICE } from './sentences.ts'

/** One's own line, with its form again while it is changed. */
function Mine({ line, at, kind }: { line: Line; at: At; kind: AnyKind }) {
  const { room, step } = at
  const settings = step.settings
  const kept = `change ${line.id}`
  const [draft, show] = useState<unknown>(() => typedHere(kept))
  const setDraft = (next: unknown) => {
    show(next)
    keepTyped(kept, next)
  }
  const [wrong, setWrong] = useState('')
  const { Input, Said } = kind
  const may = !line.shown || step.shown === 'at_once'
  const entry = { place: at.place, step: line.step, chapter: chapterOf(at) ?? '', id: line.id }
  if (draft !== null && Input) {
    const done = () => {
      const reading = kind.read!(draft, settings, at)
      if (reading === null) return setWrong('There is nothing in it now. Take it out instead, or leave it as it was.')
      if ('wrong' in reading) return setWrong(reading.wrong)
      room.put({ ...entry, act: 'change', version: line.version, value: reading.value })
      setDraft(null)
    }
    return (
      <li>
        <Input draft={draft} set={setDraft} settings={settings} at={at} />
        {wrong !== '' && <Note alert>{wrong}</Note>}
        <div class="buttons">
          <button type="button" class="main" onClick={done}>
            Change it
          </button>
          <button type="button" onClick={() => setDraft(null)}>
            Leave it as it was
          </button>
        </div>
      </li>
    )
  }
  return (
    <li>
      {Said && <Said value={line.value} settings={settings} at={at} />}
      <span class="state">
        <span>It is in{line.shown ? ', and shown' : ''}</span>
        {may && Input && !kind.Own && (
          <button type="button" class="quiet" onClick={() => setDraft(line.value)}>
            Change
          </button>
        )}
        <button type="button" class="quiet" onClick={() => room.put({ ...entry, act: 'out', value: null })}>
          Take out
        </button>
      </span>
    </li>
  )
}

export function OwnLines({ at, kind }: { at: At; kind: AnyKind }) {
  const { room, waiting } = at
  const changing = (id: string) => waiting.find((entry) => entry.id === id && entry.act !== 'put')
  const mine = at.lines.filter((line) => line.mine && changing(line.id)?.act !== 'out')
  const going = waiting.filter((entry) => entry.act !== 'out' && entry.refusal === null && kind.mine !== 'elsewhere')
  const refused = waiting.filter((entry) => entry.refusal !== null)
  const settled = kind.mine === 'elsewhere' ? [] : mine.filter((line) => !going.some((entry) => entry.id === line.id))
  const { Said } = kind
  if (going.length + refused.length + settled.length === 0) return null
  return (
    <section class="mine">
      <h2>Yours</h2>
      <ul class="lines">
        {settled.map((line) => (
          <Mine key={line.id} line={line} at={at} kind={kind} />
        ))}
        {going.map((entry) => (
          <li key={`${entry.id}${entry.act}`}>
            {Said && <Said value={entry.value} settings={at.step.settings} at={at} />}
            <span class="state">
              <span>{room.state.silent ? ON_DEVICE[room.state.silent] : 'Going in…'}</span>
              <button type="button" class="quiet" onClick={() => room.put({ ...entry, act: 'out' })}>
                Take out
              </button>
            </span>
          </li>
        ))}
        {refused.map((entry) => (
          <Refused
            key={`${entry.id}${entry.act}`}
            room={room}
            entry={entry}
            again={() => room.put({ ...entry, step: at.on.id, chapter: chapterOf(at) ?? entry.chapter })}
          />
        ))}
      </ul>
    </section>
  )
}

/** What the place did not take: it says why, and the words stay. */
export function Refused({
  room,
  entry,
  again,
}: {
  room: At['room']
  entry: At['waiting'][number]
  again?: () => void
}) {
  return (
    <li>
      <q>{wordsOf(entry.value)}</q>
      <p class="alert small">Not in. {entry.refusal}</p>
      <span class="state">
        {again && (
          <button type="button" class="quiet" onClick={again}>
            Try again
          </button>
        )}
        <button type="button" class="quiet" onClick={() => void copy(wordsOf(entry.value))}>
          Copy the words
        </button>
        <button type="button" class="quiet" onClick={() => room.giveUp(entry)}>
          Throw it away
        </button>
      </span>
    </li>
  )
}

/** To the clipboard, where the browser has one. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // An old browser: the words stand there to be marked and copied by hand.
  }
}
