import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHere } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { Topics } from './around/topics.tsx'
import { RoundIt, WhoComes } from './around/who-comes.tsx'
import { ChangeCall } from './call-form.tsx'
import { AskedAgain } from './console/trend.tsx'
import {
  type Gathering,
  hasPassed,
  KIND_WORDS,
  MODE_WORDS,
  OUT_WORDS,
  sharedOf,
  useSending,
  WAY_WORDS,
  whenWords,
  wordsOf,
} from './data.ts'
import styles from './gatherings.module.css'
import { SharedFacts } from './leaving/shared.tsx'
import { CameOf } from './made/made.tsx'
import { RoomActs } from './room-acts.tsx'

type Doing = 'change' | 'off' | null

/** One gathering: when, where and what for; what comes back; and, for whoever is in its room, the way in. */
export default function GatheringPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const one = useQuery(api.gatherings.one.queryOptions({ input: { id: params.id! } }))
  const [doing, setDoing] = useState<Doing>(null)
  if (one.isPending || here.isPending) return <Loading what="Opening the gathering" />
  if (!one.data || !here.data)
    return (
      <NotThere
        fault={one.error ?? here.error}
        to={`/s/${address}/gatherings`}
        verb="Go to the gatherings"
        again={() => void one.refetch()}
      />
    )
  const call = one.data
  const reach = { person: here.data.reach.person, sentence: here.data.reach.standing }
  const close = () => setDoing(null)
  return (
    <Page
      title={call.title}
      reach={reach}
      above={
        <>
          Gathering in <LinkTo to={`/s/${address}/gatherings`}>{here.data.name}</LinkTo>
        </>
      }
      margin={<About call={call} />}
    >
      <State call={call} />
      <div>
        <p className={styles.when}>{whenWords(call)}</p>
        <p className={styles.meta}>
          {WAY_WORDS[call.way]}
          {call.place && `: ${call.place}`}
        </p>
        {call.link && (
          <p className={styles.meta}>
            <a href={call.link} rel="noreferrer noopener" target="_blank">
              Join the call
            </a>{' '}
            (opens elsewhere)
          </p>
        )}
      </div>
      {call.purpose && <p className={styles.purpose}>{call.purpose}</p>}
      <RoomActs call={call} />
      <CameOf call={call} address={address} />
      <WhoComes call={call} />
      {call.kind === 'informal' && <Topics gathering={call.id} />}
      <ComesBack call={call} />
      {call.heldOn !== null && <AskedAgain gathering={call.id} />}
      <RoundIt call={call} address={address} />
      {call.can.change && (
        <div className={styles.quiet} data-paper="no">
          <Buttons>
            <Button small kind="quiet" onClick={() => setDoing('change')}>
              Change the call
            </Button>
            <Button small kind="quiet" onClick={() => setDoing('off')}>
              Call it off
            </Button>
          </Buttons>
        </div>
      )}
      <Dialog open={doing === 'change'} onClose={close} title="Change the call" shape="sheet">
        <ChangeCall call={call} reach={reach} onDone={close} />
      </Dialog>
      <Dialog open={doing === 'off'} onClose={close} title="Call it off" shape="sheet">
        <CallOff call={call} onDone={close} />
      </Dialog>
    </Page>
  )
}

function State({ call }: { call: Gathering }) {
  if (call.cancelled !== null)
    return (
      <Notice kind="info" title={`Called off on ${dayWords(call.cancelled.on)}`}>
        <span className={styles.said}>{call.cancelled.because}</span>
      </Notice>
    )
  if (call.heldOn !== null)
    return (
      <Notice kind="info" title={`Held on ${dayWords(call.heldOn)}`}>
        What the room kept, and what people let out of it, stands in this space. Nothing else of it does.
      </Notice>
    )
  if (!hasPassed(call)) return null
  return (
    <Notice kind="info" title="Its day has passed">
      {call.can.run
        ? 'If it was held, close it from its console, so that people can say what may leave the room. If not, call it off or give it another day.'
        : 'Whoever called it has not closed it yet.'}
    </Notice>
  )
}

function ComesBack({ call }: { call: Gathering }) {
  if (!call.shareWhat && !call.paid && !call.shareKept) return null
  return (
    <Section title="What comes back">
      <SharedFacts share={sharedOf(call)} />
      {call.paid && (
        <dl className={styles.facts}>
          <div>
            <dt>For coming</dt>
            <dd>{call.paid}</dd>
          </div>
        </dl>
      )}
      {call.heldOn !== null && call.can.run && (
        <Buttons>
          <ButtonLink to={`/gatherings/${call.id}/told`}>
            {call.shareKeptOn === null ? 'Tell them what came of it' : 'Change what was told'}
          </ButtonLink>
          {call.paid && (
            <ButtonLink kind="quiet" to={`/gatherings/${call.id}/told`}>
              Note what guests were paid
            </ButtonLink>
          )}
        </Buttons>
      )}
    </Section>
  )
}

function About({ call }: { call: Gathering }) {
  return (
    <Margin name="About this gathering">
      {call.convenedBy && <Note title="Called by">{call.convenedBy.name}</Note>}
      {call.kind !== 'gathering' && <Note title={KIND_WORDS[call.kind].label}>{KIND_WORDS[call.kind].hint}</Note>}
      <Note title="At the door">
        {call.door === 'code' ? 'Whoever has the code comes in.' : 'Each is let in by name.'}
      </Note>
      {call.keptOut.length > 0 && (
        <Note title="Not in the room">
          {call.keptOut.map((key) => (
            <div key={key}>{OUT_WORDS[key]}</div>
          ))}
        </Note>
      )}
      {call.modeMeant && (
        <Note title={`Led as a ${MODE_WORDS[call.modeMeant].label.toLowerCase()}`}>
          {MODE_WORDS[call.modeMeant].hint}
        </Note>
      )}
      {call.learning === 'for' && <Note title="Whose learning it is">Something is found out for somebody.</Note>}
    </Margin>
  )
}

function CallOff({ call, onDone }: { call: Gathering; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const cancel = useMutation(api.gatherings.cancel.mutationOptions())
  return (
    <Form
      name="Call it off"
      onSend={(data) =>
        send(() => cancel.mutateAsync({ attempt: attempt.id, id: call.id, because: wordsOf(data, 'because') }), onDone)
      }
    >
      <p>Whoever was asked is told, with your reason. It cannot be undone; you can call another one.</p>
      <TextArea label="Why" name="because" required rows={2} maxLength={500} keepAs={`off ${call.id}`} />
      <Buttons>
        <Button type="submit" kind="danger">
          Call it off
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Let it stand
        </Button>
      </Buttons>
    </Form>
  )
}
