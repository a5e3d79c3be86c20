import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { SaidInCopy, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Trace } from '#web/ui/trace.tsx'
import { Picture } from './chain/picture.tsx'
import { whose } from './chain/receivers.tsx'
import { StepsOn } from './chain/steps-on.tsx'
import { KIND_WORDS, type Kind, LOOP_WORDS, SURE_WORDS, type Traced, type TracedInsight } from './data.ts'
import { Doing } from './doing.tsx'
import type { Doings } from './foot.tsx'
import { RoundInsight } from './inquiry/round-insight.tsx'
import styles from './insights.module.css'
import { StepsBack } from './steps.tsx'

const KINDS = Object.keys(KIND_WORDS) as Kind[]
const HIDDEN = 'This is hidden until its curators look again'

/** One thing of the chain, with what it rests on above it and what came of it below. */
export default function TracePage({ params }: PageProps) {
  const address = params.address!
  const search = new URLSearchParams(useLocation({ select: (at) => at.searchStr }))
  const asked = search.get('kind')
  const sendOn = search.get('send')
  const kind = KINDS.find((one) => one === asked) ?? 'insight'
  const here = useHere(address)
  const trace = useQuery(api.insights.trace.queryOptions({ input: { address, kind, of: params.id! } }))
  const [doing, setDoing] = useState<Doings | null>(null)

  // “Not mine, it is ___'s”: whoever sent it comes here to send it on, with that already written.
  const from = trace.data?.insights.flatMap((one) => one.receivers).find((one) => one.id === sendOn && one.can.close)
  const [sentOn, setSentOn] = useState(false)
  const now: Doings | null =
    doing ??
    (from && !sentOn ? { do: 'send', of: params.id!, instead: { receiver: from.id, whose: whose(from) } } : null)
  const done = () => {
    setDoing(null)
    setSentOn(true)
  }

  if (trace.isPending || here.isPending) return <Loading what="Following the thread" />
  if (!trace.data || !here.data)
    return (
      <NotThere
        fault={trace.error ?? here.error}
        to={`/s/${address}/insights`}
        verb="Go to the insights"
        again={() => void trace.refetch()}
      />
    )
  const { reach, name } = here.data
  const mine =
    trace.data.insights.find((one) => one.id === trace.data.of) ??
    (trace.data.insights.length === 1 ? trace.data.insights[0] : undefined)
  return (
    <Page
      title={titleOf(trace.data)}
      words
      reach={{ person: reach.person, sentence: reach.who, more: reach.more }}
      above={
        <>
          {KIND_WORDS[kind]} in <LinkTo to={`/s/${address}/insights`}>{name}</LinkTo>
        </>
      }
      actions={
        <>
          {(kind === 'insight' || kind === 'decision') && (
            <ButtonLink
              kind="quiet"
              to={`/s/${address}/insights/${params.id}/page${kind === 'insight' ? '' : `?kind=${kind}`}`}
            >
              As one page
            </ButtonLink>
          )}
          {here.data.closed === null && (kind === 'insight' || kind === 'decision' || kind === 'finding') && (
            <ButtonLink kind="quiet" to={`/s/${address}/gatherings?about=${kind}:${params.id}#call`}>
              Meet about this
            </ButtonLink>
          )}
        </>
      }
      margin={mine && <About insight={mine} trace={trace.data} space={name} address={address} />}
      below={<Picture trace={trace.data} address={address} />}
    >
      {mine?.wants_another_look && (
        <Notice kind="info" title="This wants another look" actions={<LookAgain insight={mine} onDo={setDoing} />}>
          Something it rests on was taken back. Does it still hold?
        </Notice>
      )}
      <div className={styles.paper}>
        <Trace name="From evidence to outcome">
          <StepsBack trace={trace.data} address={address} onDo={setDoing} />
          <StepsOn trace={trace.data} address={address} onDo={setDoing} />
        </Trace>
      </div>
      <SaidInCopy address={address} things={thingsOf(trace.data)} />
      {now && <Doing what={now} trace={trace.data} here={here.data} onDone={done} />}
    </Page>
  )
}

/** Everything of the chain that may have come in with a copy, under whose name it stood there. */
function thingsOf(trace: Traced) {
  const { evidence, findings, insights, decisions, actions, outcomes } = trace
  const all = [...evidence, ...findings, ...insights, ...decisions, ...actions, ...outcomes]
  return [...all, ...insights.flatMap((one) => one.dissent)].map(({ id, words }) => ({ id, words }))
}

function LookAgain({ insight, onDo }: { insight: TracedInsight; onDo: (what: Doings) => void }) {
  return (
    <>
      {insight.words !== null && (
        <Button small onClick={() => onDo({ do: 'keep', of: insight.id })}>
          Keep it as it is
        </Button>
      )}
      <Button small onClick={() => onDo({ do: 'edit', of: insight.id })}>
        Say it anew
      </Button>
    </>
  )
}

function titleOf(trace: Traced): string {
  if (trace.kind === 'evidence') return trace.evidence.find((one) => one.id === trace.of)?.words ?? 'Taken back'
  if (trace.kind === 'finding') return trace.findings.find((one) => one.id === trace.of)!.words
  if (trace.kind === 'implication') return trace.implications.find((one) => one.id === trace.of)!.words
  if (trace.kind === 'insight') return trace.insights.find((one) => one.id === trace.of)?.words ?? HIDDEN
  if (trace.kind === 'decision') return trace.decisions.find((one) => one.id === trace.of)!.words
  if (trace.kind === 'action') return trace.actions.find((one) => one.id === trace.of)!.words
  return trace.outcomes.find((one) => one.id === trace.of)!.words || 'What came of it'
}

type AboutProps = { insight: TracedInsight; trace: Traced; space: string; address: string }

function About({ insight, trace, space, address }: AboutProps) {
  const under = trace.evidence.filter((one) => one.insight === insight.id && !one.taken_back)
  const against = under.filter((one) => one.bears === 'against').length
  const lines = under.length - against
  return (
    <Margin name="About this insight">
      <Note title="How sure are we">
        {SURE_WORDS[insight.confidence]}. {lines === 1 ? '1 line' : `${lines} lines`}
        {against > 0 && `, ${against} against`}
        {insight.asked === null ? '' : `, ${insight.asked} people asked`}.
        {insight.change_mind && <> What would change our mind: {insight.change_mind}</>}
      </Note>
      <Note title="How far it goes">{LOOP_WORDS[insight.loop]}</Note>
      {insight.scope && <Note title="Where it holds">{insight.scope}</Note>}
      <Note title="Where it may go">{whereTo(insight, space)}</Note>
      <RoundInsight insight={insight} address={address} />
    </Margin>
  )
}

function whereTo(insight: TracedInsight, space: string): string {
  const sent = insight.receivers.map((one) => (one.taken_back ? `${one.title} (taken back)` : one.title))
  return sent.length === 0
    ? `Stays in ${space}.`
    : `Stays in ${space}. Its sentence was let out to: ${sent.join('; ')}.`
}
