import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useHere, written } from './data.ts'
import { LimitsWords } from './limits-words.tsx'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'

type Limits = { decides: string; told: string; safeguarding: string; version: number; named: boolean }

/** Where confidence ends in this space: one plain page, which prints. */
export default function LimitsPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const limits = useQuery(api.spaces.limits.queryOptions({ input: { address } }))
  const [naming, setNaming] = useState(false)
  const told = limits.data
  return (
    <SpacePage
      address={address}
      tab="now"
      title="Where confidence ends"
      actions={<Button onClick={() => window.print()}>Print this page</Button>}
      margin={
        told?.named && (
          <Margin name="In this space">
            <Note title="Whom to ring here">{told.safeguarding}</Note>
            <Note title="In danger now">Ring 999. Nobody here reads what you write as it is written.</Note>
          </Margin>
        )
      }
    >
      {limits.isPending && <Loading what="Fetching where confidence ends" />}
      {limits.isError && !told && (
        <Notice
          kind="error"
          title="Who decides in this space could not be fetched"
          actions={<Button onClick={() => void limits.refetch()}>Try again</Button>}
        >
          If you or someone else is in danger, ring 999.
        </Notice>
      )}
      {told && (
        <>
          <LimitsWords />
          <Section title="In this space">
            {told.named ? (
              <dl className={styles.both}>
                <dt>Who decides that it must be told</dt>
                <dd>{told.decides}</dd>
                <dt>Who is told</dt>
                <dd>{told.told}</dd>
                <dt>Whom to ring about somebody's safety</dt>
                <dd>{told.safeguarding}</dd>
              </dl>
            ) : (
              <p>
                <strong>Nobody has been named yet.</strong> Until somebody is, nobody in this space may decide for you
                that what you said is told. In danger, ring 999.
              </p>
            )}
            {here.data?.closed === null && !naming && (
              <p data-paper="no">
                <Button onClick={() => setNaming(true)}>{told.named ? 'Change who it is' : 'Name them now'}</Button>
              </p>
            )}
            {naming && here.data && (
              <Name
                key={told.version}
                address={address}
                limits={told}
                reach={{ person: here.data.reach.person, sentence: here.data.reach.standing }}
                done={() => {
                  setNaming(false)
                  void limits.refetch()
                }}
              />
            )}
          </Section>
        </>
      )}
    </SpacePage>
  )
}

function Name({
  address,
  limits,
  reach,
  done,
}: {
  address: string
  limits: Limits
  reach: { person: 'first' | 'second' | 'third'; sentence: string }
  done: () => void
}) {
  const attempt = useAttempt()
  return (
    <Form
      name="Who decides, and who is told"
      onSend={async (form) => {
        const answer = await client.spaces.nameLimits({
          attempt: attempt.id,
          address,
          version: limits.version,
          decides: written(form, 'decides'),
          told: written(form, 'told'),
          safeguarding: written(form, 'safeguarding'),
        })
        attempt.renew()
        if (!answer.ok) return { problem: answer.sentence }
        done()
      }}
    >
      <p className={styles.hint}>
        {reach.sentence.replace(/\.$/, '')}. Talk about it together first: a role lasts longer than a name.
      </p>
      <TextField
        label="Who decides that it must be told"
        name="decides"
        required
        maxLength={300}
        defaultValue={limits.decides}
        keepAs={`limits-decides-${address}`}
        hint="Such as: the two facilitators together; one alone only if somebody is in danger today."
      />
      <TextField
        label="Who is told"
        name="told"
        required
        maxLength={300}
        defaultValue={limits.told}
        keepAs={`limits-told-${address}`}
        hint="Such as: the council's safeguarding team. You are told first, unless that makes it worse."
      />
      <TextField
        label="Whom to ring about somebody's safety"
        name="safeguarding"
        required
        maxLength={300}
        defaultValue={limits.safeguarding}
        keepAs={`limits-safeguarding-${address}`}
        hint="A name or a role, and a number that is answered."
      />
      <Buttons>
        <Button kind="primary" type="submit">
          Name them so
        </Button>
        <Button onClick={done}>Leave it as it was</Button>
      </Buttons>
    </Form>
  )
}
