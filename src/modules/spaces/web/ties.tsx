import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { Problem, useAct } from './act.tsx'
import { type usePeople, written } from './data.ts'
import styles from './spaces.module.css'
import { AS_WORDS, choicesOf } from './work-words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type As = keyof typeof AS_WORDS
export type Tie = {
  id: string
  one: { name: string; as: As }
  other: { name: string; as: As }
  client: string
  pace: string
  outputs: string
}

/** Managers, consultants and academics who work with each other: each pair with its client, its pace and what comes of it. */
export function Ties({ ties, address, people }: { ties: Tie[]; address: string; people: People }) {
  const [saying, setSaying] = useState(false)
  return (
    <Section
      title="Who works with whom"
      note="Managers, consultants and academics keep different time. Written down, it needs no explaining twice."
    >
      {ties.length === 0 && <p className={styles.meta}>No pair is written down yet.</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {ties.map((tie) => (
          <One key={tie.id} tie={tie} />
        ))}
      </ul>
      <div data-paper="no">
        <Button onClick={() => setSaying(true)}>Write down a pair</Button>
      </div>
      {saying && <Say address={address} people={people} onClose={() => setSaying(false)} />}
    </Section>
  )
}

/** What one pair agreed, in one line each. */
export function tieLines(tie: Tie): string[] {
  return [
    tie.client && `for ${tie.client}`,
    tie.pace && `at this pace: ${tie.pace}`,
    tie.outputs && `with this to show: ${tie.outputs}`,
  ].filter((line): line is string => line !== '')
}

function One({ tie }: { tie: Tie }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const end = useAct(client.spaces.endTie)
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>
          {tie.one.name} and {tie.other.name}
        </p>
        <p className={styles.meta}>
          {AS_WORDS[tie.one.as]} and {AS_WORDS[tie.other.as]}
        </p>
        {tieLines(tie).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <Problem>{end.problem}</Problem>
      </div>
      <div data-paper="no">
        <Button
          kind="quiet"
          small
          pending={end.isPending}
          onClick={() => end.mutate({ attempt, tie: tie.id })}
          aria-label={`No longer: ${tie.one.name} and ${tie.other.name}`}
        >
          No longer
        </Button>
      </div>
    </li>
  )
}

const sideOf = (value: string) =>
  value.startsWith('o.') ? { organisation: value.slice(2) } : { membership: value.slice(2) }

function Say({ address, people, onClose }: { address: string; people: People; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const say = useAct(client.spaces.sayTie, onClose)
  const sides = [
    ...people.members.map((one) => ({ value: `m.${one.id}`, label: one.name })),
    ...people.organisations.map((one) => ({ value: `o.${one.id}`, label: one.name })),
  ]
  return (
    <Dialog open onClose={onClose} title="Who works with whom?">
      <Form
        pending={say.isPending}
        onSend={(form) =>
          say.send({
            attempt,
            address,
            one: sideOf(written(form, 'one')),
            oneAs: written(form, 'oneAs') as As,
            other: sideOf(written(form, 'other')),
            otherAs: written(form, 'otherAs') as As,
            client: written(form, 'client'),
            pace: written(form, 'pace'),
            outputs: written(form, 'outputs'),
          })
        }
      >
        <div className={styles.pairOfFields}>
          <Select label="Who" name="one" required empty="Choose one" choices={sides} />
          <Select label="as" name="oneAs" required empty="Choose one" choices={choicesOf(AS_WORDS)} />
          <Select label="with whom" name="other" required empty="Choose one" choices={sides} />
          <Select label="who is" name="otherAs" required empty="Choose one" choices={choicesOf(AS_WORDS)} />
        </div>
        <TextField label="For which client?" name="client" optional maxLength={300} keepAs={`tie-client-${address}`} />
        <TextField
          label="At what pace?"
          name="pace"
          optional
          maxLength={300}
          hint="A call a week, a paper a term."
          keepAs={`tie-pace-${address}`}
        />
        <TextField
          label="With what to show for it?"
          name="outputs"
          optional
          maxLength={500}
          keepAs={`tie-outputs-${address}`}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Write it down
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
