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
  loop: '' | 'single' | 'double' | 'triple'
  confidence: 'barely' | 'fairly' | 'very'
  change_mind: string
  sense_made_by: string
  asked: number | null
}
const EMPTY: About = {
  scope: '',
  parties: '',
  loop: '',
  confidence: 'fairly',
  change_mind: '',
  sense_made_by: '',
  asked: null,
}

const SURE = choices({ barely: 'Barely', fairly: 'Fairly', very: 'Very' })
const FAR = choices({
  single: 'It helps us do better what we do',
  double: 'It questions an assumption',
  triple: 'It questions why we do it',
  '': 'Not said',
})
const WHOSE = choices({
  within: 'Within one party',
  between: 'Between two',
  across: 'Across all of us',
  '': 'Not said',
})

function choices(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}

/** What an insight says about itself: the two that matter first, the rest one step away. */
export function AboutFields({ about = EMPTY, keep }: { about?: About; keep: string }) {
  return (
    <>
      <RadioGroup label="How sure are we?" name="confidence" defaultValue={about.confidence} row choices={SURE} />
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
          <RadioGroup label="How far it goes" name="loop" defaultValue={about.loop} choices={FAR} />
          <RadioGroup label="Whose it is" name="parties" row defaultValue={about.parties} choices={WHOSE} />
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
    loop: wordsOf(data, 'loop') as About['loop'],
    confidence: (wordsOf(data, 'confidence') || 'fairly') as About['confidence'],
  }
}

/** Says an insight anew. If somebody else did while this was being written, what they changed stands beside what is written. */
export function EditInsight({ insight, here, onDone }: DoingProps & { insight: TracedInsight }) {
  const send = useSending()
  const attempt = useAttempt()
  // What this is written on: the thread behind it goes on as others write.
  const [base, setBase] = useState<Said>(insight)
  const [changed, setChanged] = useState<Changed[] | null>(null)
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
            version: base.version,
            words: wordsOf(data, 'words'),
            ...aboutIn(data),
          })
          if (!answer.ok && answer.theirs) {
            setChanged(changesIn(base, answer.theirs))
            setBase(answer.theirs)
          }
          return answer
        }, onDone)
      }
    >
      {changed !== null && (
        <Notice kind="info" title="Somebody said it anew while you were writing">
          {changed.map(({ label, now }) => (
            <div key={label}>
              <p className={styles.meta}>{label}, as it stands there now</p>
              <Quote bare>{now}</Quote>
            </div>
          ))}
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

type Said = About & { words: string | null; version: number }
type Changed = { label: string; now: string }

const PARTS: { of: keyof About | 'words'; label: string; choices?: typeof SURE }[] = [
  { of: 'words', label: 'The insight' },
  { of: 'confidence', label: 'How sure we are', choices: SURE },
  { of: 'change_mind', label: 'What would change our mind' },
  { of: 'loop', label: 'How far it goes', choices: FAR },
  { of: 'parties', label: 'Whose it is', choices: WHOSE },
  { of: 'scope', label: 'Where it holds' },
  { of: 'sense_made_by', label: 'Who made sense of it' },
  { of: 'asked', label: 'How many people were asked' },
]

/** What stands there now and is not what was written on: sending again stands instead of exactly this. */
function changesIn(before: Said, now: Said): Changed[] {
  return PARTS.filter(({ of }) => now[of] !== before[of]).map(({ of, label, choices }) => {
    const value = String(now[of] ?? '')
    const hidden = of === 'words' && now.words === null
    const said = choices?.find((one) => one.value === value)?.label ?? (value || 'Nothing')
    return { label, now: hidden ? 'Hidden, because it quoted words that were taken back.' : said }
  })
}
