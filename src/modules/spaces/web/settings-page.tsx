import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { BothTexts, type Said, saidIn, saidOf } from './both-texts.tsx'
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
  const [theirs, setTheirs] = useState<{ charter: Charter; name: string } | null>(null)
  const [started] = useState({ ...charter, name: here.name })
  const [phase, setPhase] = useState<Charter['phase']>(charter.phase)
  const [mine, setMine] = useState<Said | null>(null)
  const [chosen, setChosen] = useState<Partial<Record<keyof Said, 'mine' | 'theirs'>>>({})
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
          const said = saidIn(form)
          for (const key of Object.keys(chosen) as (keyof Said)[])
            if (theirs !== null && chosen[key] === 'theirs') said[key] = saidOf(theirs.charter, theirs.name)[key]
          const answer = await client.spaces.settle({
            attempt: attempt.id,
            address,
            version,
            name: said.name,
            purpose: said.purpose,
            payer: said.payer,
            priorities: said.priorities.split('\n').filter(Boolean),
            phase: said.phase as Charter['phase'],
            reason: written(form, 'reason'),
            intensity: said.intensity as Charter['intensity'],
            anchor: said.anchor as Charter['anchor'],
            vocabulary: {
              ...Object.fromEntries(Object.entries(charter.vocabulary).filter(([key]) => !(key in RENAMED))),
              ...vocabulary,
            },
          })
          attempt.renew()
          if (!answer.ok) {
            if (answer.reason === 'conflict') {
              const fresh = await client.spaces.here({ address })
              setTheirs({ charter: fresh.charter!, name: fresh.name })
              const mine = saidIn(form)
              const before = saidOf(started, started.name)
              setMine(mine)
              // What I did not touch is theirs, unless I say otherwise.
              const untouched = (Object.keys(mine) as (keyof Said)[]).filter((key) => mine[key] === before[key])
              setChosen(Object.fromEntries(untouched.map((key) => [key, 'theirs'])))
              setVersion(fresh.charter!.version)
            }
            return { problem: answer.sentence }
          }
          void queries.invalidateQueries()
          router.history.push(`/s/${address}`)
        }}
      >
        {theirs && mine && (
          <BothTexts mine={mine} theirs={saidOf(theirs.charter, theirs.name)} chosen={chosen} onChoose={setChosen} />
        )}
        <TextField
          label="Name"
          name="name"
          required
          maxLength={120}
          defaultValue={started.name}
          keepAs={`name-${here.id}`}
        />
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
          keepAs={`priorities-${here.id}`}
        />
        <RadioGroup
          label="Where we say we are"
          name="phase"
          value={phase}
          onChange={(to) => setPhase(to as Charter['phase'])}
          choices={Object.entries(PHASE_WORDS).map(([value, { label, hint }]) => ({ value, label, hint }))}
        />
        {phase !== started.phase && (
          <TextArea
            label="Why are we there now?"
            name="reason"
            optional
            rows={2}
            maxLength={500}
            hint={
              phase === 'ending'
                ? 'It stands in the memory, by day. What a good end takes is then listed on the first page.'
                : 'It stands in the memory, by day.'
            }
            reach={{ person: here.reach.person, sentence: here.reach.standing }}
            keepAs={`phase-${here.id}`}
          />
        )}
        <TextField
          label="Who pays"
          name="payer"
          optional
          maxLength={300}
          defaultValue={started.payer}
          keepAs={`payer-${here.id}`}
          hint="A body as people here say its name, such as Bridgewell. It stands in the sentence at the top of every page."
        />
        <div className={styles.pairOfFields}>
          <Select
            label="It gathers round"
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
                keepAs={`word-${key}-${here.id}`}
              />
            ))}
          </div>
        </details>
        <p className={styles.hint}>
          <LinkTo to={`/s/${address}/limits`}>Who decides where confidence ends</LinkTo>, and{' '}
          <LinkTo to={`/s/${address}/closing`}>how this space ends</LinkTo>, have pages of their own: any member may
          name and ask.
        </p>
        <Buttons>
          <Button kind="primary" type="submit">
            {theirs ? 'Keep what I chose' : 'Keep it so'}
          </Button>
          <ButtonLink to={`/s/${address}`}>Leave it as it was</ButtonLink>
        </Buttons>
      </Form>
    </Section>
  )
}
