import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '#shared/day.ts'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { count, type Gathering } from '../data.ts'
import styles from './around.module.css'
import { AskPeople } from './ask-people.tsx'
import { ANSWER_WORDS, type Answer, type Invited, newKey, TOLD } from './data.ts'
import { SayAnswer } from './say-answer.tsx'
import { StartSeries } from './start-series.tsx'
import { WhyNot } from './why-not.tsx'

const DAYS_AFTER = 7
const TAKES_PART: readonly (Answer | null | undefined)[] = ['yes', 'perhaps', 'around']

/** Whether I come; who is asked and who comes; and who is touched by it and is not asked. */
export function WhoComes({ call }: { call: Gathering }) {
  const [asking, setAsking] = useState(false)
  const told = useQuery(api.gatherings.invited.queryOptions({ input: { gathering: call.id } }))
  if (told.isPending) return <Loading what="Fetching who comes" />
  if (!told.data)
    return (
      <Notice
        kind="error"
        title="Who comes could not be fetched"
        actions={<Button onClick={() => void told.refetch()}>Try again</Button>}
      >
        Nothing is lost.
      </Notice>
    )
  const { data } = told
  const mine = data.people.find((one) => one.mine)
  const over = call.heldOn !== null || call.cancelled !== null
  return (
    <>
      {!over && <Mine call={call} answer={mine?.answer ?? null} needs={data.myNeeds} />}
      {call.heldOn !== null && addDays(call.heldOn, DAYS_AFTER) >= today() && TAKES_PART.includes(mine?.answer) && (
        <Section title="After the day" note="For seven days you can add what came to you, also if you could not come.">
          <Around gathering={call.id} verb="Write after the day" />
        </Section>
      )}
      <Section
        title={call.heldOn === null ? 'Who comes' : 'Who was asked'}
        note={saidSoFar(data, call.heldOn !== null)}
      >
        <ul className={styles.rows}>
          {data.people.map((one) => (
            <Row key={one.id} one={one} mails={data.mails} may={data.can.ask} held={call.heldOn !== null} />
          ))}
        </ul>
        {data.needs.length > 0 && (
          <Notice kind="info" title="What people need, told to you alone">
            {data.needs.map((one) => (
              <p key={one.name}>
                {one.name}: <span className={styles.said}>{one.words}</span>
              </p>
            ))}
          </Notice>
        )}
        {data.can.ask && (
          <p data-paper="no">
            <Button onClick={() => setAsking(true)}>Ask people to it</Button>
          </p>
        )}
      </Section>
      <WhyNot call={call} may={data.can.ask} />
      <Dialog open={asking} onClose={() => setAsking(false)} title="Ask people to it" shape="sheet">
        <AskPeople call={call} told={data} onDone={() => setAsking(false)} />
      </Dialog>
    </>
  )
}

/** How many said what: open acts, told to those who read the names beside them. */
function saidSoFar({ people }: Invited, held: boolean): string {
  const of = (answer: Answer | null) => people.filter((one) => one.answer === answer).length
  const parts = [
    held
      ? `${count(of('yes'), 'person', 'people')} said that they would come`
      : count(of('yes'), 'person comes', 'people come'),
    of('perhaps') > 0 && `${of('perhaps')} perhaps`,
    of('around') > 0 && `${of('around')} before and after`,
    of(null) > 0 && `${of(null)} ${held ? 'did not answer' : 'not answered yet'}`,
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}

function Mine({ call, answer, needs }: { call: Gathering; answer: Answer | null; needs: string }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [changing, setChanging] = useState(false)
  const say = useMutation(api.gatherings.answerCall.mutationOptions())
  return (
    <Section title={answer === null ? 'Will you come?' : 'Your answer'}>
      {answer !== null && !changing ? (
        <>
          <p>{ANSWER_WORDS[answer].label}.</p>
          <Buttons>
            {answer !== 'no' && (
              <Around
                gathering={call.id}
                verb={answer === 'around' ? 'Write before the day' : 'What is written before and after'}
              />
            )}
            <Button kind="quiet" onClick={() => setChanging(true)}>
              Change it
            </Button>
          </Buttons>
        </>
      ) : (
        <SayAnswer
          answer={answer}
          needs={needs}
          keep={call.id}
          convener={call.convenedBy?.name ?? ''}
          titled={answer === null}
          onSend={async (said) => {
            const told = await say.mutateAsync({ attempt: attempt.id, gathering: call.id, ...said })
            attempt.renew()
            if (!told.ok) return { problem: told.sentence }
            setChanging(false)
            await queries.invalidateQueries()
          }}
        />
      )}
    </Section>
  )
}

/** The way to the threads before and after; who has not been in them yet takes part by it. */
function Around({ gathering, verb }: { gathering: string; verb: string }) {
  const part = useMutation(api.gatherings.takePart.mutationOptions())
  const go = async () => {
    const told = await part.mutateAsync({ attempt: crypto.randomUUID(), gathering }).catch(() => null)
    if (told?.ok) location.assign(`/rooms/${told.room}/around`)
  }
  return (
    <div>
      <Button pending={part.isPending} onClick={() => void go()}>
        {verb}
      </Button>
      {part.data && !part.data.ok && <Notice kind="info">{part.data.sentence}</Notice>}
      {part.isError && <Notice kind="error">It did not open. Nothing is lost; try again in a moment.</Notice>}
    </div>
  )
}

const LETTER = {
  none: '',
  due: 'letter on its way',
  gone: 'letter sent',
  refused: 'the letter was refused: look at the address',
}

const answerOf = (answer: Answer | null, held: boolean): string => {
  if (answer === null) return held ? 'did not answer' : 'not answered yet'
  return held ? `answered: ${ANSWER_WORDS[answer].label.replace(/^./, (first) => first.toLowerCase())}` : TOLD[answer]
}

type RowProps = { one: Invited['people'][number]; mails: boolean; may: boolean; held: boolean }

function Row({ one, mails, may, held }: RowProps) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [link, setLink] = useState<string | null>(null)
  const make = useMutation(api.gatherings.callLink.mutationOptions())
  const stop = useMutation(api.gatherings.askNoLonger.mutationOptions())
  const outside = one.comesAs !== 'member'
  const more = [
    one.organisation,
    outside && (one.comesAs === 'facilitator' ? 'runs it, from outside' : 'from outside, in this room alone'),
    one.until && `until ${dayWords(one.until)}`,
    answerOf(one.answer, held),
    may && mails && LETTER[one.letter],
  ]
  return (
    <li>
      <span>{one.name}</span>
      <span className={styles.meta}>{more.filter(Boolean).join(' · ')}</span>
      {may && !one.mine && (
        <span className={styles.acts}>
          {outside && (
            <Button
              kind="quiet"
              small
              pending={make.isPending}
              onClick={() => {
                const key = newKey()
                make.mutate(
                  { attempt: crypto.randomUUID(), invitee: one.id, key },
                  { onSuccess: () => setLink(`${location.origin}/invitation#${key}`) },
                )
              }}
            >
              A link to hand over
            </Button>
          )}
          <Button
            kind="quiet"
            small
            pending={stop.isPending}
            onClick={() =>
              stop.mutate(
                { attempt: attempt.id, invitee: one.id },
                {
                  onSuccess: () => {
                    attempt.renew()
                    void queries.invalidateQueries()
                  },
                },
              )
            }
          >
            Ask no longer
          </Button>
        </span>
      )}
      {link !== null && (
        <Notice
          kind="saved"
          title="For them alone; it is not shown again"
          actions={<CopyButton text={link}>Copy the link</CopyButton>}
        >
          <code>{link}</code>
        </Notice>
      )}
    </li>
  )
}

/** The ways to what goes on round this one. */
export function RoundIt({ call, address }: { call: Gathering; address: string }) {
  return (
    <Buttons>
      {call.heldOn !== null && <ButtonLink to={`/s/${address}/gatherings/${call.id}/after`}>How it was</ButtonLink>}
      {call.can.change && <StartSeries call={call} />}
      <ButtonLink kind="quiet" to={`/s/${address}/gatherings/going-on`}>
        Series, and being in touch
      </ButtonLink>
      <ButtonLink kind="quiet" to="/me/calendar">
        My calendar
      </ButtonLink>
    </Buttons>
  )
}
