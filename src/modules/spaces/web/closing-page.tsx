import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { Problem, useAct } from './act.tsx'
import { ClosingAsked } from './closing-asked.tsx'
import { outcomeOf, useHere, usePeople, written } from './data.ts'
import { EndingSteps } from './ending-steps.tsx'
import { LeaveHere } from './leaving.tsx'
import { takeRecord } from './record.tsx'
import { ENDING, SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'

type Way = 'read' | 'deleted' | 'brought'

/** How a space ends: what a good end takes, what its members choose, and everybody's own record. */
export default function ClosingPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const closing = useQuery(api.spaces.closing.queryOptions({ input: { address } }))
  const people = usePeople(address)
  const told = closing.data
  return (
    <SpacePage address={address} tab="now" title={ENDING} margin={told && <What told={told} />}>
      {closing.isPending && <Loading what="Fetching how this space ends" />}
      {closing.isError && !told && (
        <Notice
          kind="error"
          title="How this space ends could not be fetched"
          actions={<Button onClick={() => void closing.refetch()}>Try again</Button>}
        >
          Nothing was changed.
        </Notice>
      )}
      {told && here.data && (
        <>
          {told.closed && (
            <Section title={`Closed since ${dayWords(told.closed.since)}`}>
              <p>
                It is read by those who are in it until {dayWords(told.closed.until)}. Then it is deleted, for real.
                What went elsewhere stands there; whoever said it can take it back for ever.
              </p>
              {told.closing?.successor && (
                <p>
                  It goes on in{' '}
                  <LinkTo to={`/s/${told.closing.successor.address}`}>{told.closing.successor.name}</LinkTo>.
                </p>
              )}
            </Section>
          )}
          {!told.closed && told.closing && (
            <ClosingAsked address={address} closing={told.closing} decides={told.decides} zone={here.data.zone} />
          )}
          {!told.closed && <EndingSteps address={address} />}
          {!told.closed && !told.closing && told.may && (
            <div data-paper="no">
              <Propose address={address} told={told} here={here.data} />
            </div>
          )}
          {!told.may && !told.closed && <p>A space of this kind ends with what it belongs to.</p>}
          <div data-paper="no">
            <Record address={address} name={here.data.name} />
          </div>
          {people.data && (
            <div data-paper="no">
              <Section
                title="Leaving it by yourself"
                note="You can leave at any time, and the space goes on without you. Take your own record first: afterwards you read nothing here."
              >
                <LeaveHere people={people.data} name={here.data.name} address={address} />
              </Section>
            </div>
          )}
        </>
      )}
    </SpacePage>
  )
}

type Told = {
  decides: 'alone' | 'everybody' | 'majority'
  under: { name: string; address: string }[]
  others: { id: string; name: string }[]
}
const DECIDES = {
  alone: 'You, as its only member.',
  everybody: 'Everybody who is in it. One no lets it live, and has no reasons.',
  majority: 'More than half of those who are in it, as the group agreed.',
} as const

function What({ told }: { told: Told }) {
  return (
    <Margin name="About ending">
      <Note title="Who decides">{DECIDES[told.decides]}</Note>
      <Note title="What is open">Everything that is asked to cross lapses when it closes. Links to come in end.</Note>
      <Note title="What went elsewhere">It stands, and its speaker can take it back for ever.</Note>
      {told.under.length > 0 && (
        <Note title="What stands under it">
          {told.under.map((one) => one.name).join(', ')}. Each has members of its own, so it lives on, by itself.
        </Note>
      )}
    </Margin>
  )
}

function Propose({
  address,
  told,
  here,
}: {
  address: string
  told: Told
  here: { reach: { person: 'first' | 'second' | 'third'; standing: string } }
}) {
  const attempt = useAttempt()
  const [way, setWay] = useState<Way>('read')
  const act = useAct(async (form: FormData) => {
    const answer = await client.spaces.proposeClosing({
      attempt: attempt.id,
      address,
      way,
      after: (written(form, 'after') || 'read') as 'read' | 'deleted',
      months: Number(written(form, 'months') || 12),
      reason: written(form, 'reason'),
      successor: written(form, 'successor') || undefined,
    })
    attempt.renew()
    return answer
  })
  return (
    <Section
      title="Ask that it ends"
      note="Its members choose between three ways while it lives. Until it has taken effect, any one of them can call it off."
    >
      <Form name="Ask that it ends" onSend={async (form) => outcomeOf(await act.mutateAsync(form))}>
        <RadioGroup
          label="How should it end?"
          name="way"
          value={way}
          onChange={(chosen) => setWay(chosen as Way)}
          choices={[
            {
              value: 'read',
              label: 'Read for a time, then deleted',
              hint: 'It closes a day after it is agreed. Those who are in it read it, and nothing is added.',
            },
            {
              value: 'deleted',
              label: 'Deleted',
              hint: 'Seven days after it is agreed, for real. Take your own record first.',
            },
            {
              value: 'brought',
              label: 'Some things brought elsewhere first',
              hint: 'Thirty days to bring them, each by the yes of whoever said it. What nobody answered for stays, and ends here.',
            },
          ]}
        />
        {way === 'brought' && (
          <Select
            label="And then"
            name="after"
            defaultValue="read"
            choices={[
              { value: 'read', label: 'read for a time, then deleted' },
              { value: 'deleted', label: 'deleted' },
            ]}
          />
        )}
        {way !== 'deleted' && (
          <Select
            label="Read for"
            name="months"
            defaultValue="12"
            choices={[3, 6, 12, 24, 36].map((months) => ({ value: String(months), label: `${months} months` }))}
          />
        )}
        {told.others.length > 0 && (
          <Select
            label="It goes on in"
            name="successor"
            defaultValue=""
            choices={[
              { value: '', label: 'nothing else' },
              ...told.others.map((one) => ({ value: one.id, label: one.name })),
            ]}
            hint="Shown to those who are in both, and to nobody else."
          />
        )}
        <TextArea
          label="Why"
          name="reason"
          optional
          maxLength={500}
          rows={2}
          reach={{ person: here.reach.person, sentence: here.reach.standing }}
          keepAs={`closing-${address}`}
        />
        <Buttons>
          <Button kind={way === 'deleted' ? 'danger' : 'outline'} type="submit">
            {told.decides === 'alone' ? 'End it so' : 'Ask everybody'}
          </Button>
        </Buttons>
      </Form>
      <p className={styles.hint}>
        Two spaces that become one are never merged: <LinkTo to="/new-space/together">make a third</LinkTo>, and each
        brings what its people let cross.
      </p>
    </Section>
  )
}

/** Everybody's own words and statements from here, as a file of their own: while it lives and while it is read. */
function Record({ address, name }: { address: string; name: string }) {
  const act = useAct(async (_: null) => {
    await takeRecord(address, name)
    return { ok: true as const }
  })
  return (
    <Section
      title="Your own record"
      note="What you wrote and said here, and nobody else's, in a file that any program can read."
    >
      <Buttons>
        <Button pending={act.isPending} onClick={() => act.mutate(null)}>
          Take my record
        </Button>
      </Buttons>
      <Problem>{act.problem}</Problem>
    </Section>
  )
}
