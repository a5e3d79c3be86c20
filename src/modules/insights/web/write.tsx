import { useMutation, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { EvidencePicker } from '#modules/library/web/index.tsx'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { forgetKept, keep, kept } from '#web/ui/keep.ts'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useSending, wordsOf } from './data.ts'
import { AboutFields, aboutIn } from './edit.tsx'
import type { Loop } from './inquiry/next-loop.tsx'
import styles from './insights.module.css'

type Bears = 'supports' | 'quotes' | 'against'
type Here = {
  id: string
  address: string
  name: string
  chapter: string
  reach: { person: ReachProps['person']; who: string }
}
type Props = { here: Here; from: string[]; onDone: () => void; onWritten: (loop: Loop) => void }

/** The two-minute form: what it rests on, the sentence, and who sees it differently. */
export function WriteInsight({ here, from, onDone, onWritten }: Props) {
  const send = useSending()
  const attempt = useAttempt()
  const name = `insight ${here.id}`
  const [chosen, setChosen] = useState<Record<string, Bears>>(() => ({
    ...(JSON.parse(kept(`${name} evidence`) ?? '{}') as Record<string, Bears>),
    ...Object.fromEntries(from.map((id) => [id, 'supports' as const])),
  }))
  // Unsigned unless somebody says it is theirs: a name is put beside a view by its own person only.
  const [whose, setWhose] = useState<'mine' | 'among_us'>('among_us')
  const write = useMutation(api.insights.write.mutationOptions())
  const ids = Object.keys(chosen)
  const choose = (next: Record<string, Bears>) => {
    setChosen(next)
    keep(`${name} evidence`, JSON.stringify(next))
  }
  const who = { person: here.reach.person, sentence: here.reach.who }
  return (
    <div className={styles.stack}>
      <h3>What it rests on</h3>
      <EvidencePicker
        address={here.address}
        chosen={ids}
        onChange={(next) => choose(Object.fromEntries(next.map((id) => [id, chosen[id] ?? 'supports'])))}
      />
      <Chosen space={here.id} chosen={chosen} onChange={choose} />
      <Form
        name="Write an insight"
        onSend={(data) =>
          ids.length === 0
            ? { problem: 'Choose at least one piece of evidence first. What you typed is still here.' }
            : send(
                () =>
                  write.mutateAsync({
                    attempt: attempt.id,
                    space: here.id,
                    chapter: here.chapter,
                    words: wordsOf(data, 'words'),
                    dissent: wordsOf(data, 'dissent'),
                    dissent_is: whose,
                    evidence: ids.map((id) => ({ id, bears: chosen[id]! })),
                    ...aboutIn(data),
                  }),
                () => {
                  forgetKept(`${name} evidence`)
                  attempt.renew()
                  onDone()
                  onWritten(aboutIn(data).loop)
                },
              )
        }
      >
        <TextArea
          label="The insight, in a sentence"
          name="words"
          required
          maxLength={1000}
          keepAs={name}
          reach={who}
          rows={2}
          placeholder="What do we now see that we did not see before?"
        />
        <TextArea
          label="Who sees it differently?"
          hint="Where the insight goes on, it goes with it as “There is a view against this, kept where it was said”."
          name="dissent"
          optional
          maxLength={2000}
          keepAs={`${name} against`}
          reach={who}
          rows={2}
        />
        <RadioGroup<'mine' | 'among_us'>
          label="Whose view is that?"
          name="dissent_is"
          value={whose}
          onChange={setWhose}
          choices={[
            { value: 'among_us', label: 'A view among us', hint: 'No name stands beside it.' },
            { value: 'mine', label: 'Mine', hint: 'Your name stands beside it.' },
          ]}
        />
        <InConfidence address={here.address} />
        <AboutFields keep={name} />
        <Buttons>
          <Button type="submit" kind="primary">
            Put it in
          </Button>
          <Button kind="quiet" onClick={onDone}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </div>
  )
}

/** Which way each chosen piece bears: for it, in its very words, or against it. */
function Chosen({
  space,
  chosen,
  onChange,
}: {
  space: string
  chosen: Record<string, Bears>
  onChange: (next: Record<string, Bears>) => void
}) {
  const ids = Object.keys(chosen)
  const items = useQueries({
    queries: ids.map((id) => api.library.evidenceItem.queryOptions({ input: { space, id } })),
  })
  if (ids.length === 0) return null
  return (
    <div>
      <h3>How each bears on it</h3>
      {ids.map((id, at) => (
        <div key={id} className={styles.bears}>
          <Quote>{items[at]?.data?.words ?? '…'}</Quote>
          <RadioGroup<Bears>
            label="How does this bear on it?"
            hideLabel
            row
            value={chosen[id]!}
            onChange={(bears) => onChange({ ...chosen, [id]: bears })}
            choices={[
              { value: 'supports', label: 'Speaks for it' },
              { value: 'quotes', label: 'Its words are in the insight' },
              { value: 'against', label: 'Speaks against it' },
            ]}
          />
        </div>
      ))}
    </div>
  )
}
