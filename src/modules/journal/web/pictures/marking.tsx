import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { Entry } from '../../contract.ts'

const CHOICES = [
  { value: '0', label: 'Not said' },
  { value: '1', label: '1, hardly any' },
  { value: '2', label: '2' },
  { value: '3', label: '3' },
  { value: '4', label: '4' },
  { value: '5', label: '5, a lot' },
] as const
type Choice = (typeof CHOICES)[number]['value']
const markOf = (choice: Choice) => (choice === '0' ? null : Number(choice))

/** How much energy and hope there was, kept in the entry under its writer's key. Not said is as good as said. */
export function Marking({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [energy, setEnergy] = useState<Choice>(String(entry.energy ?? 0) as Choice)
  const [hope, setHope] = useState<Choice>(String(entry.hope ?? 0) as Choice)
  return (
    <Form
      name="How it was"
      onSend={async () => {
        const { id, version, words, tell } = entry
        try {
          const done = await client.journal.edit({
            ...{ attempt: attempt.id, id, version, words, tell },
            ...{ energy: markOf(energy), hope: markOf(hope) },
          })
          if (!done.ok) return { problem: done.sentence }
        } catch (fault) {
          if ((fault as { status?: number }).status !== undefined) attempt.renew()
          throw fault
        }
        await queries.invalidateQueries({ queryKey: api.journal.key() })
        onDone()
      }}
    >
      <RadioGroup<Choice>
        label="How much energy?"
        name="energy"
        row
        value={energy}
        onChange={setEnergy}
        choices={CHOICES}
      />
      <RadioGroup<Choice> label="How much hope?" name="hope" row value={hope} onChange={setHope} choices={CHOICES} />
      <Buttons>
        <Button kind="primary" type="submit">
          Keep it
        </Button>
        <Button onClick={onDone}>Leave it as it was</Button>
      </Buttons>
    </Form>
  )
}
