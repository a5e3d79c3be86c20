import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { lacksSentence } from '../../contract/shown.ts'
import { StepInputs } from '../inputs/step-inputs.tsx'
import type { Activity, Now, Planned } from '../room/data.ts'
import { Shown } from '../room/shown.tsx'
import type { Running } from './moves.tsx'

type Props = { now: Now; activity: Activity; step: Planned; running: Running }

/** What is put in to the step from here, and what is shown of it. */
export function Taken({ now, activity, step, running }: Props) {
  if (lacksSentence(step, now.lines, now.numbers))
    return <NoSentence activity={activity} step={step} running={running} />
  return (
    <>
      <StepInputs now={now} activity={activity} step={step} />
      {/* What people take on stands below, each with what can be done about it (MadeNow). */}
      {(step.kind !== 'commit' || now.room.rehearsal) && (
        <Shown steps={activity.steps} on={step} lines={now.lines} numbers={now.numbers} actuals={now.actuals} />
      )}
    </>
  )
}

/** A room is asked whether it can live with something that nobody has written: it is written first, or left. */
function NoSentence({ activity, step, running }: Omit<Props, 'now'>) {
  const at = activity.step!.place
  const writing = activity.steps.findLastIndex((one, place) => place < at && step.from.includes(one.key))
  const { move, pending } = running
  return (
    <Notice
      kind="info"
      title="There is no sentence yet"
      actions={
        <>
          {writing >= 0 && (
            <Button small kind="primary" pending={pending} onClick={() => move({ to: 'step', place: writing })}>
              Write one: “{activity.steps[writing]!.title}”
            </Button>
          )}
          {writing !== at - 1 && (
            <Button small pending={pending} onClick={() => move({ to: 'back' })}>
              Go back one step
            </Button>
          )}
        </>
      }
    >
      Nothing was put in that could be accepted, so nobody is asked. Phones and the room screen say so. Once it is
      written, go on to this step again.
    </Notice>
  )
}
