import { useQuery } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { Problem, useAct } from './act.tsx'
import { outcomeOf, useHere, written } from './data.ts'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'

type Partner = { id: string; name: string; from: string; to: string | null; joined: string; left: string }

/** The bodies that take part here, from when to when, and why they came or went: whether or not somebody of theirs is in. */
export default function PartnersPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const partners = useQuery(api.spaces.partners.queryOptions({ input: { address } }))
  const living = here.data?.closed === null
  const now = partners.data?.filter((one) => one.to === null) ?? []
  const before = partners.data?.filter((one) => one.to !== null) ?? []
  return (
    <SpacePage address={address} tab="people" title="Who takes part">
      {partners.isPending && <Loading what="Fetching who takes part" />}
      {partners.isError && !partners.data && (
        <Notice
          kind="error"
          title="Who takes part could not be fetched"
          actions={<Button onClick={() => void partners.refetch()}>Try again</Button>}
        >
          Nothing was changed.
        </Notice>
      )}
      {partners.data && (
        <Section
          title="Organisations that take part"
          note="A body is named here for itself. Its people are asked in by name, one by one."
        >
          {now.length === 0 && <Empty>The organisations that take part will stand here, from their first day.</Empty>}
          <ul className={styles.list}>
            {now.map((one) => (
              <Line key={one.id} one={one} may={living} />
            ))}
          </ul>
        </Section>
      )}
      {before.length > 0 && (
        <Section title="Took part before">
          <ul className={styles.list}>
            {before.map((one) => (
              <Line key={one.id} one={one} may={false} />
            ))}
          </ul>
        </Section>
      )}
      {partners.data && living && here.data && (
        <div data-paper="no">
          <Add
            address={address}
            reach={here.data.reach.standing}
            key={partners.data.length}
            done={() => void partners.refetch()}
          />
        </div>
      )}
    </SpacePage>
  )
}

function Line({ one, may }: { one: Partner; may: boolean }) {
  const attempt = useAttempt()
  const act = useAct(async (reason: string) => {
    const answer = await client.spaces.endPartner({ attempt: attempt.id, partner: one.id, reason })
    attempt.renew()
    return answer
  })
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{one.name}</p>
        <p className={styles.meta}>
          {one.to === null ? `Since ${dayWords(one.from)}` : `${dayWords(one.from)} to ${dayWords(one.to)}`}
        </p>
        {one.joined !== '' && <p className={styles.words}>{one.joined}</p>}
        {one.left !== '' && <p className={styles.words}>{one.left}</p>}
      </div>
      {may && (
        <details className={styles.more} data-paper="no">
          <summary>No longer takes part</summary>
          <Form
            name={`${one.name} no longer takes part`}
            onSend={async (form) => outcomeOf(await act.mutateAsync(written(form, 'why')))}
          >
            <TextField label="Why" name="why" optional maxLength={500} keepAs={`partner-leaves-${one.id}`} />
            <Buttons>
              <Button type="submit">From today on</Button>
            </Buttons>
          </Form>
          <Problem>{act.problem}</Problem>
        </details>
      )}
    </li>
  )
}

function Add({ address, reach, done }: { address: string; reach: string; done: () => void }) {
  const attempt = useAttempt()
  return (
    <Section title="Another that takes part" note={`Seen by: ${reach.replace(/\.$/, '')}.`}>
      <Form
        name="Another that takes part"
        clear
        onSend={async (form) => {
          const answer = await client.spaces.addPartner({
            attempt: attempt.id,
            address,
            name: written(form, 'name'),
            from: written(form, 'from') || undefined,
            reason: written(form, 'reason'),
          })
          attempt.renew()
          if (!answer.ok) return outcomeOf(answer)
          done()
        }}
      >
        <TextField
          label="What is it called?"
          name="name"
          required
          maxLength={200}
          autoComplete="organization"
          keepAs={`partner-${address}`}
        />
        <TextField
          label="Why do they take part?"
          name="reason"
          optional
          maxLength={500}
          keepAs={`partner-why-${address}`}
        />
        <DateField label="Since when?" name="from" optional hint="Today, unless you say otherwise." />
        <Buttons>
          <Button kind="outline" type="submit">
            Name it
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}
