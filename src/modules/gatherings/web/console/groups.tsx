import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Select } from '#web/ui/select.tsx'
import { count } from '../data.ts'
import type { Activity, Now } from '../room/data.ts'
import type { Running } from './moves.tsx'
import styles from './step.module.css'
import { Ways } from './ways.tsx'

type Props = { now: Now; activity: Activity; running: Running }
const GROUPED = ['pairs', 'trios', 'fours', 'tables']

/** Who sits with whom, made again or by hand; and, at tables, how each says that it is. */
export function Groups({ now, activity, running }: Props) {
  const [open, setOpen] = useState(false)
  const place = activity.step!.place
  const on = activity.steps[place]!
  const made = activity.steps.findLast((step, at) => at <= place && step.kind === 'groups')
  const shows = made !== undefined && (on.kind === 'groups' || GROUPED.includes(on.group))
  const input = { activity: activity.id }
  const told = useQuery(api.gatherings.groups.queryOptions({ input, enabled: shows, refetchInterval: 5_000 }))
  if (!shows || !told.data) return null
  const { groups, others } = told.data
  const about = () => ({ attempt: crypto.randomUUID(), activity: activity.id, version: activity.version })
  const move = (person: string, group: string) =>
    void running.act(() =>
      client.gatherings.reseat({ attempt: crypto.randomUUID(), activity: activity.id, person, group }),
    )
  const tables = made.group === 'tables'
  return (
    <section className={styles.part} aria-label="Groups">
      {tables && <Overview now={now} activity={activity} running={running} />}
      <Buttons>
        {!(tables && activity.ownTables) && (
          <Button onClick={() => void running.act(() => client.gatherings.regroup(about()))}>Make them again</Button>
        )}
        {tables && (
          <Button
            onClick={() =>
              void running.act(() => client.gatherings.ownTables({ ...about(), own: !activity.ownTables }))
            }
          >
            {activity.ownTables ? 'Seat people instead' : 'Let people sit where they are'}
          </Button>
        )}
      </Buttons>
      <details className={styles.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          Who sits where: {count(groups.length, 'group')}
          {others.length > 0 && `, ${others.length} in none`}
        </summary>
        {/* Two hundred people, each with a list of tables, are drawn only where somebody looks. */}
        {open && <Seats groups={groups} others={others} onMove={move} />}
      </details>
    </section>
  )
}

type Told = Awaited<ReturnType<typeof client.gatherings.groups>>
type SeatsProps = Pick<Told, 'groups' | 'others'> & { onMove: (person: string, group: string) => void }

function Seats({ groups, others, onMove }: SeatsProps) {
  const choices = groups.map((one) => ({ value: one.id, label: one.label }))
  return (
    <>
      <p className={styles.meta}>
        Everybody in the room can see this. Whoever asked to sit apart from somebody is not told of here.
      </p>
      {groups.map((group) => (
        <div key={group.id}>
          <h3>{group.label}</h3>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.order}>
            {group.people.map((one) => (
              <Seat key={one.id} {...one} at={group.id} choices={choices} onMove={onMove} />
            ))}
          </ul>
        </div>
      ))}
      {others.length > 0 && choices.length > 0 && (
        <div>
          <h3>In none</h3>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.order}>
            {others.map((one) => (
              <Seat key={one.id} {...one} at="" choices={choices} onMove={onMove} />
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

type SeatProps = {
  id: string
  name: string
  organisation: string
  at: string
  choices: { value: string; label: string }[]
  onMove: (person: string, group: string) => void
}
const Seat = ({ id, name, organisation, at, choices, onMove }: SeatProps) => (
  <li className={styles.row}>
    <span>
      {name} <span className={styles.meta}>{organisation}</span>
    </span>
    <Select
      label={`Where ${name} sits`}
      hideLabel
      value={at}
      empty="In none"
      choices={choices}
      onChange={(group) => group && onMove(id, group)}
    />
  </li>
)

/** Of the tables how many work, are done, or need somebody: as they say themselves, and never who. */
function Overview({ now, activity, running }: Props) {
  const told = useQuery(
    api.gatherings.tables.queryOptions({ input: { activity: activity.id }, refetchInterval: 5_000 }),
  )
  if (!told.data) return null
  const { tables, own, standing } = told.data
  const of = (says: 'working' | 'done' | 'help') => tables.filter((one) => one.says === says)
  const help = of('help')
  return (
    <>
      {own && (
        <p>
          People sit where they are: each says the number of their table on their device.
          {standing > 0 && ` ${count(standing, 'person', 'people')} not at a table yet.`}
        </p>
      )}
      <p role="status">
        {help.length > 0 && (
          <strong>
            {help.map((one) => one.label).join(', ')} {help.length === 1 ? 'needs' : 'need'} you.{' '}
          </strong>
        )}
        {count(of('working').length, 'table')} at work, {of('done').length} done.
      </p>
      {activity.ways.length > 0 && tables.length > 0 && (
        <Ways now={now} activity={activity} tables={tables} running={running} />
      )}
      {activity.ways.length === 0 &&
        of('done').length > 0 &&
        of('working').length > 0 &&
        of('working').length <= 12 && (
          <p className={styles.meta}>
            Still at work:{' '}
            {of('working')
              .map((one) => one.label)
              .join(', ')}
            .
          </p>
        )}
    </>
  )
}
