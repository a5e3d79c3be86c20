import { useMutation } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { dayOf, useSending, wordsOf } from '../data.ts'
import { Foot, toAll } from '../foot.tsx'
import { AIM_WORDS, type Aim, useTheirs } from './data.ts'
import type { Here } from './question-form.tsx'
import { Theirs } from './theirs.tsx'

/** Sets an aim, or says one anew: read by every member, now and later. */
export function AimForm({ here, aim, onDone }: { here: Here; aim?: Aim; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(aim?.version ?? 1)
  const set = useMutation(api.insights.setAim.mutationOptions())
  const edit = useMutation(api.insights.editAim.mutationOptions())
  const keep = `aim ${aim?.id ?? here.id}`
  return (
    <Form
      name={aim ? 'Say it anew' : 'Set an aim'}
      onSend={(data) =>
        send(async () => {
          const answer = aim
            ? heed(await edit.mutateAsync({ attempt: attempt.id, aim: aim.id, version: at, ...fieldsIn(data) }))
            : await set.mutateAsync({ attempt: attempt.id, space: here.id, chapter: here.standing, ...fieldsIn(data) })
          attempt.renew()
          return answer
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <TextArea
        label="The aim, in a sentence"
        name="words"
        required
        maxLength={500}
        rows={2}
        reach={toAll(here)}
        keepAs={keep}
        defaultValue={aim?.words ?? ''}
      />
      <RadioGroup
        label="What sort of aim?"
        name="kind"
        defaultValue={aim?.kind ?? 'strategy'}
        choices={(['strategy', 'knowledge', 'capacity', 'influencing', 'other'] as const).map((value) => ({
          value,
          label: AIM_WORDS[value],
        }))}
      />
      <TextField
        label="Whose aim is it?"
        hint="A body or a party: the executive, the funder, all of us."
        name="whose"
        optional
        maxLength={160}
        keepAs={`${keep} whose`}
        defaultValue={aim?.whose ?? ''}
      />
      <DateField label="By when?" name="by_on" optional defaultValue={aim?.by_on ?? ''} />
      <Foot verb={aim ? 'Say it so' : 'Set it'} onDone={onDone} />
    </Form>
  )
}

const fieldsIn = (data: FormData) => ({
  kind: (wordsOf(data, 'kind') || 'strategy') as Aim['kind'],
  words: wordsOf(data, 'words'),
  whose: wordsOf(data, 'whose'),
  by_on: dayOf(data, 'by_on'),
})
