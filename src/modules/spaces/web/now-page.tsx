import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Purpose, Section } from '#web/ui/page.tsx'
import { useHere, usePeople } from './data.ts'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { ANCHOR_WORDS, INTENSITY_WORDS, PHASE_WORDS } from './words.tsx'

type NowProps = {
  params: Record<string, string>
  /** A place to write, from the journal: passed in, since a space does not know the journal. */
  capture?: ReactNode
  /** Whether learning is still on the agenda: a note in the margin. */
  agenda?: ReactNode
  /** What waits for the reader here. */
  waiting?: ReactNode
}
type Here = NonNullable<ReturnType<typeof useHere>['data']>

/** The first page of a space: what it is for, a place to write, what waits. */
export function NowPage({ params, capture, agenda, waiting }: NowProps) {
  const address = params.address!
  const here = useHere(address)
  const charter = here.data?.charter
  return (
    <SpacePage
      address={address}
      tab="now"
      margin={here.data && charter && <About here={here.data} charter={charter} agenda={agenda} />}
    >
      {charter?.purpose && <Purpose>{charter.purpose}</Purpose>}
      {!here.data?.closed && capture}
      {here.data && !here.data.closed && <FirstSteps here={here.data} />}
      {waiting}
    </SpacePage>
  )
}

function About({ here, charter, agenda }: { here: Here; charter: NonNullable<Here['charter']>; agenda: ReactNode }) {
  return (
    <Margin name="About this space">
      {charter.priorities.length > 0 && (
        <Note
          title={
            charter.priorities.length === 1
              ? 'One priority'
              : charter.priorities.length === 2
                ? 'Two priorities, no more'
                : 'Our priorities'
          }
        >
          {charter.priorities.map((one) => (
            <div key={one}>{one}</div>
          ))}
        </Note>
      )}
      <Note title="Where we say we are">
        {PHASE_WORDS[charter.phase].label}. {PHASE_WORDS[charter.phase].hint}
      </Note>
      {agenda}
      <Note title={here.words[here.reach.person] ?? 'Its level'}>{here.words[`${here.reach.person}.means`]}</Note>
      <Note title="What brings us together">
        Anchored in {ANCHOR_WORDS[charter.anchor]}; how much we take on: {INTENSITY_WORDS[charter.intensity]}.
      </Note>
      <Note title="Who pays">{charter.payer || 'Nobody is named.'}</Note>
      <Partners address={here.address} />
      <p className={styles.meta} data-paper="no">
        <LinkTo to={`/s/${here.address}/rules`}>How we meet</LinkTo>
      </p>
      <p className={styles.meta} data-paper="no">
        <LinkTo to={`/s/${here.address}/limits`}>Where confidence ends</LinkTo>
      </p>
      <p className={styles.meta} data-paper="no">
        <LinkTo to={`/s/${here.address}/closing`}>
          {charter.phase === 'ending' ? 'What a good end takes' : 'How this space ends'}
        </LinkTo>
      </p>
      {here.can.manage && (
        <p className={styles.meta} data-paper="no">
          <LinkTo to={`/s/${here.address}/settings`}>Change what we say of ourselves</LinkTo>
        </p>
      )}
    </Margin>
  )
}

/** The bodies that take part now, whether or not somebody of theirs is in yet. */
function Partners({ address }: { address: string }) {
  const partners = useQuery(api.spaces.partners.queryOptions({ input: { address } }))
  const now = partners.data?.filter((one) => one.to === null) ?? []
  const people = usePeople(address)
  if (!partners.data) return null
  // Whose people are in takes part, whether or not somebody has named it as a partner: one's own as well.
  const names = [
    ...new Set([
      ...now.map((one) => one.name),
      ...(people.data?.members ?? []).flatMap((one) => (one.organisation ? [one.organisation] : [])),
    ]),
  ]
  return (
    <Note title="Who takes part">
      {names.map((name) => (
        <div key={name}>{name}</div>
      ))}
      <LinkTo to={`/s/${address}/partners`}>
        {names.length === 0 ? 'Name the organisations' : 'Since when, and why'}
      </LinkTo>
    </Note>
  )
}

/** A space that has only just been made says what will be here, and what to do first. */
function FirstSteps({ here }: { here: Here }) {
  const steps = [
    here.charter?.purpose === '' && here.can.manage && (
      <li key="purpose">
        <LinkTo to={`/s/${here.address}/settings`}>Say what you are here for</LinkTo>: one sentence, two minutes.
      </li>
    ),
    here.people === 1 && here.can.invite && (
      <li key="invite">
        <LinkTo to={`/s/${here.address}/people#invite`}>Ask the first person in</LinkTo>: a name, an email, a link.
      </li>
    ),
    here.people === 1 && here.tabs.includes('evidence') && (
      <li key="import">
        <LinkTo to={`/s/${here.address}/evidence`}>Bring in what you have</LinkTo>: a report, a table, a page of notes.
        For the others to read it as well, ask them in first.
      </li>
    ),
  ].filter(Boolean)
  if (steps.length === 0) return null
  return (
    <Section
      title="First steps"
      note="What is noticed, made of it and decided will be here. It starts with one of these."
    >
      <ul className={styles.steps}>{steps}</ul>
    </Section>
  )
}
