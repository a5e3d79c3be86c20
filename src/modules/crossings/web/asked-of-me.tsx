import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { Asked } from '../contract.ts'
import styles from './crossings.module.css'
import { HOW } from './says.tsx'

const WHY: Record<Asked['standing'], string> = {
  speaker: 'You are asked because you said this.',
  organisation: 'You are asked because it carries the name of the organisation you speak for.',
  group: 'You are asked because it was said in a space you are in.',
}

type Recognised = 'no' | 'asked' | 'yes'

/** What waits for my yes or no. Nobody is told what I answered. */
export function AskedOfMe() {
  const list = useQuery(api.crossings.asked.queryOptions({ input: {} }))
  const [said, setSaid] = useState<string | null>(null)
  if (list.isPending) return <Loading what="Fetching what you are asked" lines={2} />
  if (list.isError) {
    return (
      <Notice
        kind="error"
        title="What you are asked could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        Nothing goes anywhere without your answer.
      </Notice>
    )
  }
  if (list.data.asked.length === 0 && said === null) return null
  return (
    <Section
      title="You are asked"
      note="May this go? Two minutes. What you answer is told to nobody, and a no needs no reasons."
    >
      {said !== null && <Notice kind="saved">{said}</Notice>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {list.data.asked.map((one) => (
          <One key={one.id} one={one} onSaid={setSaid} />
        ))}
      </ul>
    </Section>
  )
}

function One({ one, onSaid }: { one: Asked; onSaid: (said: string) => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [recognised, setRecognised] = useState<Recognised | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const answer = useMutation(
    api.crossings.answer.mutationOptions({
      onSuccess: (done, sent) => {
        onSaid(done.ok ? (sent.answer === 'goes' ? 'Your yes is in.' : 'It stays.') : done.sentence)
        void queries.invalidateQueries()
      },
    }),
  )
  const say = (said: 'goes' | 'stays') => answer.mutate({ attempt: attempt.id, id: one.id, answer: said })
  // Only whoever said it can know who else is in it, so it is asked of them before it goes.
  const goes = () => {
    if (one.standing !== 'speaker' || recognised === 'no' || recognised === 'asked') return say('goes')
    setMissing(
      recognised === null
        ? 'Please answer this before it goes.'
        : 'Then it cannot go as it is. Let it stay, or ask them first.',
    )
  }
  return (
    <li className={styles.one} id={one.id}>
      <Quote bare={one.form === 'theme'}>{one.words}</Quote>
      <dl className={styles.facts}>
        <div>
          <dt>From</dt>
          <dd>{one.from}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{one.to}</dd>
        </div>
        <div>
          <dt>How</dt>
          <dd>{HOW[one.form]}</dd>
        </div>
        <div>
          <dt>Who would see it</dt>
          <dd>{one.audience}</dd>
        </div>
        {one.names.length > 0 && (
          <div>
            <dt>Names that go along</dt>
            <dd>{one.names.join(', ')}</dd>
          </div>
        )}
        {one.purpose !== '' && (
          <div>
            <dt>What for</dt>
            <dd>{one.purpose}</dd>
          </div>
        )}
        {one.until !== null && (
          <div>
            <dt>Until</dt>
            <dd>{dayWords(one.until)}</dd>
          </div>
        )}
      </dl>
      <p className={styles.meta}>
        {WHY[one.standing]} Without an answer by {dayWords(one.staysUnlessBy)} it stays.
      </p>
      {one.standing === 'speaker' && (
        <RadioGroup<Recognised>
          name={`recognised-${one.id}`}
          label="Could someone else in it be recognised: a family, a colleague?"
          hint="If so, and you have not asked them, let it stay and bring it in other words."
          value={recognised}
          onChange={(value) => {
            setRecognised(value)
            setMissing(null)
          }}
          {...(missing === null ? {} : { error: missing })}
          choices={[
            { value: 'no', label: 'No, nobody else' },
            { value: 'asked', label: 'Yes, I have asked them, and they say yes' },
            { value: 'yes', label: 'Yes, and I have not asked them' },
          ]}
        />
      )}
      {answer.isError && (
        <Notice kind="error" title="Your answer did not go through">
          Nothing has gone anywhere. Try again in a moment.
        </Notice>
      )}
      <Buttons even>
        <Button pending={answer.isPending} onClick={goes}>
          It may go
        </Button>
        <Button pending={answer.isPending} onClick={() => say('stays')}>
          It stays
        </Button>
      </Buttons>
    </li>
  )
}
