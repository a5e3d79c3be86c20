import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Reach } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { ANSWER_WORDS, answerWords, bySeat, wordsOf } from './data.ts'
import styles from './insights.module.css'
import { Decided } from './paper/decided.tsx'
import { OneSide, Part } from './paper/let-out.tsx'
import { LetOut } from './send.tsx'

type Answer = 'understood' | 'not_mine' | 'need_to_ask'

/** What was sent to one seat, and a place to answer: no account, nothing round it. The link's secret stays behind the #. */
export default function SeatPage() {
  const [token] = useState(() => location.hash.slice(1))
  const [device] = useState(deviceHere)
  const page = useQuery({ ...api.insights.seatPage.queryOptions({ input: { token, device } }), enabled: token !== '' })
  const place = useQuery(api.people.place.queryOptions({ input: {} }))
  if (token !== '' && page.isPending) return <Loading what="Opening what was sent to you" />
  if (!page.data) {
    const gone = token === '' || (page.error as { code?: string } | null)?.code === 'not_found'
    return (
      <main className={styles.seat}>
        <title>Sent to you · Trefoil</title>
        <h1>{gone ? 'Nothing opens with this link' : 'This could not be opened'}</h1>
        <p>
          {gone
            ? 'It may have ended, or lost a part on its way. Ask the person who sent it for a new one.'
            : 'Nothing is lost. Try again in a moment.'}
        </p>
        {!gone && <Button onClick={() => void page.refetch()}>Try again</Button>}
      </main>
    )
  }
  const sent = page.data
  // How sure those who sent it are stands in every insight, and in no line of what somebody said.
  const ofInsight = /^We are (barely|fairly|very) sure/m.test(sent.let_out)
  return (
    <main className={styles.seat}>
      <title>Sent to you · Trefoil</title>
      <p className={styles.sent}>
        <Icon name="trefoil" /> Sent on {dayWords(sent.sent_on)} to
      </p>
      <h1>{sent.title}</h1>
      {place.data?.name && (
        <p className={styles.meta}>
          From {place.data.name}, a place where organisations learn together. {place.data.host}{' '}
          {sent.from_one
            ? 'One person in it sent you this; who that is, whoever handed you the link can say.'
            : '“We” are the people of one space in it; who they are, whoever handed you the link can say.'}
        </p>
      )}
      {sent.taken_back ? (
        <Notice kind="info" title="This was taken back">
          What was sent here is not here any more. There is nothing you need to do.
        </Notice>
      ) : (
        <>
          {ofInsight ? <OneSide words={sent.let_out} /> : <LetOut words={sent.let_out} />}
          {sent.note && <Part head="A note with it">{sent.note}</Part>}
          {sent.can_answer ? (
            <>
              <AnswerForm
                token={token}
                device={device}
                before={sent.answer}
                words={sent.answer_words}
                fromOne={sent.from_one}
              />
              {ofInsight && !sent.from_one && <Decided token={token} device={device} />}
            </>
          ) : (
            <Notice kind="info" title="It cannot be answered from here">
              An answer is taken only where this link was opened first, and never from whoever sent it. If that was not
              you, or you have changed your device, ask whoever sent it for a new link.
            </Notice>
          )}
        </>
      )}
    </main>
  )
}

type AnswerProps = { token: string; device: string; before: Answer | null; words: string; fromOne: boolean }

/** A secret this browser keeps for the pages it opens by link: whoever else has the link cannot answer in its place. */
function deviceHere(): string {
  const fresh = () => crypto.randomUUID()
  try {
    const known = localStorage.getItem('seat device') ?? fresh()
    localStorage.setItem('seat device', known)
    return known
  } catch {
    return fresh()
  }
}

function AnswerForm({ token, device, before, words, fromOne }: AnswerProps) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [answer, setAnswer] = useState<Answer | null>(before)
  const [saved, setSaved] = useState(false)
  const say = useMutation(api.insights.seatAnswer.mutationOptions())
  // Two letters that are open in one tab keep apart what is typed to each.
  const keep = `seat ${token.slice(0, 12)}`
  return (
    <section className={styles.stack}>
      <h2>{before === null ? 'Did this reach you?' : 'Your answer'}</h2>
      {(saved || before !== null) && (
        <Notice kind="saved" title="Your answer is with them">
          {fromOne ? 'Whoever sent this reads it' : 'Those who sent this read it'}
          {before === null ? '.' : `: ${answerWords(before)}.`} You can change it here for as long as the link works.
        </Notice>
      )}
      <Form
        name="Your answer"
        keepAs={keep}
        onSend={async (data) => {
          if (answer === null) return { errors: { answer: 'Please choose one of the three.' } }
          const words = wordsOf(data, answer)
          const wrong = await bySeat(() => say.mutateAsync({ attempt: attempt.id, token, device, answer, words }))
          if (wrong) return wrong
          attempt.renew()
          setSaved(true)
          await queries.invalidateQueries()
        }}
      >
        <RadioGroup<Answer>
          label="Your answer"
          hideLabel
          name="answer"
          value={answer}
          onChange={(next) => {
            setAnswer(next)
            setSaved(false)
          }}
          choices={[
            {
              value: 'understood',
              label: ANSWER_WORDS.understood,
              hint: 'It has reached me. It does not mean that I agree.',
            },
            { value: 'not_mine', label: ANSWER_WORDS.not_mine, hint: 'Somebody else should hear it.' },
            { value: 'need_to_ask', label: ANSWER_WORDS.need_to_ask, hint: 'Before I can say anything to it.' },
          ]}
        />
        {answer === 'not_mine' && (
          <TextField
            label="Whose is it?"
            hint="A post or a name, if you know"
            name="not_mine"
            optional
            maxLength={2000}
            keepAs={`${keep} whose`}
            defaultValue={before === 'not_mine' ? words : ''}
          />
        )}
        {answer !== null && answer !== 'not_mine' && (
          <TextArea
            key={answer}
            label={answer === 'understood' ? 'Anything to say to it' : 'What do you need to ask?'}
            name={answer}
            optional={answer === 'understood'}
            required={answer === 'need_to_ask'}
            maxLength={2000}
            rows={2}
            keepAs={`${keep} ${answer}`}
            defaultValue={before === answer ? words : ''}
          />
        )}
        <Reach
          person="second"
          sentence={fromOne ? 'Whoever sent this, and nobody else' : 'Those who sent this, where it was written'}
        />
        <Button type="submit" kind="primary" wide>
          {before === null ? 'Answer' : 'Change my answer'}
        </Button>
      </Form>
    </section>
  )
}
