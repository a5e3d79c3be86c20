import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type TracedInsight, useSending, wordsOf } from './data.ts'
import { type DoingProps, Foot } from './foot.tsx'
import styles from './insights.module.css'

type About = {
  scope: string
  parties: '' | 'within' | 'between' | 'across'
  loop: 'single' | 'double' | 'triple'
  confidence: 'barely' | 'fairly' | 'very'
  change_mind: string
  sense_made_by: string
  asked: number | null
}
const EMPTY: About = {
  scope: '',
  parties: '',
  loop: 'single',
  confidence: 'fairly',
  change_mind: '',
  sense_made_by: '',
  asked: null,
}

/** What an insight says about itself: the two that matter first, the rest one step away. */
export function AboutFields({ about = EMPTY, keep }: { about?: About; keep: string }) {
  return (
    <>
      <RadioGroup
        label="How sure are we?"
        name="confidence"
        defaultValue={about.confidence}
        row
        choices={[
          { value: 'barely', label: 'Barely' },
          { value: 'fairly', label: 'Fairly' },
          { value: 'very', label: 'Very' },
        ]}
      />
      <TextField
        label="What would change our mind?"
        name="change_mind"
        optional
        words
        defaultValue={about.change_mind}
        maxLength={1000}
        keepAs={`${keep} mind`}
      />
      <details className={styles.more}>
        <summary>More about it: how far it goes, where it holds, who made sense of it</summary>
        <div className={styles.stack}>
          <RadioGroup
            label="How far it goes"
            name="loop"
            defaultValue={about.loop}
            choices={[
              { value: 'single', label: 'It helps us do better what we do' },
              { value: 'double', label: 'It questions an assumption' },
              { value: 'triple', label: 'It questions why we do it' },
            ]}
          />
          <RadioGroup
            label="Whose it is"
            name="parties"
            row
            defaultValue={about.parties}
            choices={[
              { value: 'within', label: 'Within one party' },
              { value: 'between', label: 'Between two' },
              { value: 'across', label: 'Across all of us' },
              { value: '', label: 'Not said' },
            ]}
          />
          <TextField
            label="Where it holds"
            name="scope"
            optional
            defaultValue={about.scope}
            maxLength={300}
            keepAs={`${keep} scope`}
          />
          <TextField
            label="Who made sense of it"
            hint="Six people in the front door group, with the learning partner"
            name="sense_made_by"
            optional
            defaultValue={about.sense_made_by}
            maxLength={500}
            keepAs={`${keep} sense`}
          />
          <TextField
            label="How many people were asked"
            name="asked"
            optional
            short
            type="number"
            min={0}
            max={1000000}
            defaultValue={about.asked?.toString() ?? ''}
          />
        </div>
      </details>
    </>
  )
}

export function aboutIn(data: FormData): About {
  const asked = wordsOf(data, 'asked')
  return {
    scope: wordsOf(data, 'scope'),
    parties: wordsOf(data, 'parties') as About['parties'],
    change_mind: wordsOf(data, 'change_mind'),
    sense_made_by: wordsOf(data, 'sense_made_by'),
    asked: asked === '' ? null : Number(asked),
    loop: (wordsOf(data, 'loop') || 'single') as About['loop'],
    confidence: (wordsOf(data, 'confidence') || 'fairly') as About['confidence'],
  }
}

/** Says an insight anew. If somebody else did while this was being written, both texts stand side by side. */
export function EditInsight({ insight, here, onDone }: DoingProps & { insight: TracedInsight }) {
  const send = useSending()
  const attempt = useAttempt()
  const [version, setVersion] = useState(insight.version)
  const [theirs, setTheirs] = useState<string | null>(null)
  const edit = useMutation(api.insights.edit.mutationOptions())
  const keep = `edit ${insight.id}`
  return (
    <Form
      name="Say it anew"
      onSend={(data) =>
        send(async () => {
          const answer = await edit.mutateAsync({
            attempt: attempt.id,
            insight: insight.id,
            version,
            words: wordsOf(data, 'words'),
            ...aboutIn(data),
          })
          if (!answer.ok && answer.theirs) {
            setTheirs(answer.theirs.words ?? 'Its sentence was hidden, because it quoted words that were taken back.')
            setVersion(answer.theirs.version)
          }
          return answer
        }, onDone)
      }
    >
      {theirs !== null && (
        <Notice kind="info" title="It now stands there like this">
          <Quote bare>{theirs}</Quote>
          <p>Yours is below. Join the two, or send yours to stand instead.</p>
        </Notice>
      )}
      <TextArea
        label="The insight, in a sentence"
        name="words"
        required
        maxLength={1000}
        defaultValue={insight.words ?? ''}
        keepAs={keep}
        rows={3}
        reach={{ person: here.reach.person, sentence: `Those in ${here.name} who read this insight` }}
        hint={insight.words === null ? 'It quoted words that were taken back: say it in your own.' : undefined}
      />
      <AboutFields about={insight} keep={keep} />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}
