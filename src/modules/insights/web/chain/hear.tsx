import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { wordsOfFault } from '#web/ui/form-state.ts'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { ANSWER_WORDS, useComesBack, useSending, wordsOf } from '../data.ts'
import { among, type DoingProps, Foot } from '../foot.tsx'
import styles from '../insights.module.css'
import { MemberField } from './step-form.tsx'

type Answer = 'understood' | 'not_mine' | 'need_to_ask'

/** The answer of a member who was named, in the place. */
export function AnswerHere({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const [answer, setAnswer] = useState<Answer>('understood')
  const acknowledge = useMutation(api.insights.acknowledge.mutationOptions())
  return (
    <Form
      name="Your answer"
      onSend={(data) =>
        send(
          () =>
            acknowledge.mutateAsync({ attempt: attempt.id, receiver: what.of, answer, words: wordsOf(data, 'words') }),
          onDone,
        )
      }
    >
      <RadioGroup
        label="What do you say to it?"
        name="answer"
        value={answer}
        onChange={setAnswer}
        choices={(Object.keys(ANSWER_WORDS) as Answer[]).map((value) => ({ value, label: ANSWER_WORDS[value] }))}
      />
      {answer === 'not_mine' ? (
        <TextField label="Whose is it?" name="words" optional maxLength={160} keepAs={`answer ${what.of} whose`} />
      ) : (
        <TextArea
          label={answer === 'need_to_ask' ? 'What do you need to ask?' : 'In a sentence'}
          name="words"
          {...(answer === 'need_to_ask' ? { required: true } : { optional: true })}
          maxLength={2000}
          rows={2}
          keepAs={`answer ${what.of}`}
          reach={among(here)}
        />
      )}
      <Foot verb="Answer" onDone={onDone} />
    </Form>
  )
}

/** Asks once more, once a week at most: the same words to everybody. */
export function AskAgain({ what, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const remind = useMutation(api.insights.remind.mutationOptions())
  return (
    <Form
      name="Send it again"
      onSend={() => send(() => remind.mutateAsync({ attempt: attempt.id, receiver: what.of }), onDone)}
    >
      <p>It waits for them once more, in the same words. The days are counted from today.</p>
      <Foot verb="Send it again" onDone={onDone} />
    </Form>
  )
}

/** Takes on what was handed over, or gives it back. */
export function TakeOn({ what, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const answer = useMutation(api.insights.answerHanding.mutationOptions())
  return (
    <Form
      name="Do you take it on?"
      onSend={(data) =>
        send(
          () =>
            answer.mutateAsync({
              ...{ attempt: attempt.id, handing: what.of },
              answer: wordsOf(data, 'answer') === 'declined' ? 'declined' : 'accepted',
            }),
          onDone,
        )
      }
    >
      <RadioGroup
        label="Is it taken on?"
        name="answer"
        defaultValue="accepted"
        choices={[
          { value: 'accepted', label: 'Yes', hint: 'From now on they answer for it, and nobody else does.' },
          {
            value: 'declined',
            label: 'No, it goes back',
            hint: 'It is shown as open, and somebody else has to take it on.',
          },
        ]}
      />
      <Foot verb="Keep it" onDone={onDone} />
    </Form>
  )
}

/** Waits no longer for an answer, and says why. */
export function CloseReceiver({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const close = useMutation(api.insights.closeReceiver.mutationOptions())
  return (
    <Form
      name="Wait no longer"
      onSend={(data) =>
        send(() => close.mutateAsync({ attempt: attempt.id, receiver: what.of, why: wordsOf(data, 'why') }), onDone)
      }
    >
      <TextArea
        label="Why you wait no longer"
        name="why"
        required
        maxLength={500}
        rows={2}
        keepAs={`close ${what.of}`}
        reach={among(here)}
        hint="It stays to be read beside their name. A link that was made for it stops at once."
      />
      <Foot verb="Stop waiting" onDone={onDone} />
    </Form>
  )
}

/** Names a member of the space: they read it anyway, so nothing leaves. */
export function TellMember({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const [member, setMember] = useState('')
  const tell = useMutation(api.insights.tell.mutationOptions())
  return (
    <Form
      name="Who needs to hear this?"
      onSend={(data) => {
        return send(
          () => tell.mutateAsync({ attempt: attempt.id, insight: what.of, member, note: wordsOf(data, 'note') }),
          onDone,
        )
      }}
    >
      <MemberField
        label="Who"
        name="member"
        required
        empty="Choose somebody"
        address={here.address}
        onChange={setMember}
      />
      <TextArea
        label="A note with it"
        name="note"
        optional
        maxLength={1000}
        rows={2}
        keepAs={`tell ${what.of}`}
        reach={among(here)}
        hint={`It waits for them under “Waiting for you”. ${useComesBack(here.address)}`}
      />
      <Foot verb="Ask them to hear it" onDone={onDone} />
    </Form>
  )
}

/** Insights, and what they mean, whose words are near to a decision's: tied to it by hand. */
export function CouldInform({ what, trace, here, onDone }: DoingProps) {
  const send = useSending()
  const [words, setWords] = useState('')
  const [tied, setTied] = useState<string[]>([])
  const [problem, setProblem] = useState('')
  const near = useQuery(api.insights.couldInform.queryOptions({ input: { decision: what.of, words } }))
  const join = useMutation(api.insights.join.mutationOptions())
  const decision = trace.decisions.find((one) => one.id === what.of)
  const found = near.data?.filter((one) => !tied.includes(one.id)) ?? []
  return (
    <div className={styles.stack}>
      {decision && <p className={styles.meta}>What was learned here, near to: {decision.words}</p>}
      <Form name="Look for others" onSend={(data) => setWords(wordsOf(data, 'look'))}>
        <TextField type="search" label="Look for other words" name="look" optional maxLength={200} />
        <div className={styles.acts}>
          <Button type="submit" small>
            Look
          </Button>
        </div>
      </Form>
      {near.isPending && <Loading what="Looking through what was learned" lines={3} />}
      {near.isError && (
        <Notice
          kind="error"
          title="This could not be looked for"
          actions={<Button onClick={() => void near.refetch()}>Try again</Button>}
        >
          Nothing was changed.
        </Notice>
      )}
      {near.isSuccess && found.length === 0 && <p>Nothing that was learned here is near to these words.</p>}
      {problem !== '' && (
        <Notice kind="error" title="It was not tied">
          {problem}
        </Notice>
      )}
      {found.map((one) => (
        <div key={one.id} className={styles.bears}>
          <Quote bare by={`${one.kind === 'implication' ? 'What it means. ' : ''}${dayWords(one.made_on)}.`}>
            {one.words}
          </Quote>
          <div className={styles.acts}>
            <Button
              small
              kind="quiet"
              pending={join.isPending && join.variables.from.id === one.id}
              onClick={() =>
                void send(
                  () =>
                    join.mutateAsync({
                      ...{ attempt: crypto.randomUUID(), space: here.id },
                      ...{ from: { kind: one.kind, id: one.id }, to: { kind: 'decision', id: what.of } },
                    }),
                  () => setTied([...tied, one.id]),
                )
                  .then((outcome) => setProblem(outcome?.problem ?? ''))
                  .catch((thrown) => setProblem(wordsOfFault(thrown)))
              }
            >
              Tie it to this decision
            </Button>
          </div>
        </div>
      ))}
      <div className={styles.acts}>
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  )
}
