import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type TracedInsight, useSending, wordsOf } from '../data.ts'
import { among, Foot } from '../foot.tsx'
import styles from './inquiry.module.css'
import type { Here } from './question-form.tsx'

type How = 'merge' | 'split' | 'supersede'
type Props = { here: Here; insight: TracedInsight; onDone: () => void }

/** Writes what takes the place of an insight. The old one stays as it is, and its views against go along. */
export function Consolidate({ here, insight, onDone }: Props) {
  const send = useSending()
  const attempt = useAttempt()
  const [how, setHow] = useState<How>('supersede')
  const [others, setOthers] = useState<string[]>([])
  const consolidate = useMutation(api.insights.consolidate.mutationOptions())
  const names = how === 'split' ? ['words', 'second', 'third'] : ['words']
  return (
    <Form
      name="What takes its place?"
      onSend={(data) => {
        const said = names.map((name) => wordsOf(data, name)).filter((words) => words !== '')
        if (how === 'merge' && others.length === 0) return { problem: 'Choose what it is merged with first.' }
        return send(
          () =>
            consolidate.mutateAsync({
              ...{ attempt: attempt.id, space: here.id, how, why: wordsOf(data, 'why') },
              old: how === 'merge' ? [insight.id, ...others] : [insight.id],
              made: said.map((words) => ({ words, loop: insight.loop, confidence: insight.confidence })),
            }),
          onDone,
        )
      }}
    >
      <Quote bare>{insight.words ?? 'Its sentence is hidden.'}</Quote>
      <RadioGroup<How>
        label="What do you want to do?"
        name="how"
        value={how}
        onChange={setHow}
        choices={[
          { value: 'supersede', label: 'Replace it by a better one' },
          { value: 'merge', label: 'Merge it with others that say the same' },
          { value: 'split', label: 'Split it: it says several things' },
        ]}
      />
      {how === 'merge' && <Others space={here.id} not={insight.id} chosen={others} onChange={setOthers} />}
      <TextArea
        label={how === 'split' ? 'The first' : 'The new insight, in a sentence'}
        name="words"
        required
        maxLength={1000}
        rows={2}
        reach={among(here)}
        keepAs={`consolidate ${insight.id}`}
      />
      {how === 'split' && (
        <>
          <TextArea
            label="The second"
            name="second"
            required
            maxLength={1000}
            rows={2}
            keepAs={`consolidate ${insight.id} 2`}
          />
          <TextArea
            label="A third"
            name="third"
            optional
            maxLength={1000}
            rows={2}
            keepAs={`consolidate ${insight.id} 3`}
          />
        </>
      )}
      <TextField label="Why" name="why" optional words maxLength={1000} keepAs={`consolidate ${insight.id} why`} />
      <p className={styles.soft}>
        Nothing is lost: the old one can still be read and pointed to, the evidence under it comes along, and every view
        against it stands beside the new one. It is read by those who read all of the old ones.
      </p>
      <Foot verb="Put it in its place" onDone={onDone} />
    </Form>
  )
}

type OthersProps = { space: string; not: string; chosen: string[]; onChange: (chosen: string[]) => void }

function Others({ space, not, chosen, onChange }: OthersProps) {
  const [typed, setTyped] = useState('')
  const list = useQuery(api.insights.choices.queryOptions({ input: { space, kind: 'insight', words: typed.trim() } }))
  const found = list.data?.filter((one) => one.id !== not) ?? []
  return (
    <>
      <TextField type="search" label="Find insights by their words" value={typed} onChange={setTyped} />
      {list.isPending && <Loading what="Fetching the insights" lines={2} />}
      {list.isError && <p>The insights could not be fetched. What you typed is still here; try again in a moment.</p>}
      {list.isSuccess && found.length === 0 && (
        <p className={styles.soft}>There is no other insight with these words.</p>
      )}
      {found.map((one) => (
        <Checkbox
          key={one.id}
          label={one.words}
          checked={chosen.includes(one.id)}
          onChange={(on) => onChange(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
        />
      ))}
    </>
  )
}
