import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useHere, written } from './data.ts'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { ANCHOR_WORDS, INTENSITY_WORDS, PHASE_WORDS } from './words.tsx'

type Here = NonNullable<ReturnType<typeof useHere>['data']>
type Charter = NonNullable<Here['charter']>
/** Words on the tabs that a space may call otherwise. The keys never change. */
const RENAMED = { evidence: 'Evidence', insights: 'Insights', people: 'People', memory: 'Memory' } as const

const choices = <Key extends string>(words: Record<Key, string>) =>
  (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }))

/** What a space says of itself: purpose, priorities, where it is, who pays, and what it calls things. */
export default function SettingsPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  return (
    <SpacePage address={address} tab="now" title="What we say of ourselves">
      {here.data &&
        (here.data.charter === null ? (
          <p>There is nothing to settle about a space of this kind.</p>
        ) : here.data.can.manage ? (
          <Settle here={here.data} charter={here.data.charter} />
        ) : (
          <Notice
            kind="info"
            title="A manager of this space changes this"
            actions={<ButtonLink to={`/s/${address}/people`}>See who is manager</ButtonLink>}
          >
            You see what it says on the first page of the space.
          </Notice>
        ))}
    </SpacePage>
  )
}

function Settle({ here, charter }: { here: Here; charter: Charter }) {
  const router = useRouter()
  const queries = useQueryClient()
  const attempt = useAttempt()
  // The version that was on the screen when the writing began: a later one is not overwritten unseen.
  const [version, setVersion] = useState(charter.version)
  const [theirs, setTheirs] = useState<Charter | null>(null)
  const [started] = useState({ ...charter, name: here.name })
  const address = here.address
  return (
    <Section title="What we say of ourselves">
      <Form
        onSend={async (form) => {
          const vocabulary = Object.fromEntries(
            Object.keys(RENAMED).flatMap((key) =>
              written(form, `word-${key}`) === '' ? [] : [[key, written(form, `word-${key}`)]],
            ),
          )
          const answer = await client.spaces.settle({
            attempt: attempt.id,
            address,
            version,
            name: written(form, 'name'),
            purpose: written(form, 'purpose'),
            payer: written(form, 'payer'),
            priorities: written(form, 'priorities')
              .split('\n')
              .map((one) => one.trim())
              .filter(Boolean),
            phase: written(form, 'phase') as Charter['phase'],
            intensity: written(form, 'intensity') as Charter['intensity'],
            anchor: written(form, 'anchor') as Charter['anchor'],
            vocabulary: {
              ...Object.fromEntries(Object.entries(charter.vocabulary).filter(([key]) => !(key in RENAMED))),
              ...vocabulary,
            },
          })
          attempt.renew()
          if (!answer.ok) {
            if (answer.reason === 'conflict') {
              const fresh = (await client.spaces.here({ address })).charter!
              setTheirs(fresh)
              setVersion(fresh.version)
            }
            return { problem: answer.sentence }
          }
          void queries.invalidateQueries()
          router.history.push(`/s/${address}`)
        }}
      >
        <TextField label="Name" name="name" required maxLength={120} defaultValue={started.name} />
        <TextArea
          label="What we are here for"
          name="purpose"
          maxLength={2000}
          defaultValue={started.purpose}
          placeholder="We exist to …"
          reach={{ person: here.reach.person, sentence: here.reach.standing }}
          keepAs={`purpose-${here.id}`}
        />
        <TextArea
          label="Our priorities"
          name="priorities"
          optional
          plain
          rows={3}
          hint="One on each line, five at most. Two are better."
          defaultValue={started.priorities.join('\n')}
        />
        <RadioGroup
          label="Where we say we are"
          name="phase"
          defaultValue={started.phase}
          choices={Object.entries(PHASE_WORDS).map(([value, { label, hint }]) => ({ value, label, hint }))}
        />
        <TextField
          label="Who pays"
          name="payer"
          optional
          maxLength={300}
          defaultValue={started.payer}
          hint="A body as people here say its name, such as Bridgewell. It stands in the sentence at the top of every page."
        />
        <div className={styles.pairOfFields}>
          <Select
            label="It is anchored in"
            name="anchor"
            choices={choices(ANCHOR_WORDS)}
            defaultValue={started.anchor}
          />
          <Select
            label="How much we take on"
            name="intensity"
            choices={choices(INTENSITY_WORDS)}
            defaultValue={started.intensity}
          />
        </div>
        <details className={styles.more}>
          <summary>What we call things here</summary>
          <div className={styles.pairOfFields}>
            {Object.entries(RENAMED).map(([key, label]) => (
              <TextField
                key={key}
                label={`${label} is called`}
                name={`word-${key}`}
                optional
                maxLength={60}
                placeholder={label}
                defaultValue={started.vocabulary[key] ?? ''}
              />
            ))}
          </div>
        </details>
        {theirs && <Theirs charter={theirs} />}
        <Buttons>
          <Button kind="primary" type="submit">
            {theirs ? 'Keep mine instead' : 'Keep it so'}
          </Button>
          <ButtonLink to={`/s/${address}`}>Leave it as it was</ButtonLink>
        </Buttons>
      </Form>
    </Section>
  )
}

/** What somebody else wrote meanwhile, beside what stands in the fields. */
function Theirs({ charter }: { charter: Charter }) {
  return (
    <Notice kind="info" title="What it says now">
      <dl className={styles.both}>
        <dt>What we are here for</dt>
        <dd>{charter.purpose || 'Nothing yet'}</dd>
        <dt>Our priorities</dt>
        <dd>{charter.priorities.join('\n') || 'None yet'}</dd>
        <dt>Where we say we are</dt>
        <dd>{PHASE_WORDS[charter.phase].label}</dd>
        <dt>Who pays</dt>
        <dd>{charter.payer || 'Nobody is named'}</dd>
      </dl>
      <p>
        Somebody changed it while you were writing. Yours stands above, as you typed it: join the two, or keep yours.
      </p>
    </Notice>
  )
}
