import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useAct } from './act.tsx'
import styles from './belonging.module.css'
import { written } from './data.ts'
import small from './spaces.module.css'

type Letter = {
  id: string
  sentOn: string
  letOut: string
  note: string
  answer: 'understood' | 'not_mine' | 'need_to_ask' | null
  answerWords: string | null
}
export type SeatTold = {
  id: string
  title: string
  holder: string
  holders: { membership: string; name: string }[]
  mine: boolean
  inbox: Letter[]
  can: { hold: boolean }
}
const ANSWERS = { understood: 'Understood', not_mine: 'Not mine', need_to_ask: 'I need to ask' } as const

/** What was sent to a post I hold: one inbox for both who share it. */
export function Letters({ seat }: { seat: SeatTold }) {
  if (seat.inbox.length === 0) return <p className={small.meta}>Nothing was sent to it yet.</p>
  return (
    <ul className={styles.letters}>
      {seat.inbox.map((letter) => (
        <li key={letter.id} className={styles.letter}>
          <Quote bare by={`Sent on ${dayWords(letter.sentOn)}. You see what was let out, and nothing round it.`}>
            {letter.letOut}
          </Quote>
          {letter.note && <p className={small.meta}>{letter.note}</p>}
          {letter.answer === null ? (
            <Answer letter={letter} shared={seat.holders.length === 2} />
          ) : (
            <p className={small.meta}>
              Answered: {ANSWERS[letter.answer].toLowerCase()}
              {letter.answerWords && `. “${letter.answerWords}”`}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Answer({ letter, shared }: { letter: Letter; shared: boolean }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const answer = useAct(client.spaces.answerSeat)
  return (
    <Form
      name="Answer"
      pending={answer.isPending}
      onSend={(form) =>
        answer.send({
          attempt,
          letter: letter.id,
          answer: written(form, 'answer') as 'understood',
          words: written(form, 'words'),
        })
      }
    >
      <RadioGroup
        label={shared ? 'Your answer, for both of you' : 'Your answer'}
        name="answer"
        required
        row
        choices={(Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]).map((value) => ({ value, label: ANSWERS[value] }))}
      />
      <TextArea
        label="In your words"
        name="words"
        optional
        rows={2}
        maxLength={2000}
        hint="Read by those who sent it, where they asked."
        keepAs={`letter-${letter.id}`}
      />
      <Buttons>
        <Button kind="primary" type="submit">
          Answer
        </Button>
      </Buttons>
    </Form>
  )
}
