import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Select } from '#web/ui/select.tsx'
import { WHEN } from '../chain/data.ts'
import { StepForm } from '../chain/step-form.tsx'
import { toAll, type Where } from '../foot.tsx'
import { Learned, NOTHING_LEARNT } from './learned.tsx'

/** A decision to come: on a day of its own, or at a meeting of a committee that the space knows. */
export function Plan({ here, onDone }: { here: Where; onDone: () => void }) {
  const plan = useMutation(api.insights.plan.mutationOptions())
  const routes = useQuery(api.insights.routes.queryOptions({ input: { id: here.id } }))
  const [meeting, setMeeting] = useState('')
  const [learnt, setLearnt] = useState(NOTHING_LEARNT)
  const meetings = (routes.data ?? []).flatMap((route) =>
    route.meetings.map((one) => ({
      value: one.id,
      label: `${route.name}, ${dayWords(one.meets_on)}${one.at_time ? `, ${one.at_time}` : ''}`,
    })),
  )
  const [, ...rest] = WHEN
  return (
    <StepForm
      {...{ here, onDone, reach: toAll(here) }}
      fields={[
        { is: 'words', name: 'words', label: 'What is to be decided' },
        ...(meeting === '' ? WHEN.slice(0, 1) : []),
        { is: 'more', name: 'more', label: 'More about it: papers, form, options, who prepares it', fields: rest },
      ]}
      name="A decision to come"
      verb="Put it in the calendar"
      keep={`plan ${here.id}`}
      above={
        <>
          {meetings.length > 0 && (
            <Select
              label="Where it is decided"
              name="meeting"
              empty="On a day of its own"
              value={meeting}
              onChange={setMeeting}
              choices={meetings}
            />
          )}
          <Learned space={here.id} chosen={learnt} onChoose={setLearnt} />
        </>
      }
      make={(typed, { attempt }) =>
        plan.mutateAsync({
          ...(typed as { words: string }),
          ...{ attempt, space: here.id, chapter: here.standing, meeting: meeting || null, ...learnt },
        })
      }
    />
  )
}
