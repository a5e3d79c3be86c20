import { useMemo, useRef } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form, type Outcome } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Form as How } from '../contract.ts'
import styles from './crossings.module.css'

type Props = {
  source: { kind: 'entry' | 'evidence' }
  whole: string
  part: string
  theme: string
  how: How
  /** What was found wrong with the words when they were sent. */
  wrong?: string | undefined
  onPart: (words: string) => void
  onTheme: (words: string) => void
  onHow: (how: How) => void
  onNext: () => void
}

const MOST = 5000

/** Stands where an organisation's name was left out; what may stand there is looked at again where it is sent. */
const LEFT_OUT = '[an organisation]'
function isPart(part: string, whole: string): boolean {
  let at = 0
  return part.split(LEFT_OUT).every((piece) => {
    const found = whole.indexOf(piece, at)
    at = found + piece.length
    return found >= 0
  })
}

/** The words in sentences, each with where it starts, so that one press takes one of them. */
export function sentencesOf(whole: string): { at: number; words: string }[] {
  return [...new Intl.Segmenter('en-GB', { granularity: 'sentence' }).segment(whole)].map((one) => ({
    at: one.index,
    words: one.segment,
  }))
}

/** What goes after a sentence was pressed: that one, or everything from the chosen words up to it; again inside, only it. */
function withSentence(whole: string, part: string, pressed: { at: number; words: string }): string {
  const from = part.trim() === '' ? -1 : whole.indexOf(part.trim())
  const to = from + part.trim().length
  const ends = pressed.at + pressed.words.trimEnd().length
  if (from < 0 || (pressed.at >= from && ends <= to)) return pressed.words.trim()
  return whole.slice(Math.min(from, pressed.at), Math.max(to, ends)).trim()
}

/** First step: an exact part of the words, or a sentence for the theme, and how it goes. */
export function Chosen({ source, whole, part, theme, how, wrong, onPart, onTheme, onHow, onNext }: Props) {
  const text = useRef<HTMLParagraphElement>(null)
  const sentences = useMemo(() => sentencesOf(whole), [whole])
  const take = (pressed: EventTarget) => {
    const chosen = window.getSelection()
    const words = chosen?.toString().trim() ?? ''
    if (words !== '' && chosen && text.current?.contains(chosen.anchorNode) && whole.includes(words))
      return onPart(words)
    const at = pressed instanceof HTMLElement ? pressed.dataset.at : undefined
    const sentence = sentences.find((one) => String(one.at) === at)
    if (words === '' && sentence) onPart(withSentence(whole, part, sentence))
  }
  const next = (): Outcome => {
    if (how === 'theme') {
      if (theme.trim() === '') return { errors: { theme: 'Write the theme as one sentence.' } }
    } else if (part.trim() === '') return { errors: { part: 'Choose the words that go.' } }
    else if (!isPart(part.trim(), whole)) {
      return {
        errors: {
          part: 'These are not an exact part of what stands above any more. Shorten it without changing it, or let only the theme go.',
        },
      }
    }
    onNext()
  }
  const name = source.kind === 'entry' ? 'As they are, with my name' : 'As they are, with the name they have'
  const errors = useMemo(
    (): Record<string, string> => (wrong === undefined ? {} : { [how === 'theme' ? 'theme' : 'part']: wrong }),
    [wrong, how],
  )
  return (
    <Form onSend={next} errors={errors} name="Which words go">
      <RadioGroup<How>
        label="How do they go?"
        value={how}
        onChange={onHow}
        choices={[
          {
            value: 'unnamed',
            label: source.kind === 'entry' ? 'As they are, without my name' : 'As they are, without a name',
            hint: 'No author and no hour go along. A name can be left out later, and never put back.',
          },
          { value: 'words', label: name },
          { value: 'theme', label: 'Only the theme', hint: 'One sentence of your own; the words stay.' },
        ]}
      />
      {how === 'theme' ? (
        <TextArea
          name="theme"
          label="The theme, in one sentence"
          value={theme}
          onChange={onTheme}
          maxLength={MOST}
          rows={2}
        />
      ) : (
        <>
          {/* Pressing and selecting are shortcuts by pointer; taking it all and shortening it below does the same by keys. */}
          <p ref={text} className={styles.whole} onPointerUp={(event) => take(event.target)}>
            {sentences.map((one) => (
              <span key={one.at} data-at={one.at} className={styles.sentence}>
                {one.words}
              </span>
            ))}
          </p>
          <TextArea
            name="part"
            label="The words that go"
            hint="Press a sentence above, or select a part. Leave out names of other people."
            value={part}
            onChange={onPart}
            maxLength={MOST}
            rows={2}
          />
        </>
      )}
      <Buttons>
        <Button type="submit" kind="primary">
          Next: where to
        </Button>
        {how !== 'theme' && part.trim() !== whole.trim() && (
          <Button onClick={() => onPart(whole.trim())}>All of it</Button>
        )}
      </Buttons>
    </Form>
  )
}
