import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form, type Outcome } from '#web/ui/form.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Reach } from '#web/ui/reach.tsx'
import type { Form as How } from '../contract.ts'
import { HidesNobody, type WhereTo } from './bringing-where.tsx'
import styles from './crossings.module.css'
import { HOW } from './says.tsx'

type Answer = 'no' | 'asked' | 'change' | 'theme'
type Props = {
  source: { kind: 'entry' | 'evidence'; id: string }
  words: string
  how: How
  where: WhereTo
  onBack: () => void
  onChange: () => void
  onTheme: () => void
  /** Given the request that it says it answers, or null. */
  onSend: (answers: string | null) => Promise<Outcome>
}

/** Last step: what goes, to whom, and the one question that is asked before anything crosses. */
export function Recognised({ source, words, how, where, onBack, onChange, onTheme, onSend }: Props) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [tells, setTells] = useState(false)
  const request = useQuery({
    ...api.crossings.answerable.queryOptions({ input: { evidence: source.id, target: where.target?.id ?? '' } }),
    enabled: source.kind === 'evidence' && where.target !== null,
  }).data
  const send = async () => {
    if (answer === null) return { errors: { recognised: 'Please answer this before it goes.' } }
    if (answer === 'change') return onChange()
    if (answer === 'theme') return onTheme()
    return onSend(tells && request ? request.id : null)
  }
  const goes =
    answer === 'change' || answer === 'theme'
      ? 'Back to the words'
      : where.target
        ? `Bring it to ${where.name}`
        : 'Let this one person read it'
  return (
    <Form onSend={send} name="Before it goes">
      <Quote bare={how === 'theme'}>{words}</Quote>
      <p className={styles.meta}>
        To {where.name}, {HOW[how]}.
      </p>
      <Reach person={where.person} sentence={where.audience} />
      {where.purpose !== '' && where.target === null && <p>A note with it: {where.purpose}</p>}
      {where.target && how !== 'words' && <HidesNobody people={where.people} />}
      <RadioGroup<Answer>
        name="recognised"
        label="Could someone else in this be recognised: a family, a colleague? Change it, ask them, or let only the theme go."
        value={answer}
        onChange={setAnswer}
        choices={[
          { value: 'no', label: 'No, nobody else' },
          { value: 'asked', label: 'Yes, I have asked them, and they say yes' },
          { value: 'change', label: 'Yes, so I change the words' },
          ...(how === 'theme' ? [] : [{ value: 'theme' as const, label: 'Yes, so only the theme goes' }]),
        ]}
      />
      {request && (
        <Checkbox
          label={`Say that it answers what ${request.asker} asked: “${request.words}”`}
          hint={`Then ${request.asker} is told that it came from here, and everybody whose yes it needs is told so first. Otherwise it does not tell where it came from.`}
          checked={tells}
          onChange={setTells}
        />
      )}
      {where.target && <InConfidence address={where.target.address} />}
      <Buttons>
        <Button type="submit" kind="primary">
          {goes}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </Buttons>
    </Form>
  )
}
