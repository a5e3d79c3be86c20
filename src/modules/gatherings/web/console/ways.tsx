import { client } from '#web/lib/client.ts'
import { Select } from '#web/ui/select.tsx'
import type { Activity } from '../room/data.ts'
import type { Running } from './moves.tsx'
import styles from './step.module.css'

type Table = Awaited<ReturnType<typeof client.gatherings.tables>>['tables'][number]
const SAYS: Record<Table['says'], string> = { help: 'needs you', working: 'at work', done: 'done' }
const ORDER = Object.keys(SAYS)

/**
 * Where each table does its own: what, how far, and how it says that it is, whoever needs somebody first. What is written there
 * is theirs, and stands nowhere here.
 */
export function Ways({
  activity,
  tables,
  running,
}: {
  activity: Activity
  tables: readonly Table[]
  running: Running
}) {
  const choices = activity.ways.map((way) => ({ value: way.key, label: way.title }))
  const sorted = tables.toSorted((one, other) => ORDER.indexOf(one.says) - ORDER.indexOf(other.says))
  const give = (table: string, way: string) =>
    void running.act(() =>
      client.gatherings.giveWay({ attempt: crypto.randomUUID(), activity: activity.id, table, way }),
    )
  return (
    <>
      <p className={styles.meta}>
        Giving a table another method begins that one anew. What it has put in stays with it.
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.ways}>
        {sorted.map((table) => (
          <li key={table.id}>
            <span>
              {table.label}: {table.says === 'help' ? <strong>{SAYS.help}</strong> : SAYS[table.says]}
              {table.step && (
                <span className={styles.meta}>
                  {' '}
                  {table.step.title}, {table.step.at} of {table.step.of}
                </span>
              )}
            </span>
            <Select
              label={`What ${table.label} does`}
              hideLabel
              value={table.way ?? ''}
              empty={table.says === 'done' ? 'It is through' : 'Not begun'}
              choices={choices}
              onChange={(way) => way && give(table.id, way)}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
