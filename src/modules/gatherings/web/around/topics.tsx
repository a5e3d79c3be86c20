import { useQuery } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useSending } from '../data.ts'

type Told = Awaited<ReturnType<typeof client.gatherings.topics>>
type Props = { gathering: string }

/** At an informal meeting: what one would like to talk about, and with whom one was brought together by it. */
export function Topics({ gathering }: Props) {
  const told = useQuery(api.gatherings.topics.queryOptions({ input: { gathering } }))
  if (!told.data || (told.data.offered.length === 0 && !told.data.calls)) return null
  const { offered, met, calls } = told.data
  return (
    <Section
      title="What would you like to talk about?"
      note="Nobody reads what you tick, whoever called it neither. The place brings two or three together who ticked the same; they are told of each other and of the topic, and nobody else is."
    >
      {met !== null && (
        <p role="status">
          You and {met.people.join(' and ')} both would like to talk about <q>{met.topic}</q>. Find each other when you
          are there.
        </p>
      )}
      {offered.length > 0 && met === null && <Tick gathering={gathering} told={told.data} />}
      {calls && <Offer key={offered.map((one) => one.id).join()} gathering={gathering} told={told.data} />}
    </Section>
  )
}

function Tick({ gathering, told }: Props & { told: Told }) {
  const send = useSending()
  return (
    <Form
      name="What you would like to talk about"
      onSend={(data) => {
        const topics = told.offered.filter((one) => data.get(one.id) !== null).map((one) => one.id)
        if (topics.length > 3) return { problem: 'Tick three at the most: those you would come for.' }
        return send(
          () => client.gatherings.tickTopics({ gathering, topics }),
          () => undefined,
        )
      }}
    >
      {told.offered.map((one) => (
        <Checkbox
          key={one.id}
          name={one.id}
          label={one.words}
          value="yes"
          defaultChecked={told.mine.includes(one.id)}
        />
      ))}
      <Buttons>
        <Button type="submit">{told.mine.length > 0 ? 'Change what I ticked' : 'Keep it for the place alone'}</Button>
      </Buttons>
    </Form>
  )
}

function Offer({ gathering, told }: Props & { told: Told }) {
  const send = useSending()
  const offer = useAttempt()
  const together = useAttempt()
  return (
    <details>
      <summary>You called it: offer topics, and bring people together</summary>
      <Form
        name="Offer topics"
        onSend={(data) => {
          const lines = String(data.get('topics') ?? '').split('\n')
          const topics = lines.map((line) => line.trim()).filter(Boolean)
          return send(
            () => client.gatherings.offerTopics({ attempt: offer.id, gathering, topics }),
            () => offer.renew(),
          )
        }}
      >
        <TextArea
          label="Topics, one a line"
          name="topics"
          rows={4}
          plain
          defaultValue={told.offered.map((one) => one.words).join('\n')}
          keepAs={`topics ${gathering}`}
          foot="Up to twelve. Everybody in this space reads them; one that you take away takes its ticks with it."
        />
        <Buttons>
          <Button type="submit">Offer these</Button>
        </Buttons>
      </Form>
      {told.offered.length > 0 && (
        <Form
          name="Bring people together"
          onSend={() =>
            send(
              () => client.gatherings.bringTogether({ attempt: together.id, gathering }),
              () => together.renew(),
            )
          }
        >
          <p>
            The place looks who ticked the same and tells them of each other. You are not told whom, or how many. You
            can press it again when more have ticked.
          </p>
          <Buttons>
            <Button type="submit">Bring people together</Button>
          </Buttons>
        </Form>
      )}
    </details>
  )
}
