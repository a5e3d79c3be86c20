import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { HowToChoose, TextToChoose } from '#modules/library/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { FINDING, FINDING_HANDS } from '../chain/data.ts'
import { StepForm, type Typed } from '../chain/step-form.tsx'
import type { Where } from '../foot.tsx'
import styles from '../insights.module.css'

type Place = { starts: number; ends: number }
const NONE: Place[] = []
/** What stays the same from one finding of a report to the next. */
const SAME = ['kind', 'method', 'asked', 'commissioned_by', 'done_by', 'edited_by', 'sense_by', 'comments_by']

/** A report taken in by hand: its text beside the form for the next finding, and how many there are. */
export function Intake({ here, report }: { here: Where & { chapter: string }; report: string }) {
  const whole = useQuery(
    api.library.document.queryOptions({ input: { space: here.id, id: report }, staleTime: 'static' }),
  )
  const counts = useQuery(api.insights.findings.queryOptions({ input: { id: here.id, document: report } }))
  const write = useMutation(api.insights.writeFinding.mutationOptions())
  const [place, setPlace] = useState<Place | null>(null)
  const [before, setBefore] = useState<Typed>({})
  const [round, setRound] = useState(0)
  const form = useRef<HTMLDivElement>(null)
  if (whole.isPending) return <Loading what="Opening the report" lines={6} />
  if (!whole.data)
    return (
      <Notice
        kind="error"
        title="The report could not be opened"
        actions={<Button onClick={() => void whole.refetch()}>Try again</Button>}
      >
        Nothing is lost: findings that were taken from it are below.
      </Notice>
    )
  const { title, text } = whole.data
  const { waiting = 0, ended = 0 } = counts.data ?? {}
  return (
    <Section
      title={title}
      note={
        <>
          {told(waiting, ended)} <LinkTo to={`/s/${here.address}/insights/findings`}>Done with this report</LinkTo>
        </>
      }
    >
      <div className={styles.intake}>
        <div className={styles.beside}>
          <section aria-label="The report" className={styles.stack}>
            <TextToChoose
              document={whole.data}
              box={styles.report}
              kept={place === null ? NONE : [place]}
              verb="Put these words with the finding"
              told={place === null ? '' : 'The words are with the finding.'}
              onKeep={({ starts, ends }, letGo) => {
                setPlace({ starts, ends })
                letGo()
                form.current?.querySelector('textarea')?.focus()
              }}
            />
            <details className={styles.more}>
              <summary>How to choose words in it</summary>
              <HowToChoose />
            </details>
          </section>
          <div ref={form}>
            <StepForm
              key={round}
              here={here}
              reach={{ person: here.reach.person, sentence: `Those in ${here.name} who read this report` }}
              onDone={() => {
                setPlace(null)
                setRound(round + 1)
              }}
              fields={[
                ...FINDING,
                {
                  is: 'day',
                  name: 'comments_by',
                  label: 'Members may comment until',
                  hint: 'Leave it empty where nobody is asked. Nobody has a veto.',
                },
                {
                  is: 'more',
                  name: 'hands',
                  label: 'How, from how many, and who had a hand in it',
                  fields: FINDING_HANDS,
                },
              ]}
              values={before}
              name="The next finding"
              verb="Keep it, and write the next"
              keep={`finding ${report}`}
              above={
                place === null ? (
                  <p className={styles.meta}>Choose words in the report to keep them with the finding. You need not.</p>
                ) : (
                  <div className={styles.stack}>
                    <Quote by="From the report, kept by its place.">
                      {text.slice(place.starts, place.ends).replaceAll(/\s+/g, ' ')}
                    </Quote>
                    <div className={styles.acts}>
                      <Button small kind="quiet" onClick={() => setPlace(null)}>
                        Without these words
                      </Button>
                    </div>
                  </div>
                )
              }
              make={async (typed, { attempt }) => {
                const answer = await write.mutateAsync({
                  ...(typed as { words: string; kind: 'formative'; sense_by: string }),
                  ...{ attempt, space: here.id, chapter: here.chapter, document: report },
                  ...{ starts: place?.starts ?? null, ends: place?.ends ?? null },
                })
                // The next one is of the same report, and mostly by the same hands.
                if (answer.ok) setBefore(Object.fromEntries(SAME.map((name) => [name, typed[name] ?? null])))
                return answer
              }}
            />
          </div>
        </div>
      </div>
    </Section>
  )
}

function told(waiting: number, ended: number): string {
  const all = waiting + ended
  if (all === 0) return 'No finding has been taken from it yet.'
  return `${all === 1 ? '1 finding' : `${all} findings`} so far: ${waiting} to be made sense of, ${ended} ended.`
}
