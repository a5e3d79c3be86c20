import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SaidInCopy, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { Step, Trace } from '#web/ui/trace.tsx'
import { Moves } from './board.tsx'
import { EditCycle, StartCycle } from './cycle-form.tsx'
import { lengthWords } from './cycles-page.tsx'
import { type Cycle, type Kind, STEP_WORDS, STEPS } from './data.ts'
import styles from './inquiry.module.css'
import { useMoving } from './moving.tsx'
import type { Here } from './question-form.tsx'
import { TieDialog, type Tying } from './tie.tsx'
import { Ties } from './ties.tsx'

type Doing = { do: 'edit' | 'within' } | { do: 'tie'; tying: Tying }
const SHOWING: Kind[] = ['evidence', 'finding', 'insight', 'decision', 'experiment', 'artefact', 'action']

/** One cycle: its five steps, what shows that each was done, and the cycles within it. */
export default function CyclePage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const read = useQuery(api.insights.cycle.queryOptions({ input: { address, of: params.id! } }))
  const [doing, setDoing] = useState<Doing | null>(null)
  const { moving, shown } = useMoving(here.data)
  if (read.isPending || here.isPending) return <Loading what="Opening the cycle" />
  if (!read.data || !here.data)
    return (
      <NotThere
        fault={read.error ?? here.error}
        to={`/s/${address}/insights/cycles`}
        verb="Go to the cycles"
        again={() => void read.refetch()}
      />
    )
  const { cycle, within } = read.data
  const open = here.data.closed === null
  const { reach, name } = here.data
  const done = () => setDoing(null)
  const tie = (tying: Tying) => setDoing({ do: 'tie', tying })
  return (
    <Page
      title={cycle.words}
      words
      reach={{ person: reach.person, sentence: reach.who, more: reach.more }}
      above={
        <>
          Cycle in <LinkTo to={`/s/${address}/insights/cycles`}>{name}</LinkTo>
        </>
      }
      margin={<About cycle={cycle} address={address} space={here.data.id} open={open} />}
    >
      <SaidInCopy address={address} things={[{ id: cycle.id, words: null }]} />
      {shown}
      <Trace name="The steps of this cycle">
        {STEPS.map((step) => (
          <OneStep key={step} {...{ cycle, step, open, address, space: here.data!.id, onTie: tie }} />
        ))}
      </Trace>
      {open && <Moves cycle={cycle} moving={moving} />}
      {cycle.evaluation !== '' && <Log cycles={[cycle, ...within]} evaluation={cycle.evaluation} />}
      {within.length > 0 && (
        <Section title="Cycles within it">
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.list}>
            {within.map((one) => (
              <li key={one.id} className={styles.item}>
                <p className={styles.sentence}>
                  <LinkTo to={`/s/${address}/insights/cycles/${one.id}`}>{one.words}</LinkTo>
                </p>
                <p className={styles.meta}>
                  {one.ended_on === null ? `At “${STEP_WORDS[one.at_step]}”.` : `Ended ${dayWords(one.ended_on)}.`}{' '}
                  {lengthWords(one)}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {open && (
        <div className={styles.acts} data-paper="no">
          <Button small kind="quiet" onClick={() => setDoing({ do: 'within' })}>
            Begin a cycle within it
          </Button>
          <Button small kind="quiet" onClick={() => setDoing({ do: 'edit' })}>
            Say it anew
          </Button>
          <Button
            small
            kind="quiet"
            onClick={() =>
              tie({
                title: 'Which question does it ask?',
                kinds: ['question'],
                role: 'asks',
                from: { kind: 'cycle', id: cycle.id },
              })
            }
          >
            Tie a question
          </Button>
          <Button
            small
            kind="quiet"
            onClick={() =>
              tie({
                title: 'Which cycle is it part of?',
                kinds: ['cycle'],
                role: 'part_of',
                from: { kind: 'cycle', id: cycle.id },
              })
            }
          >
            Put it within another
          </Button>
          <Button
            small
            kind="quiet"
            onClick={() =>
              tie({ title: 'Which aim?', kinds: ['aim'], role: 'made_for', from: { kind: 'cycle', id: cycle.id } })
            }
          >
            Tie it to an aim
          </Button>
        </div>
      )}
      <Doings {...{ doing, cycle, here: here.data, done }} />
    </Page>
  )
}

function Doings({ doing, cycle, here, done }: { doing: Doing | null; cycle: Cycle; here: Here; done: () => void }) {
  if (doing === null) return null
  if (doing.do === 'tie') return <TieDialog tying={doing.tying} space={here.id} address={here.address} onDone={done} />
  return (
    <Dialog open onClose={done} title={doing.do === 'edit' ? 'Say it anew' : 'A cycle within it'} shape="sheet">
      {doing.do === 'edit' ? (
        <EditCycle here={here} cycle={cycle} onDone={done} />
      ) : (
        <StartCycle here={here} partOf={cycle.id} onDone={done} />
      )}
    </Dialog>
  )
}

type StepProps = {
  cycle: Cycle
  step: Cycle['at_step']
  open: boolean
  address: string
  space: string
  onTie: (tying: Tying) => void
}

function OneStep({ cycle, step, open, address, space, onTie }: StepProps) {
  const done = cycle.steps.find((one) => one.step === step)
  const now = cycle.ended_on === null && cycle.at_step === step
  const ties = cycle.linked.filter((one) => one.role === step && one.end === 'from')
  return (
    <Step
      label={STEP_WORDS[step]}
      date={done ? dayWords(done.done_on) : now ? 'now' : undefined}
      node={now ? 'filled' : done ? 'hollow' : 'dashed'}
    >
      {done ? (
        <p className={styles.said}>{done.words}</p>
      ) : (
        <p className={styles.soft}>{now ? 'Under way: nothing shows that it is done yet.' : 'Not yet.'}</p>
      )}
      {done?.by && <p className={styles.meta}>{done.by} wrote it down.</p>}
      <Ties address={address} space={space} of={cycle.id} ties={ties} may={open} named />
      {open && (done || now) && (
        <div className={styles.acts} data-paper="no">
          <Button
            small
            kind="quiet"
            aria-label={`Tie what shows it: ${STEP_WORDS[step]}`}
            onClick={() =>
              onTie({ title: 'What shows it?', kinds: SHOWING, role: step, to: { kind: 'cycle', id: cycle.id } })
            }
          >
            Tie what shows it
          </Button>
        </div>
      )}
    </Step>
  )
}

function About({ cycle, address, space, open }: { cycle: Cycle; address: string; space: string; open: boolean }) {
  const parts = [
    { title: 'Which question it asks', ties: cycle.linked.filter((one) => one.role === 'asks') },
    { title: 'Part of', ties: cycle.linked.filter((one) => one.role === 'part_of' && one.end === 'to') },
    { title: 'Tried out in it', ties: cycle.linked.filter((one) => one.role === 'tried_in') },
    { title: 'Aims it serves', ties: cycle.linked.filter((one) => one.role === 'made_for') },
  ]
  return (
    <Margin name="About this cycle">
      <Note title="How long">{lengthWords(cycle)}</Note>
      {cycle.evaluation !== '' && <Note title="The log of">{cycle.evaluation}</Note>}
      {parts.map(
        ({ title, ties }) =>
          ties.length > 0 && (
            <Note key={title} title={title}>
              <Ties address={address} space={space} of={cycle.id} ties={ties} may={open} />
            </Note>
          ),
      )}
    </Margin>
  )
}

/** What was adapted and why, by day, over the cycle and all that is within it: the log of a developmental evaluation. */
function Log({ cycles, evaluation }: { cycles: readonly Cycle[]; evaluation: string }) {
  const entries = cycles
    .flatMap((cycle) => cycle.steps.map((step) => ({ ...step, cycle })))
    .sort((one, other) => one.done_on.localeCompare(other.done_on))
  return (
    <Section title="What was adapted, and why" note={`The log of ${evaluation}.`}>
      {entries.length === 0 && (
        <p className={styles.soft}>Each step that is done, here and within it, stands here by its day.</p>
      )}
      <ol className={styles.log}>
        {entries.map((one) => (
          <li key={`${one.cycle.id} ${one.step}`}>
            <span className={styles.meta}>
              {dayWords(one.done_on)}. {STEP_WORDS[one.step]}
              {cycles.length > 1 && `, in: ${one.cycle.words}`}
            </span>
            <span className={styles.said}>{one.words}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
