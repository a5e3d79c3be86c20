import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useAct } from './act.tsx'
import styles from './belonging.module.css'
import { type usePeople, written } from './data.ts'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Residence = NonNullable<People['asks'][number]['residence']>

/** What a researcher in residence may observe, write down and publish, and where they stand: as it was, or is to be, agreed. */
export function Protocol({ residence, open }: { residence: Residence; open?: boolean }) {
  const list = (
    <dl className={styles.protocol}>
      <dt>May observe</dt>
      <dd>{residence.observe}</dd>
      <dt>May write down</dt>
      <dd>{residence.write}</dd>
      <dt>May publish</dt>
      <dd>{residence.publish}</dd>
      <dt>Where they stand themselves</dt>
      <dd>{residence.bias}</dd>
      <dt>Until</dt>
      <dd>
        {dayWords(residence.until)}
        {residence.leaves && ', and then they are out of this space'}
      </dd>
    </dl>
  )
  if (open) return list
  return (
    <details className={styles.fold}>
      <summary>Researcher in residence until {dayWords(residence.until)}: what was agreed</summary>
      {list}
    </details>
  )
}

/** Asks the members for a researcher in residence. Longer is asked again, in the same form. */
export function ResidenceForm({ member, onClose }: { member: People['members'][number]; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const propose = useAct(client.spaces.proposeResidence, onClose)
  const now = member.residence
  const kept = (name: string) => `residence-${member.id}-${name}`
  return (
    <Dialog open onClose={onClose} title={now ? `Ask for longer` : `${member.name} as researcher in residence`}>
      <Form
        pending={propose.isPending}
        onSend={(form) =>
          propose.send({
            attempt,
            membership: member.id,
            until: written(form, 'until'),
            observe: written(form, 'observe'),
            write: written(form, 'write'),
            publish: written(form, 'publish'),
            bias: written(form, 'bias'),
            leaves: form.get('leaves') !== null,
          })
        }
      >
        <p>
          Everybody here reads this first. It begins when all have said yes, or a day later if nobody said no; in a
          small group only when all have. One no ends it. It is over by itself on its last day.
        </p>
        <DateField label="Last day" name="until" required />
        <TextArea
          label="What may be observed"
          name="observe"
          required
          rows={2}
          maxLength={1000}
          defaultValue={now?.observe}
          keepAs={kept('observe')}
        />
        <TextArea
          label="What may be written down"
          name="write"
          required
          rows={2}
          maxLength={1000}
          defaultValue={now?.write}
          keepAs={kept('write')}
        />
        <TextArea
          label="What may be published, and who reads it first"
          name="publish"
          required
          rows={2}
          maxLength={1000}
          defaultValue={now?.publish}
          keepAs={kept('publish')}
        />
        <TextArea
          label="Where they stand themselves"
          name="bias"
          required
          rows={2}
          maxLength={1000}
          hint="Who pays them, whom they know here, what they hope to find."
          defaultValue={now?.bias}
          keepAs={kept('bias')}
        />
        <Checkbox
          name="leaves"
          value="yes"
          label="When it ends, they are out of this space as well"
          defaultChecked={now?.leaves ?? true}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Ask everybody
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
