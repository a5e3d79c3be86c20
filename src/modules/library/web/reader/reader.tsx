import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import type { Document } from '../../contract.ts'
import { MOST_CHOSEN, useChoosing, useKeys } from './choosing.tsx'
import { KeepPanel } from './keep-panel.tsx'
import { Block, divide, type Mark, widthOf, within } from './paragraphs.tsx'
import styles from './reader.module.css'

/** So many blocks are drawn at once; the rest follow while the reader already reads. */
const AT_FIRST = 12

type Props = {
  document: Document
  excerpts: Document['excerpts']
  space: string
  reach: ReachProps
  onKept: () => void
}

/** The text, with what was kept from it marked, and the words that are being chosen. */
export function Reader({ document: whole, excerpts, space, reach, onKept }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [keeping, setKeeping] = useState(false)
  const [done, setDone] = useState(false)
  const { chosen, setChosen, letGo } = useChoosing(root, whole.text, keeping)
  const blocks = useMemo(() => divide(whole.text, whole.pages, widthOf(whole)), [whole])
  const shown = useDeferredValue(blocks.length, Math.min(AT_FIRST, blocks.length))
  const drawn = chosen !== null && (keeping || chosen.by === 'keys') ? chosen : null
  const marks: Mark[] = useMemo(
    () => [...excerpts, ...(drawn ? [{ starts: drawn.starts, ends: drawn.ends, chosen: true }] : [])],
    [excerpts, drawn],
  )
  const long = chosen !== null && chosen.ends - chosen.starts > MOST_CHOSEN
  const keep = () => {
    if (chosen !== null && !long) setKeeping(true)
  }
  const keys = useKeys({ root, text: whole.text, chosen, setChosen, letGo, onKeep: keep })
  useArrivalAt(shown === blocks.length)
  useInView(root, drawn)
  const table = whole.kind === 'csv' || whole.kind === 'xlsx'
  const words = chosen === null ? '' : whole.text.slice(chosen.starts, chosen.ends)
  return (
    <>
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
      <VisuallyHidden>
        <p role="status">
          {done && chosen === null
            ? 'Kept as evidence.'
            : chosen?.by === 'keys' && !keeping
              ? `Chosen: ${brief(words)}`
              : ''}
        </p>
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
              Keep these words
            </Button>
            <Button kind="quiet" small onClick={letGo}>
              Let go
            </Button>
          </Buttons>
        </section>
      )}
      {keeping && chosen !== null && (
        <KeepPanel
          document={whole}
          space={space}
          reach={reach}
          chosen={chosen}
          onClose={() => setKeeping(false)}
          onKept={() => {
            setKeeping(false)
            setDone(true)
            letGo()
            onKept()
          }}
        />
      )}
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
