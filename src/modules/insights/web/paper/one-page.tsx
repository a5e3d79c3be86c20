import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { PageParts } from '../../contract/page.ts'
import { ended, joined } from '../chain/acts.tsx'
import { STATE_WORDS, SURE_WORDS, type Traced } from '../data.ts'
import { Doing } from '../doing.tsx'
import type { Doings } from '../foot.tsx'
import { Part } from './let-out.tsx'
import styles from './paper.module.css'

/** One side of A4 from the chain, for those who read it here. It holds what its reader reads, and nothing else. */
export default function OnePage({ params }: PageProps) {
  const address = params.address!
  const kind =
    new URLSearchParams(useLocation({ select: (at) => at.searchStr })).get('kind') === 'decision'
      ? 'decision'
      : 'insight'
  const here = useHere(address)
  const trace = useQuery(api.insights.trace.queryOptions({ input: { address, kind, of: params.id! } }))
  const taken = useQuery(api.insights.decisions.queryOptions({ input: { address, which: 'taken' } }))
  const last = taken.data?.items.find((one) => !trace.data?.decisions.some((mine) => mine.id === one.id))
  const before = useQuery({
    ...api.insights.trace.queryOptions({ input: { address, kind: 'decision', of: last?.id ?? '' } }),
    enabled: last !== undefined,
  })
  const [doing, setDoing] = useState<Doings | null>(null)
  if (trace.isPending || here.isPending) return <Loading what="Laying out the page" lines={8} />
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
  const mine = trace.data.insights.flatMap((one) => one.receivers).find((one) => one.can.answer)
  const insight = trace.data.insights[0]
  return (
    <Page
      title={titleOf(trace.data)}
      words
      reach={{ person: reach.person, sentence: reach.who, more: reach.more }}
      above={
        <>
          One page from{' '}
          <LinkTo to={`/s/${address}/insights/${params.id}${kind === 'decision' ? '?kind=decision' : ''}`}>
            {name}
          </LinkTo>
        </>
      }
      actions={
        <span data-paper="no">
          <Button onClick={() => window.print()}>Print it</Button>
        </span>
      }
    >
      <Side trace={trace.data} before={last && before.data} />
      <div data-paper="no" className={styles.part}>
        {mine && (
          <p>
            <Button kind="primary" onClick={() => setDoing({ do: 'answer', of: mine.id })}>
              Ask, or answer
            </Button>
          </p>
        )}
        {insight && insight.words !== null ? (
          <p>
            <Button
              kind="quiet"
              onClick={() => setDoing({ do: 'send', of: insight.id, page: partsOf(trace.data, last && before.data) })}
            >
              Let somebody outside read a page of it
            </Button>
          </p>
        ) : (
          <p className={styles.meta}>
            It can go to somebody outside once it rests on something learned that you read: tie that to it first.
          </p>
        )}
      </div>
      <div className={styles.box} aria-hidden="true">
        Ask privately, or answer:
        <span />
        <span />
      </div>
      {doing && <Doing what={doing} trace={trace.data} here={here.data} onDone={() => setDoing(null)} />}
    </Page>
  )
}

function titleOf(trace: Traced): string {
  const it = [...trace.insights, ...trace.decisions].find((one) => one.id === trace.of)
  return it?.words ?? 'This is hidden until its curators look again'
}

/** What stands on this page already, for the page that goes outside: its writer changes it, and sees it before it goes. */
function partsOf(trace: Traced, before: Traced | undefined): PageParts {
  const wanted = trace.decisions.find((one) => one.to_come)
  return {
    wanted: wanted?.words ?? '',
    by_when: wanted?.decide_by ?? null,
    options: wanted?.options ?? '',
    before: before === undefined ? '' : saidBefore(before),
  }
}

function Side({ trace, before }: { trace: Traced; before: Traced | undefined }) {
  const wanted = trace.decisions.filter((one) => one.to_come)
  const taken = trace.decisions.filter((one) => !one.to_come && one.decided_on !== null)
  const against = trace.insights.flatMap((one) => one.dissent)
  const dissent = trace.decisions.filter((one) => one.dissent)
  const options = trace.decisions.filter((one) => one.options)
  return (
    <div className={styles.side}>
      <Part head="The decision wanted" wanted>
        {wanted.length === 0 && (taken.length === 0 ? 'None yet: this is to be heard.' : 'None now. What was decided:')}
        {wanted.length === 0 &&
          taken.map((one) => (
            <p key={one.id}>
              {ended(one.words)} <span className={styles.meta}>On {dayWords(one.decided_on!)}.</span>
            </p>
          ))}
        {wanted.length === 0 && taken.length > 0 && <CameOf trace={trace} />}
        {wanted.map((one) => (
          <p key={one.id}>
            {ended(one.words)}{' '}
            <span className={styles.meta}>
              By {dayWords(one.decide_by!)}
              {one.meeting && `, ${one.meeting.name}`}.{one.paper_by && ` Papers close ${dayWords(one.paper_by)}.`}
            </span>
          </p>
        ))}
      </Part>
      <Part head="What we know, how sure, from whom">
        {trace.insights.length === 0 && (
          <p>{trace.elsewhere ? 'Brought in from elsewhere.' : 'Nothing learned is tied to it yet.'}</p>
        )}
        {trace.insights.map((one) => (
          <Known key={one.id} insight={one} trace={trace} />
        ))}
        {trace.implications.map((one) => (
          <p key={one.id}>
            What it means{one.for_whom && `, for ${one.for_whom}`}: {ended(one.words)}
          </p>
        ))}
      </Part>
      <Part head="Who sees it differently">
        {against.length + dissent.length === 0 && <p>Nobody has said so here.</p>}
        {against.map((one) => (
          <Quote key={one.id} against {...(one.by && { by: ended(one.by) })}>
            {one.words}
          </Quote>
        ))}
        {dissent.map((one) => (
          <p key={one.id}>{ended(one.dissent)}</p>
        ))}
      </Part>
      <Part head="The options">
        {options.map((one) => (
          <p key={one.id}>{one.options}</p>
        ))}
        {options.length === 0 && <p>None are written down yet.</p>}
      </Part>
      <Part head="What became of the last one">
        {before === undefined ? 'No decision before this one.' : <Before trace={before} />}
      </Part>
    </div>
  )
}

/** What is known so far of what was decided here. */
function CameOf({ trace: { outcomes } }: { trace: Traced }) {
  if (outcomes.length === 0) return <p className={styles.meta}>Nothing has been said yet of what came of it.</p>
  return outcomes.map((one) => <p key={one.id}>What came of it: {joined(STATE_WORDS[one.state], one.words)}</p>)
}

function Known({ insight, trace }: { insight: Traced['insights'][number]; trace: Traced }) {
  const lines = trace.evidence.filter((one) => one.insight === insight.id && one.words !== null)
  const sources = [...new Set(lines.flatMap((one) => (one.document ? [one.document.title] : [])))]
  const first = lines.find((one) => one.bears !== 'against' && one.attribution !== 'theme')
  return (
    <div>
      <p>{insight.words ?? 'Hidden until its curators look again.'}</p>
      {first && <Quote {...(first.by && { by: ended(first.by) })}>{short(first.words!)}</Quote>}
      <p className={styles.meta}>
        {SURE_WORDS[insight.confidence]} sure. {lines.length === 1 ? 'From 1 line' : `From ${lines.length} lines`}
        {sources.length > 0 &&
          ` of ${sources
            .slice(0, MOST_SOURCES)
            .map((title) => `“${title}”`)
            .join(', ')}`}
        {sources.length > MOST_SOURCES && ` and ${sources.length - MOST_SOURCES} more`}
        {lines.length > 0 && `, ${daysOf(lines)}`}
        {insight.asked === null ? '' : `, ${insight.asked} people asked`}.
        {insight.sense_made_by && ` ${ended(insight.sense_made_by)}`}
        {insight.change_mind && ` What would change our mind: ${ended(insight.change_mind)}`}
      </p>
    </div>
  )
}

/** “24 September 2026 to 8 October 2026”: the days of the first and the last line, or of the one there is. */
function daysOf(lines: Traced['evidence']): string {
  const days = lines.map((one) => one.dated ?? one.made_on).sort()
  const [first, last] = [days[0]!, days.at(-1)!]
  return first === last ? dayWords(first) : `${dayWords(first)} to ${dayWords(last)}`
}

/** More names than these would push the rest off the page. */
const MOST_SOURCES = 3
const short = (words: string) => (words.length <= 240 ? words : `${words.slice(0, 238).toWellFormed()} …`)

const Before = ({ trace }: { trace: Traced }) => <p>{saidBefore(trace)}</p>

function saidBefore(trace: Traced): string {
  const decision = trace.decisions.find((one) => one.id === trace.of)
  const outcome = trace.outcomes.at(-1)
  const action = trace.actions.at(-1)
  const came = outcome
    ? joined(STATE_WORDS[outcome.state], outcome.words)
    : action
      ? `${ended(action.words)} Nothing has been said yet of what came of it.`
      : 'Nothing was started from it yet.'
  return `${decision ? `${ended(decision.words)} ` : ''}${came}`
}
