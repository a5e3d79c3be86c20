import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { written } from './data.ts'
import styles from './spaces.module.css'
import { CLASS_ORDER, CLASS_WORDS } from './words.tsx'

type Old = { id: string; name: string; address: string }
type Made = { name: string; address: string; called: number; olds: Old[] }

/** Spaces are never merged: a new one is made, everybody is asked into it, and each brings what its people let cross. */
export default function TogetherPage() {
  const spaces = useQuery(api.spaces.list.queryOptions({ input: {} }))
  const [made, setMade] = useState<Made | null>(null)
  if (spaces.isPending) return <Loading what="Fetching your spaces" />
  if (spaces.isError)
    return (
      <Notice
        kind="error"
        title="Your spaces could not be fetched"
        actions={<Button onClick={() => void spaces.refetch()}>Try again</Button>}
      >
        Nothing was made.
      </Notice>
    )
  const mine = spaces.data.filter((one) => one.member && one.kind !== 'pair' && one.kind !== 'room')
  return (
    <Page
      title="Two spaces become a third"
      reach={{ person: 'first', sentence: 'Only you, until you ask the others in' }}
    >
      {made ? (
        <Next made={made} />
      ) : mine.length < 2 ? (
        <Empty
          title="This takes two spaces that you are in"
          step={<ButtonLink to="/new-space">Make a space</ButtonLink>}
        >
          Then a new one is made beside them, and each brings what its people let cross.
        </Empty>
      ) : (
        <Start mine={mine} done={setMade} />
      )}
    </Page>
  )
}

function Start({ mine, done }: { mine: Old[]; done: (made: Made) => void }) {
  const making = useAttempt()
  const calling = useAttempt()
  const [chosen, setChosen] = useState<string[]>([])
  return (
    <>
      <p>
        Nothing is merged. A new space is made; everybody of the old ones is asked into it, and says yes or no for
        themselves. What was said stays where it was said until whoever said it lets it cross.
      </p>
      <Form
        name="Make the third"
        onSend={async (form) => {
          if (chosen.length < 2) return { problem: 'Choose at least two of your spaces.' }
          const name = written(form, 'name')
          const made = await client.spaces.create({
            attempt: making.id,
            template: 'standard',
            name,
            purpose: written(form, 'purpose'),
            class: written(form, 'class') as 'grantee',
          })
          if (!made.ok) return { problem: made.sentence }
          const called = await client.spaces.callTogether({ attempt: calling.id, address: made.address, from: chosen })
          if (!called.ok) return { problem: called.sentence }
          making.renew()
          calling.renew()
          done({
            name,
            address: made.address,
            called: called.called,
            olds: mine.filter((one) => chosen.includes(one.id)),
          })
        }}
      >
        <fieldset className={styles.roles}>
          <legend>Which spaces?</legend>
          <div className={styles.boxes}>
            {mine.map((one) => (
              <Checkbox
                key={one.id}
                label={one.name}
                checked={chosen.includes(one.id)}
                onChange={(on) => setChosen(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
              />
            ))}
          </div>
        </fieldset>
        <TextField
          label="What is the new one called?"
          name="name"
          required
          maxLength={120}
          autoComplete="off"
          keepAs="together-name"
        />
        <TextArea
          label="What are you there for?"
          name="purpose"
          optional
          maxLength={2000}
          rows={2}
          keepAs="together-purpose"
        />
        <Select
          label="You take part as"
          name="class"
          required
          empty="Choose"
          choices={CLASS_ORDER.map((value) => ({ value, label: CLASS_WORDS[value] }))}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Make it, and ask everybody in
          </Button>
        </Buttons>
      </Form>
    </>
  )
}

/** What comes next, with the doors to it: everything is brought one by one, by the yes of whoever said it. */
function Next({ made }: { made: Made }) {
  return (
    <>
      <Notice kind="saved" title={`${made.name} is made`}>
        {made.called === 0
          ? 'Nobody else is in the old spaces, so nobody had to be asked.'
          : `${made.called} ${made.called === 1 ? 'person is' : 'people are'} asked in. Each finds it under “Waiting for you”.`}
      </Notice>
      <Section
        title="Bring what should go along"
        note="Choose from each of the old ones. Whoever said it is asked, thing by thing."
      >
        <ul className={styles.steps}>
          {made.olds.map((one) => (
            <li key={one.id}>
              <LinkTo to={`/s/${one.address}/bring`}>Choose from {one.name}</LinkTo>
            </li>
          ))}
        </ul>
        <p>
          Somebody who cannot be reached in thirty days: their words stay behind. An insight that rests on at least
          three others may go on without them; write it afresh from those.
        </p>
      </Section>
      <Section
        title="Then, if you want, end the old ones"
        note="Each decides for itself. Choose the new one under “It goes on in”: it is shown to those who are in both."
      >
        <ul className={styles.steps}>
          {made.olds.map((one) => (
            <li key={one.id}>
              <LinkTo to={`/s/${one.address}/closing`}>How {one.name} ends</LinkTo>
            </li>
          ))}
        </ul>
      </Section>
      <ButtonLink to={`/s/${made.address}`}>Go to {made.name}</ButtonLink>
    </>
  )
}
