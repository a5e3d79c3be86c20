import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sayWholeDay } from '#shared/day.ts'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useAct } from './act.tsx'
import own from './belonging.module.css'
import { outcomeOf, useHere, written } from './data.ts'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { tieLines } from './ties.tsx'
import { roleWords } from './words.tsx'
import { FUNCTION_WORDS } from './work-words.tsx'

const usePack = (membership: string) => useQuery(api.spaces.handover.queryOptions({ input: { membership } }))
type Pack = NonNullable<ReturnType<typeof usePack>['data']>

/** What somebody carries here, for whoever takes it over: to read, to print, to take along. */
export default function HandoverPage({ params }: PageProps) {
  const address = params.address!
  const membership = params.membership!
  const pack = usePack(membership)
  const here = useHere(address)
  const told = pack.data
  return (
    <SpacePage
      address={address}
      tab="people"
      title={told ? `What ${told.who} carries` : 'What somebody carries'}
      actions={
        told && (
          <>
            <Button onClick={() => window.print()}>Print</Button>
            <a className={own.download} href={`/handover/${membership}`} download>
              Take it as a file
            </a>
          </>
        )
      }
      margin={
        <Margin name="About this page">
          <Note title="Who reads this">{here.data?.reach.standing ?? 'The members of this space.'}</Note>
          <Note title="What it is made of">
            Only what everybody here may read. Nothing of a journal, and nothing said where its reader was not.
          </Note>
        </Margin>
      }
    >
      {pack.isPending && <Loading what="Gathering what they carry" />}
      {pack.isError && !told && (
        <Notice
          kind="error"
          title="It could not be gathered"
          actions={<Button onClick={() => void pack.refetch()}>Try again</Button>}
        >
          It may not be yours to see, or we could not be reached. Nothing is lost.
        </Notice>
      )}
      {told && <Carries pack={told} membership={membership} />}
    </SpacePage>
  )
}

function Carries({ pack, membership }: { pack: Pack; membership: string }) {
  const actions = pack.carried.filter((one) => one.sort === 'action')
  const decisions = pack.carried.filter((one) => one.sort === 'decision')
  return (
    <>
      <Section
        title={
          pack.left ? `What ${pack.who} carried` : pack.me ? 'What you carry here' : `What ${pack.who} carries here`
        }
      >
        <p>
          {[pack.organisation, pack.roles.length > 0 ? roleWords(pack.roles) : 'no named role']
            .filter(Boolean)
            .join(' · ')}
          , since {sayWholeDay(pack.since)}
          {pack.left && `, left on ${sayWholeDay(pack.left)}`}.
          {pack.sharesWith && ` Shares the job with ${pack.sharesWith}, who keeps it.`}
        </p>
      </Section>
      <Section title={pack.me ? 'In your own words' : 'In their own words'}>
        {pack.me ? <OwnWords pack={pack} membership={membership} /> : <Said note={pack.note} />}
      </Section>
      <Part title="Posts" none="None from inside this space.">
        {pack.seats.map((seat) => (
          <li key={seat.title}>
            {seat.title}
            {seat.with ? `, with ${seat.with}, who keeps it` : ''}. What was sent to the post stays with the post.
          </li>
        ))}
      </Part>
      <Part
        title="Open actions"
        none={pack.me ? 'None stands under your name or your posts.' : 'None stands under their name or their posts.'}
      >
        {actions.map((one) => (
          <li key={one.to}>
            <LinkTo to={one.to}>{one.words}</LinkTo>
            <div className={styles.meta}>{one.about}</div>
          </li>
        ))}
      </Part>
      <Part
        title={pack.me ? 'Decisions you hold' : 'Decisions they hold'}
        none={pack.me ? 'None names you.' : 'None names them.'}
      >
        {decisions.map((one) => (
          <li key={one.to}>
            <LinkTo to={one.to}>{one.words}</LinkTo>
            <div className={styles.meta}>{one.about}</div>
          </li>
        ))}
      </Part>
      <Part
        title={pack.me ? 'Carried by your organisation' : 'Carried by their organisation'}
        none="Nothing is written down."
      >
        {pack.loads.map((load) => (
          <li key={load.function + load.resource}>
            {FUNCTION_WORDS[load.function]}
            {load.resource && `: ${load.resource}`}
            {load.until && `, until ${sayWholeDay(load.until)}`}
          </li>
        ))}
      </Part>
      <Part title={pack.me ? 'Whom you work with' : 'Whom they work with'} none="No pair is written down.">
        {pack.ties.map((tie) => (
          <li key={tie.id}>
            {tie.one.name === pack.who ? tie.other.name : tie.one.name}
            {tieLines(tie).map((line) => (
              <div key={line} className={styles.meta}>
                {line}
              </div>
            ))}
          </li>
        ))}
      </Part>
    </>
  )
}

function Part({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <Section title={title}>
      {children.length === 0 ? <p className={styles.meta}>{none}</p> : <ul className={own.pack}>{children}</ul>}
    </Section>
  )
}

function Said({ note }: { note: Pack['note'] }) {
  if (note === null) return <p className={styles.meta}>They wrote nothing for this page.</p>
  return (
    <dl className={styles.both}>
      {note.underWay && (
        <>
          <dt>What is under way</dt>
          <dd>{note.underWay}</dd>
        </>
      )}
      {note.whoKnows && (
        <>
          <dt>Who knows what</dt>
          <dd>{note.whoKnows}</dd>
        </>
      )}
    </dl>
  )
}

/** What only I know. Everybody in the space reads it, now and when I have gone. */
function OwnWords({ pack, membership }: { pack: Pack; membership: string }) {
  const attempt = useAttempt()
  const keep = useAct(client.spaces.noteHandover)
  const here = { person: 'second' as const, sentence: `Everybody in ${pack.space}` }
  return (
    <Form
      name="In your own words"
      key={pack.note?.version ?? 0}
      onSend={async (form) => {
        const answer = await keep.mutateAsync({
          attempt: attempt.id,
          membership,
          version: pack.note?.version ?? 0,
          underWay: written(form, 'underWay'),
          whoKnows: written(form, 'whoKnows'),
        })
        if (answer.ok) attempt.renew()
        return outcomeOf(answer)
      }}
    >
      <TextArea
        label="What is under way"
        name="underWay"
        optional
        rows={4}
        maxLength={4000}
        reach={here}
        defaultValue={pack.note?.underWay}
        keepAs={`underway-${membership}`}
      />
      <TextArea
        label="Who knows what"
        name="whoKnows"
        optional
        rows={4}
        maxLength={4000}
        reach={here}
        hint="Names and where to find them: nothing told to you in confidence."
        defaultValue={pack.note?.whoKnows}
        keepAs={`whoknows-${membership}`}
      />
      <Buttons>
        <Button kind="primary" type="submit">
          Keep it with what you carry
        </Button>
        {pack.note && <span className={styles.meta}>Kept on {sayWholeDay(pack.note.on)}</span>}
      </Buttons>
    </Form>
  )
}
