import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import type { Document } from '../../contract.ts'
import { type Chosen, MOST_CHOSEN, useChoosing, useKeys } from './choosing.tsx'
import { Block, divide, type Mark, widthOf, within } from './paragraphs.tsx'
import styles from './reader.module.css'

/** So many blocks are drawn at once; the rest follow while the reader already reads. */
const AT_FIRST = 12

type Props = {
  document: Pick<Document, 'text' | 'pages' | 'kind'>
  /** What is marked in it already. */
  kept: readonly Mark[]
  /** What is done with the words that are chosen, as its button says it. */
  verb: string
  /** What became of the words chosen last: told while none are being chosen. */
  told: string
  /** The box in which the text scrolls, where the page is not its own: what is chosen stands outside it, in sight. */
  box?: string | undefined
  /** While something is open over it, the choice stays as it is. */
  still?: boolean
  /** Gets what is chosen; it stays chosen until it is let go. */
  onKeep: (chosen: Chosen, letGo: () => void) => void
}

/** A text in which words are chosen, by mouse, by finger or by keys, and what is chosen with a button to keep it. */
export function TextToChoose({ document: whole, kept, verb, told, box, still = false, onKeep }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const { chosen, setChosen, letGo } = useChoosing(root, whole.text, still)
  const blocks = useMemo(() => divide(whole.text, whole.pages, widthOf(whole)), [whole])
  const shown = useDeferredValue(blocks.length, Math.min(AT_FIRST, blocks.length))
  const drawn = chosen !== null && (still || chosen.by === 'keys') ? chosen : null
  const marks: Mark[] = useMemo(
    () => [...kept, ...(drawn ? [{ starts: drawn.starts, ends: drawn.ends, chosen: true }] : [])],
    [kept, drawn],
  )
  const long = chosen !== null && chosen.ends - chosen.starts > MOST_CHOSEN
  const keep = () => {
    if (chosen !== null && !long) onKeep(chosen, letGo)
  }
  const keys = useKeys({ root, text: whole.text, chosen, setChosen, letGo, onKeep: keep })
  useArrivalAt(shown === blocks.length)
  useInView(root, drawn)
  const table = whole.kind === 'csv' || whole.kind === 'xlsx'
  const words = chosen === null ? '' : whole.text.slice(chosen.starts, chosen.ends)
  return (
    <>
      <div className={box}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and this is a text with keys of its own */}
        <div
          ref={root}
          className={styles.text}
          role="group"
          aria-label="The text"
          aria-describedby="reader-keys"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the way in for those who choose words with keys
          tabIndex={0}
          onKeyDown={keys}
        >
          {blocks.slice(0, shown).map((paragraphs) => {
            const last = paragraphs.at(-1)!
            return (
              <Block
                key={paragraphs[0]!.at}
                paragraphs={paragraphs}
                marks={within(marks, paragraphs[0]!.at, last.at + last.text.length)}
                table={table}
              />
            )
          })}
        </div>
      </div>
      <VisuallyHidden>
        <p role="status">{chosen === null ? told : chosen.by === 'keys' && !still ? `Chosen: ${brief(words)}` : ''}</p>
      </VisuallyHidden>
      {chosen !== null && (
        <section className={styles.bar} aria-label="The words you chose" data-paper="no">
          <p className={styles.barWords}>“{brief(words)}”</p>
          {long && (
            <p className={styles.barNote}>
              An excerpt has at most {MOST_CHOSEN.toLocaleString('en-GB')} characters; this has{' '}
              {words.length.toLocaleString('en-GB')}.
            </p>
          )}
          <Buttons>
            <Button kind="primary" small aria-disabled={long || undefined} onClick={keep}>
              {verb}
            </Button>
            <Button kind="quiet" small onClick={letGo}>
              Let go
            </Button>
          </Buttons>
        </section>
      )}
    </>
  )
}

/** How words are chosen: stands wherever they can be, and is what the text is described by. */
export function HowToChoose() {
  return (
    <>
      <p>Mark them with the mouse or a finger, then keep them.</p>
      <p id="reader-keys">
        With keys: up and down go through the paragraphs, Enter chooses one. Then left and right move where the words
        begin, with Shift where they end; Enter keeps, Escape lets go.
      </p>
    </>
  )
}

/** Enough of the words to know them by. */
function brief(words: string): string {
  const flat = words.replace(/\s+/g, ' ')
  return flat.length <= 160 ? flat : `${flat.slice(0, 90).toWellFormed()} … ${flat.slice(-60).toWellFormed()}`
}

/** A link to a place in the text brings it into view, once all of it is there. */
function useArrivalAt(ready: boolean) {
  useEffect(() => {
    if (!ready || !location.hash.startsWith('#at-')) return
    document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'center' })
  }, [ready])
}

/** What is chosen with keys stays in view. */
function useInView(root: React.RefObject<HTMLElement | null>, drawn: unknown) {
  useEffect(() => {
    if (drawn) root.current?.querySelector(`.${styles.chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [drawn, root])
}
