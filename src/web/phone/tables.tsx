// At tables: where one sits, and how the table is.
import { useState } from 'preact/hooks'
import type { At } from './at.ts'
import { call } from './call.ts'
import { newId } from './code.ts'
import { keep, kept } from './keep.ts'
import { Line, Note } from './parts.tsx'

/** Where people sit where they are: the number of the table, kept on the device for the next time. */
export function SitAt({ at }: { at: At }) {
  const place = `${at.room.mine}table`
  const [number, setNumber] = useState(() => kept<string>(place) ?? '')
  const [said, setSaid] = useState('')
  if (!at.now.activity!.ownTables) return null
  const sit = async () => {
    const table = Number(number)
    if (!Number.isInteger(table) || table < 1 || table > 300)
      return setSaid('The number that stands on your table, from 1 to 300.')
    const answer = await call('gatherings/sitAt', { attempt: newId(), activity: at.now.activity!.id, table })
    if (!answer.ok) return setSaid(answer.sentence)
    keep(place, number)
    setSaid('')
    void at.room.refresh()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void sit()
      }}
    >
      <Line label="The number of your table" type="number" min="1" max="300" value={number} set={setNumber} />
      {said !== '' && <Note alert>{said}</Note>}
      <button type="submit">{at.now.group === null ? 'Sit here' : 'Sit at this one instead'}</button>
    </form>
  )
}

const SAYS = {
  working: 'You are at work.',
  done: 'You said that you are done.',
  help: 'Somebody comes to you. They are told now.',
}

/** One tap for the whole table: done, or that it needs somebody. Whoever runs it sees it, and nobody else but those who sit here. */
export function TableSays({ at }: { at: At }) {
  const { group } = at.now
  const [wrong, setWrong] = useState('')
  if (at.step.group !== 'tables' || at.step.kind === 'groups' || group === null) return null
  const say = async (says: 'working' | 'done' | 'help') => {
    const answer = await call('gatherings/sayAtTable', { attempt: newId(), activity: at.now.activity!.id, says })
    setWrong(answer.ok ? '' : answer.sentence)
    void at.room.refresh()
  }
  return (
    <section>
      <p class="soft small" role="status">
        {group.label}. {SAYS[group.says] ?? ''}
      </p>
      <div class="buttons">
        {group.says === 'working' ? (
          <>
            <button type="button" onClick={() => void say('done')}>
              We are done
            </button>
            <button type="button" onClick={() => void say('help')}>
              We need somebody
            </button>
          </>
        ) : (
          <button type="button" onClick={() => void say('working')}>
            {group.says === 'help' ? 'We are helped' : 'We go on'}
          </button>
        )}
      </div>
      {wrong !== '' && <Note alert>{wrong}</Note>}
    </section>
  )
}
