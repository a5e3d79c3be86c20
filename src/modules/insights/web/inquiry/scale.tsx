import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useSending, wordsOf } from '../data.ts'
import { among, Foot } from '../foot.tsx'
import { type Around, SCALE_WORDS, SCALES } from './data.ts'
import type { Here } from './question-form.tsx'

type Props = { here: Here; insight: string; scales: Around['scales']; onDone: () => void }

/** One minute: the widest scale it has reached that we know of, and how we know. */
export function SayScale({ here, insight, scales, onDone }: Props) {
  const send = useSending()
  const attempt = useAttempt()
  const say = useMutation(api.insights.scale.mutationOptions())
  const [scale, setScale] = useState<Around['scales'][number]['scale']>(
    SCALES.find((one) => !scales.some((said) => said.scale === one)) ?? 'person',
  )
  const before = scales.find((one) => one.scale === scale)?.how ?? ''
  return (
    <Form
      name="How far has it reached?"
      onSend={(data) =>
        send(() => say.mutateAsync({ attempt: attempt.id, insight, scale, how: wordsOf(data, 'how') }), onDone)
      }
    >
      <RadioGroup
        label="It has reached"
        name="scale"
        value={scale}
        onChange={setScale}
        choices={SCALES.map((value) => ({ value, label: SCALE_WORDS[value] }))}
      />
      <TextArea
        key={scale}
        label="How do we know?"
        name="how"
        required
        maxLength={500}
        rows={2}
        reach={among(here)}
        keepAs={`scale ${insight} ${scale}`}
        defaultValue={before}
        placeholder="The region wrote it into its plan in October."
      />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}
