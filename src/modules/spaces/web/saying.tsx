import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '#shared/day.ts'
import { api } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useHere, written } from './data.ts'
import { yearBefore } from './memory/words.tsx'
import styles from './spaces.module.css'

type When = 'any' | 'year' | 'ago' | 'before'
const WHEN: { value: When; label: string }[] = [
  { value: 'any', label: 'At any time' },
  { value: 'year', label: 'In the last twelve months' },
  { value: 'ago', label: 'A year ago, give or take two months' },
  { value: 'before', label: 'More than a year ago' },
]
const KIND_WORDS: Record<string, string> = {
  insight: 'What we learned',
  decision: 'A decision',
  action: 'An action',
  outcome: 'What came of it',
  finding: 'A finding',
  question: 'A question',
  cycle: 'A cycle of learning',
  experiment: 'Something we tried',
  turning_point: 'A turning point',
  context_event: 'What happened round us',
  strategy: 'The strategy we are part of',
  purpose: 'What we said of ourselves before',
}

/** The days that are meant, counted from today where the place is. */
function daysOf(when: When): { from?: string; to?: string } {
  const ago = yearBefore(today())
  if (when === 'year') return { from: ago }
  if (when === 'ago') return { from: addDays(ago, -61), to: addDays(ago, 61) }
  return when === 'before' ? { to: ago } : {}
}

/** “What were we saying about parking?”: in this space, from what the reader may read here. */
export function Saying({ address }: { address: string }) {
  const here = useHere(address)
  const [asked, setAsked] = useState('')
  const [when, setWhen] = useState<When>('any')
  const between = daysOf(when)
  const found = useQuery(
    api.library.find.queryOptions({
      input: { space: here.data?.id ?? '', text: asked, ...between },
      enabled: asked !== '' && here.isSuccess,
    }),
  )
  const told = useQuery(
    api.spaces.recall.queryOptions({ input: { address, words: asked, ...between }, enabled: asked !== '' }),
  )
  return (
    <search>
      <Form name="What were we saying" onSend={(form) => setAsked(written(form, 'about'))}>
        <div className={styles.ask}>
          <TextField label="What were we saying about …" name="about" type="search" maxLength={200} />
          <Select<When> label="When?" value={when} onChange={setWhen} choices={WHEN} />
          <Button type="submit" kind="outline">
            Look it up
          </Button>
        </div>
      </Form>
      {asked !== '' && (found.isPending || told.isPending) && <Loading what="Looking it up" />}
      {asked !== '' && (found.isError || told.isError) && (
        <Notice
          kind="error"
          title="It could not be looked up"
          actions={<Button onClick={() => void Promise.all([found.refetch(), told.refetch()])}>Try again</Button>}
        >
          What was said is still there.
        </Notice>
      )}
      {asked !== '' && found.data && told.data && (
        <Section
          title={`About “${asked}”`}
          note={
            found.data.items.length + told.data.length === 0
              ? 'Nobody said anything about it here then that you can read.'
              : undefined
          }
        >
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.list}>
            {told.data.map((one) => (
              <li key={one.id} className={styles.row}>
                <div>
                  <p className={styles.words}>
                    {one.parts.map((part, at) =>
                      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one passage never change places
                      part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
                    )}
                  </p>
                  <p className={styles.meta}>
                    <LinkTo to={one.to}>{KIND_WORDS[one.kind] ?? 'From our work'}</LinkTo>
                    {one.on && ` · ${dayWords(one.on)}`}
                  </p>
                </div>
              </li>
            ))}
            {found.data.items.map((one) => (
              <li key={one.id} className={styles.row}>
                <div>
                  <p className={styles.words}>
                    {one.passage.map((part, at) =>
                      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one passage never change places
                      part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
                    )}
                  </p>
                  <p className={styles.meta}>
                    {one.kind === 'document' ? (
                      <LinkTo to={`/s/${address}/evidence/d/${one.id}`}>
                        {one.title}, {dayWords(one.item.on)}
                      </LinkTo>
                    ) : (
                      [one.item.by, one.item.card.dated ? dayWords(one.item.card.dated) : '']
                        .filter(Boolean)
                        .join(' · ')
                    )}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <Button kind="quiet" onClick={() => setAsked('')}>
            Put it away
          </Button>
        </Section>
      )}
    </search>
  )
}
