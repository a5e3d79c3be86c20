import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Select } from '#web/ui/select.tsx'
import type { Activity, Now } from '../room/data.ts'
import styles from './console.module.css'
import type { Running } from './moves.tsx'

type Props = { now: Now; activity: Activity; running: Running }

/** Who presents, where something in this activity is a presenter's; and the next one, from the start of that part. */
export function Presenter({ now, activity, running }: Props) {
  const presents = activity.steps.some(
    (step) => step.belongsTo === 'presenter' || step.seenBy === 'presenter' || step.writes === 'presenter',
  )
  const people = useQuery(api.gatherings.people.queryOptions({ input: { room: now.room.id }, enabled: presents }))
  if (!presents || !people.data) return null
  const state = activity.step!
  const repeats = activity.steps[state.place]!.repeat !== null
  const choices = people.data.people.map((one) => ({ value: one.person, label: one.name }))
  return (
    <div className={styles.presenter}>
      <Select
        label="Who presents"
        empty="Nobody yet"
        value={state.presenter?.id ?? ''}
        choices={choices}
        onChange={(presenter) => presenter && running.move({ to: 'presenter', presenter })}
      />
      {repeats && (
        <Buttons>
          {nextOf(choices, state.presenter?.id).map((one) => (
            <Button key={one.value} onClick={() => running.move({ to: 'again', presenter: one.value })}>
              Again, with {one.label}
            </Button>
          ))}
        </Buttons>
      )}
    </div>
  )
}

/** Whoever comes after the one who presents now, in the order of the list. */
function nextOf<T extends { value: string }>(choices: readonly T[], now: string | undefined): T[] {
  if (now === undefined || choices.length < 2) return []
  const at = choices.findIndex((one) => one.value === now)
  return [choices[(at + 1) % choices.length]!]
}
