import { Button } from '#web/ui/button.tsx'
import { Form, type Outcome } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { ANSWER_CHOICES, type Answer } from './data.ts'

type Props = {
  answer: Answer | null
  /** What they said they need before. */
  needs: string
  keep: string
  convener: string
  /** The question stands above it already. */
  titled?: boolean
  onSend: (said: { answer: Answer; needs: string }) => Promise<Outcome>
}

/** “Will you come?” One question, and what one needs: told to whoever called it, and to nobody else. */
export function SayAnswer({ answer, needs, keep, convener, titled, onSend }: Props) {
  return (
    <Form
      name="Will you come?"
      onSend={(data) => {
        const said = data.get('answer') as Answer | null
        if (said === null) return { errors: { answer: 'Please choose one.' } }
        return onSend({ answer: said, needs: String(data.get('needs') ?? '').trim() })
      }}
    >
      <RadioGroup<Answer>
        label="Will you come?"
        hideLabel={titled}
        name="answer"
        required
        choices={ANSWER_CHOICES}
        {...(answer === null ? {} : { defaultValue: answer })}
      />
      <TextArea
        label="What do you need to be able to take part?"
        name="needs"
        optional
        rows={2}
        maxLength={500}
        keepAs={`needs ${keep}`}
        defaultValue={needs}
        placeholder="A ramp, a hearing loop, large print, somebody to look after my son."
        reach={{
          person: 'second',
          sentence: `${convener || 'Whoever called it'}, and nobody else. Gone a week after.`,
        }}
      />
      <Button type="submit" kind={answer === null ? 'primary' : 'outline'}>
        {answer === null ? 'Say so' : 'Change my answer'}
      </Button>
    </Form>
  )
}
