import { useMutation, useQuery } from '@tanstack/react-query'
import { useHere } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { MODE_WORDS, useSending, wordsOf } from '../data.ts'
import { Anew } from './anew.tsx'
import styles from './around.module.css'
import { type After, HOW_WORDS, RIGOUR_WORDS } from './data.ts'
import { Learned } from './learned.tsx'

type Mode = keyof typeof MODE_WORDS
type Rigour = keyof typeof RIGOUR_WORDS
type How = keyof typeof HOW_WORDS
const choices = <Value extends string>(words: Record<Value, { label: string; hint?: string }>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, ...words[value] }))

/** How a gathering was: the mode, with or for, how rigorous; who ran it, and what they learned themselves. */
export default function AfterPage({ params }: PageProps) {
  const gathering = params.id!
  const told = useQuery(api.gatherings.after.queryOptions({ input: { gathering } }))
  const call = useQuery(api.gatherings.one.queryOptions({ input: { id: gathering } }))
  const here = useHere(params.address!)
  const reach = here.data?.reach
  return (
    <Page
      title="How it was"
      {...(reach ? { reach: { person: reach.person, sentence: reach.standing } } : {})}
      above={
        call.data && (
          <>
            Gathering: <LinkTo to={`/s/${params.address}/gatherings/${gathering}`}>{call.data.title}</LinkTo>,{' '}
            {dayWords(call.data.heldOn ?? call.data.startsOn)}
          </>
        )
      }
    >
      {told.isPending && <Loading what="Fetching how it was" />}
      {told.isError && !told.data && (
        <NotThere
          fault={told.error}
          to={`/s/${params.address}/gatherings`}
          verb="Go to the gatherings"
          again={() => void told.refetch()}
        />
      )}
      {told.data && (
        <>
          <Was told={told.data} gathering={gathering} />
          <Ran told={told.data} gathering={gathering} />
          <Learned told={told.data} gathering={gathering} />
        </>
      )}
    </Page>
  )
}

type Part = { told: After; gathering: string }

function Was({ told, gathering }: Part) {
  const send = useSending()
  const attempt = useAttempt()
  const say = useMutation(api.gatherings.sayAfter.mutationOptions())
  const { said } = told
  return (
    <Section
      title="What it was"
      note={told.modeMeant ? `It was meant as a ${MODE_WORDS[told.modeMeant].label.toLowerCase()}.` : undefined}
    >
      {said && (
        <dl className={styles.facts}>
          <div>
            <dt>It was</dt>
            <dd>
              {MODE_WORDS[said.modeUsed].label}, learning {said.wasWith ? 'with each other' : 'for somebody'},{' '}
              {RIGOUR_WORDS[said.rigour].label.toLowerCase()}.
            </dd>
          </div>
          {said.limits && (
            <div>
              <dt>What it can’t show</dt>
              <dd className={styles.said}>{said.limits}</dd>
            </div>
          )}
        </dl>
      )}
      {!said && !told.can.say && <p className={styles.meta}>Nobody has said it yet.</p>}
      {told.can.say && (
        <Anew said={said !== null} verb="Say it anew">
          {(done) => (
            <Form
              key={said?.version ?? 0}
              name="How it was"
              onSend={(data) =>
                send(
                  () =>
                    say.mutateAsync({
                      ...{
                        attempt: attempt.id,
                        gathering,
                        version: said?.version ?? 0,
                        limits: wordsOf(data, 'limits'),
                      },
                      ...{ modeUsed: wordsOf(data, 'modeUsed') as Mode, rigour: wordsOf(data, 'rigour') as Rigour },
                      wasWith: wordsOf(data, 'with') === 'with',
                    }),
                  () => {
                    attempt.renew()
                    done()
                  },
                )
              }
            >
              <RadioGroup
                label="How you were there"
                name="modeUsed"
                required
                choices={choices(MODE_WORDS)}
                {...(said ? { defaultValue: said.modeUsed } : {})}
              />
              <RadioGroup
                label="Whose learning it was"
                name="with"
                required
                {...(said ? { defaultValue: said.wasWith ? 'with' : 'for' } : {})}
                choices={[
                  {
                    value: 'with',
                    label: 'With each other',
                    hint: 'At least two parties put something in; it is checked.',
                  },
                  { value: 'for', label: 'For somebody' },
                ]}
              />
              <RadioGroup
                label="How rigorous it was, honestly"
                name="rigour"
                required
                choices={choices(RIGOUR_WORDS)}
                {...(said ? { defaultValue: said.rigour } : {})}
              />
              <TextArea
                label="What it can’t show"
                name="limits"
                optional
                rows={2}
                maxLength={1000}
                keepAs={`limits ${gathering}`}
                defaultValue={said?.limits ?? ''}
                placeholder="Eleven people, all of them still in touch. Nobody who had dropped out was there."
                reach={{ person: 'second', sentence: 'Everybody in this space' }}
              />
              <Button type="submit" kind="primary">
                Say how it was
              </Button>
            </Form>
          )}
        </Anew>
      )}
    </Section>
  )
}

function Ran({ told, gathering }: Part) {
  const send = useSending()
  const attempt = useAttempt()
  const say = useMutation(api.gatherings.sayRan.mutationOptions())
  const mine = told.ran.filter((one) => one.mine)
  if (told.ran.length === 0 && !told.can.ran) return null
  return (
    <Section
      title="Who ran it"
      note="Each says it of themselves. Over time it shows what can be run without the learning partner."
    >
      <ul className={styles.rows}>
        {told.ran.map((one) => (
          <li key={`${one.name} ${one.method}`}>
            <span>{one.name}</span>
            <span className={styles.meta}>
              {[
                told.methods.find((of) => of.key === one.method)?.title ?? one.method,
                HOW_WORDS[one.how].label.toLowerCase(),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {told.can.ran && (
        <Anew said={mine.length > 0} verb="Say it anew of yourself">
          {(done) => (
            <Form
              name="What you ran"
              onSend={(data) =>
                send(
                  () =>
                    say.mutateAsync({
                      ...{ attempt: attempt.id, gathering, methods: data.getAll('methods').map(String) },
                      how: wordsOf(data, 'how') as How,
                    }),
                  () => {
                    attempt.renew()
                    done()
                  },
                )
              }
            >
              {told.methods.length > 0 && (
                <fieldset className={styles.ticks}>
                  <legend>I ran</legend>
                  {told.methods.map((one) => (
                    <Checkbox key={one.key} name="methods" value={one.key} label={one.title} defaultChecked />
                  ))}
                </fieldset>
              )}
              <RadioGroup
                label="How"
                name="how"
                required
                choices={choices(HOW_WORDS)}
                {...(mine[0] ? { defaultValue: mine[0].how } : {})}
              />
              <Button type="submit">Say so</Button>
            </Form>
          )}
        </Anew>
      )}
    </Section>
  )
}
