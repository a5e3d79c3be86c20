// At tables: where one sits, and how the table is.
import { useState } from 'preact/hooks'
import type { TABLE_MOVES } from '#modules/gatherings/contract/ways.ts'
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

type TableMove = (typeof TABLE_MOVES)[number]
/** Two steps are everybody’s: finding a table, and being at it. */
const OWN = 2
const SAYS = {
  working: 'You are at work.',
  done: 'You said that you are done.',
  help: 'Somebody comes to you. They are told now.',
}

/** One tap for the whole table: done, or that it needs somebody. Whoever runs it sees it, and nobody else but those who sit here. */
export function TableSays({ at }: { at: At }) {
  const { group } = at.now
  const [wrong, setWrong] = useState('')
  const { atTable, ways } = at.now.activity!
  const works = at.step.group === 'tables' && at.step.kind !== 'groups' && (ways.length === 0 || atTable)
  if (!(works || atTable) || group === null) return null
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

/** Where each table does its own: anybody who sits there goes on for all of them. */
export function TableGoes({ at }: { at: At }) {
  const { activity, group } = at.now
  const { ways, atTable, tablePaused, state, id, steps } = activity!
  const [wrong, setWrong] = useState('')
  if (ways.length === 0 || group === null || at.step.kind === 'groups') return null
  const go = async (to: TableMove) => {
    const answer = await call('gatherings/tableGoes', {
      ...{ attempt: newId(), activity: id, step: atTable ? at.on.id : null, to },
    })
    setWrong(answer.ok ? '' : answer.sentence)
    void at.room.refresh()
  }
  const press = (to: TableMove, words: string, main = false) => (
    <button type="button" class={main ? 'main' : undefined} onClick={() => void go(to)}>
      {words}
    </button>
  )
  const warn = wrong !== '' && <Note alert>{wrong}</Note>
  if (state === 'paused' && !tablePaused)
    return <p class="soft">Everybody has a pause. Your table goes on with the others.</p>
  if (tablePaused)
    return (
      <section aria-label="Your table">
        <p class="soft">{group.label} has a pause.</p>
        <div class="buttons">{press('resume', 'Go on, for our table', true)}</div>
        {warn}
      </section>
    )
  if (!atTable)
    return (
      <section>
        <p class="soft">
          {group.label}.{' '}
          {group.says === 'done'
            ? 'You are through. Thank you; the others are still at it.'
            : 'Your table has its own steps.'}
        </p>
        <div class="buttons">
          {press('begin', group.says === 'done' ? 'Go through it again' : 'Begin at our table')}
        </div>
        {warn}
      </section>
    )
  const hidden =
    at.step.makes && (at.step.shown === 'at_reveal' || (at.step.shown === 'at_end' && at.on.state === 'open'))
  const last = at.on.place === steps.length - 1
  return (
    <section aria-label="Your table">
      <p class="soft small">Whoever presses goes on for all at {group.label}.</p>
      <div class="buttons">
        {hidden
          ? press('show', 'Show it at our table')
          : press('next', last ? 'We are through' : 'Next, for our table')}
        {hidden && !last && press('next', 'Go on without showing')}
        {at.on.place > OWN && press('back', 'Back')}
        {at.on.endsAt !== null && press('extend', 'One minute more')}
        {press('pause', 'Pause')}
      </div>
      {warn}
    </section>
  )
}
