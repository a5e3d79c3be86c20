import { useMutation } from '@tanstack/react-query'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { dayOf, useSending, wordsOf } from '../data.ts'
import { Foot } from '../foot.tsx'
import { PARTIES_WORDS, type Question, useMembers, useTheirs } from './data.ts'
import styles from './inquiry.module.css'
import { Theirs } from './theirs.tsx'

export type Here = {
  id: string
  address: string
  name: string
  chapter: string
  standing: string
  reach: { person: ReachProps['person']; who: string; standing: string }
}

/** Asks a question: two minutes for the question itself, and who holds it when it is to be worked on. */
export function AskQuestion({ here, partOf, onDone }: { here: Here; partOf?: string; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const ask = useMutation(api.insights.askQuestion.mutationOptions())
  const keep = `question ${here.id} ${partOf ?? ''}`
  return (
    <Form
      name="Ask a question"
      onSend={(data) =>
        send(
          () =>
            ask.mutateAsync({
              ...{ attempt: attempt.id, space: here.id, chapter: here.chapter, ...fieldsIn(data) },
              ...{ active: data.get('active') === 'on', part_of: partOf ?? null },
            }),
          () => {
            attempt.renew()
            onDone()
          },
        )
      }
    >
      <Fields here={here} keep={keep} reach={{ person: here.reach.person, sentence: here.reach.who }} />
      <Checkbox
        label="We work on it from now"
        hint="Then somebody owns it and somebody facilitates it. Otherwise it waits, and can be taken up later."
        name="active"
      />
      <InConfidence address={here.address} />
      <Foot verb="Ask it" onDone={onDone} />
    </Form>
  )
}

/** Says a question anew, or what is known so far. */
export function EditQuestion({ here, question, onDone }: { here: Here; question: Question; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(question.version)
  const edit = useMutation(api.insights.editQuestion.mutationOptions())
  return (
    <Form
      name="Say it anew"
      onSend={(data) =>
        send(async () => {
          const answer = await edit.mutateAsync({
            ...{ attempt: attempt.id, question: question.id, version: at, ...fieldsIn(data) },
          })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <Fields
        here={here}
        question={question}
        keep={`edit ${question.id}`}
        reach={{ person: here.reach.person, sentence: `Those in ${here.name} who read this question` }}
      />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}

type FieldsProps = {
  here: Here
  question?: Question
  keep: string
  reach: { person: ReachProps['person']; sentence: string }
}

function Fields({ here, question, keep, reach }: FieldsProps) {
  const members = useMembers(here.address)
  const left = new Map(
    [question?.owner, question?.facilitator].flatMap((one) =>
      one && !one.here ? [[one.id, `${one.name ?? 'Somebody'}, who has left`] as const] : [],
    ),
  )
  const choices = [...members, ...[...left].map(([value, label]) => ({ value, label }))]
  return (
    <>
      <TextArea
        label="The question"
        name="words"
        required
        maxLength={500}
        rows={2}
        reach={reach}
        keepAs={keep}
        defaultValue={question?.words ?? ''}
        placeholder="What do we want to find out?"
      />
      <TextField
        label="Why it matters"
        name="why"
        optional
        words
        maxLength={1000}
        keepAs={`${keep} why`}
        defaultValue={question?.why ?? ''}
      />
      {question && (
        <TextArea
          label="What we know so far"
          name="known"
          optional
          maxLength={2000}
          rows={3}
          keepAs={`${keep} known`}
          defaultValue={question.known}
        />
      )}
      <RadioGroup
        label="Whose question is it?"
        name="whose"
        row
        defaultValue={question?.whose ?? 'across'}
        choices={(['within', 'between', 'across'] as const).map((value) => ({ value, label: PARTIES_WORDS[value] }))}
      />
      <div className={styles.pair}>
        <Select
          key={`owner ${choices.length}`}
          label="Who owns it"
          name="owner"
          optional
          empty="Nobody yet"
          choices={choices}
          defaultValue={question?.owner?.id ?? ''}
        />
        <Select
          key={`facilitator ${choices.length}`}
          label="Who facilitates it"
          name="facilitator"
          optional
          empty="Nobody yet"
          choices={choices}
          defaultValue={question?.facilitator?.id ?? ''}
        />
      </div>
      <TextField
        label="Which decision should it inform?"
        name="informs"
        optional
        words
        maxLength={500}
        keepAs={`${keep} informs`}
        defaultValue={question?.informs ?? ''}
      />
      <DateField label="By when?" name="by_on" optional defaultValue={question?.by_on ?? ''} />
    </>
  )
}

function fieldsIn(data: FormData) {
  return {
    words: wordsOf(data, 'words'),
    why: wordsOf(data, 'why'),
    known: wordsOf(data, 'known'),
    informs: wordsOf(data, 'informs'),
    by_on: dayOf(data, 'by_on'),
    whose: (wordsOf(data, 'whose') || 'across') as Question['whose'],
    owner: wordsOf(data, 'owner') || null,
    facilitator: wordsOf(data, 'facilitator') || null,
  }
}
