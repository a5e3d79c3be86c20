import { useEffect, useRef, useState } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import { bringIn, filesOf, type Incoming, isOver, letGo, MOST_FILES, tryAgain, useIncoming } from './data.ts'
import { DocumentDetails } from './document-details.tsx'
import styles from './library.module.css'
import { PasteText } from './paste-text.tsx'
import { WriteEvidence } from './write-evidence.tsx'

export type Into = { space: string; chapter: string; address: string; reach: ReachProps }

/** The ways in: files, a text that is pasted, a web address, words that are written down. */
export function BringIn({ into }: { into: Into }) {
  const picker = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState<'paste' | 'link' | 'write' | null>(null)
  const [pasted, setPasted] = useState('')
  const [many, setMany] = useState(false)
  const take = (files: Iterable<File>) => {
    const all = [...files]
    setMany(all.length > MOST_FILES)
    bringIn(into.space, into.chapter, all.slice(0, MOST_FILES))
  }
  const over = useDropped(take)
  usePasted(open === null, take, (text) => {
    setPasted(text)
    setOpen('paste')
  })
  return (
    <section className={styles.sheet} data-over={over || undefined} data-paper="no" aria-label="Add to the evidence">
      <p className={styles.invite}>
        {over
          ? 'Let go, and they are brought in here.'
          : 'A report, notes, a transcript, a table: drop files or a folder anywhere on this page, or choose a way in.'}
      </p>
      <Buttons>
        <Button kind="primary" icon="plus" onClick={() => picker.current?.click()}>
          Bring in files
        </Button>
        <Button onClick={() => setOpen('paste')}>Paste text</Button>
        <Button icon="link" onClick={() => setOpen('link')}>
          Keep a link
        </Button>
        <Button icon="pen" onClick={() => setOpen('write')}>
          Write down a piece of evidence
        </Button>
      </Buttons>
      <div className={styles.foot}>
        <Reach person={into.reach.person} sentence={into.reach.sentence} />
        <span className={styles.small}>Word, OpenDocument, PDF, Excel, CSV or plain text, up to 25 MB each.</span>
      </div>
      {many && (
        <p role="alert" className={styles.small}>
          At most {MOST_FILES} files are taken at once: the first {MOST_FILES} are on their way. Bring in the rest after
          them.
        </p>
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept=".txt,.md,.csv,.docx,.odt,.pdf,.xlsx"
        onChange={(event) => {
          take(event.target.files ?? [])
          event.target.value = ''
        }}
      />
      <IncomingList into={into} />
      {(open === 'paste' || open === 'link') && (
        <PasteText
          into={into}
          link={open === 'link'}
          begin={pasted}
          onClose={() => {
            setOpen(null)
            setPasted('')
          }}
        />
      )}
      {open === 'write' && <WriteEvidence into={into} onClose={() => setOpen(null)} />}
    </section>
  )
}

/** Files may be dropped anywhere on the page: beside the sheet they would otherwise replace the page. Says whether some hang over it. */
function useDropped(take: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const holds = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent) => {
      if (!holds(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!holds(event)) return
      event.preventDefault()
      setOver(false)
      void filesOf(event.dataTransfer!).then((files) => latest.current(files))
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  return over
}

/** What is pasted outside a field: a file is brought in, a text opens the sheet for pasting with it inside. */
function usePasted(on: boolean, take: (files: File[]) => void, text: (words: string) => void) {
  const latest = useRef({ take, text })
  latest.current = { take, text }
  useEffect(() => {
    if (!on) return
    const onPaste = (event: ClipboardEvent) => {
      const at = event.target as Element | null
      if (event.clipboardData === null || at?.closest?.('input, textarea, [contenteditable]')) return
      const files = [...event.clipboardData.files]
      const words = event.clipboardData.getData('text/plain')
      if (files.length > 0) latest.current.take(files)
      else if (words.trim() !== '') latest.current.text(words)
      else return
      event.preventDefault()
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [on])
}

/** Files on their way in, each with how far it is, what went wrong and what to do; `only` one of them. */
export function IncomingList({ into, only }: { into: Into; only?: string }) {
  const all = useIncoming().filter((one) => one.space === into.space && (only === undefined || one.key === only))
  const [naming, setNaming] = useState<string | null>(null)
  if (all.length === 0) return null
  const settled = all.filter(isOver)
  return (
    <>
      {all.length > FEW && <p className={styles.small}>{inAll(all)}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.incoming} aria-label="Files on their way in">
        {all.map((one) => (
          <li key={one.key} className={styles.file} data-state={one.state}>
            <div className={styles.fileText}>
              <span className={styles.fileName}>{one.name}</span>
              <span role={one.state === 'refused' ? 'alert' : 'status'} className={styles.small}>
                {says(one)}
              </span>
              {one.id !== undefined && (
                <LinkTo className={styles.small} to={`/s/${into.address}/evidence/d/${one.id}`}>
                  Open it
                </LinkTo>
              )}
            </div>
            {(one.state === 'sending' || one.state === 'reading') && (
              <progress
                aria-label={`How far: ${one.name}`}
                max={1}
                value={one.part ?? undefined}
                className={styles.progress}
              />
            )}
            <span className={styles.fileActs}>
              {one.id !== undefined && !one.already && (
                <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setNaming(one.id!)}>
                  Title and day
                </Button>
              )}
              {one.state === 'refused' && one.again !== false && (
                <Button kind="quiet" small onClick={() => tryAgain(one.key)}>
                  Try again
                </Button>
              )}
              <Button
                kind="quiet"
                small
                aria-label={`${isOver(one) ? 'Take off the list' : 'Stop'}: ${one.name}`}
                onClick={() => letGo(one.key)}
              >
                {isOver(one) ? 'Take off the list' : 'Stop'}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {settled.length > 2 && (
        <Button kind="quiet" small onClick={() => letAllGo(settled)}>
          Take all that is settled off the list
        </Button>
      )}
      {naming !== null && <DocumentDetails id={naming} space={into.space} onClose={() => setNaming(null)} />}
    </>
  )
}

/** From so many files on, the list has a line that sums it up and scrolls in itself, so that the page below stays near. */
const FEW = 5

function inAll(all: readonly Incoming[]): string {
  const refused = all.filter((one) => one.state === 'refused').length
  const already = all.filter((one) => one.state === 'done' && one.already).length
  const done = all.filter((one) => one.state === 'done').length - already
  const going = all.length - done - already - refused
  const parts = [
    `${done} brought in`,
    ...(already > 0 ? [`${already} here already`] : []),
    ...(refused > 0 ? [`${refused} not taken, each with its reason`] : []),
    ...(going > 0 ? [`${going} on their way`] : []),
  ]
  return `${all.length} files: ${parts.join(', ')}.`
}

function letAllGo(settled: readonly Incoming[]) {
  for (const one of settled) letGo(one.key)
}

function says(one: Incoming): string {
  if (one.state === 'waiting') return 'Waits its turn'
  if (one.state === 'sending') return 'Being sent'
  if (one.state === 'reading') return 'Being read'
  if (one.state === 'done' && one.already)
    return `It is here already${one.since ? `, since ${dayWords(one.since)}` : ''}. Nothing was added.`
  if (one.state === 'done') return 'Brought in.'
  return one.sentence ?? 'It could not be brought in. Your own copy is untouched.'
}
