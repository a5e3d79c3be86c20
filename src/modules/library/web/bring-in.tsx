import { type DragEvent, useEffect, useRef, useState } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import { bringIn, type Incoming, letGo, tryAgain, useIncoming } from './data.ts'
import styles from './library.module.css'
import { PasteText } from './paste-text.tsx'
import { WriteEvidence } from './write-evidence.tsx'

type Into = { space: string; chapter: string; address: string; reach: ReachProps }

/** Three ways in: files, a text that is pasted, words that are written down. */
export function BringIn({ into }: { into: Into }) {
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [open, setOpen] = useState<'paste' | 'write' | null>(null)
  const take = (files: Iterable<File>) => bringIn(into.space, into.chapter, files)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  useDropMissed()
  return (
    <section
      className={styles.sheet}
      data-over={over || undefined}
      data-paper="no"
      aria-label="Add to the evidence"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
    >
      <p className={styles.invite}>
        {over
          ? 'Let go, and they are brought in here.'
          : 'A report, notes, a transcript, a table: drop files here, or choose a way in.'}
      </p>
      <Buttons>
        <Button kind="primary" icon="plus" onClick={() => picker.current?.click()}>
          Bring in files
        </Button>
        <Button onClick={() => setOpen('paste')}>Paste text</Button>
        <Button icon="pen" onClick={() => setOpen('write')}>
          Write down a piece of evidence
        </Button>
      </Buttons>
      <div className={styles.foot}>
        <Reach person={into.reach.person} sentence={into.reach.sentence} />
        <span className={styles.small}>Word, OpenDocument, PDF, Excel, CSV or plain text, up to 25 MB each.</span>
      </div>
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
      {open === 'paste' && <PasteText into={into} onClose={() => setOpen(null)} />}
      {open === 'write' && <WriteEvidence into={into} onClose={() => setOpen(null)} />}
    </section>
  )
}

/** A file dropped beside the sheet would replace the page by itself; here it does nothing. */
function useDropMissed() {
  useEffect(() => {
    const nothing = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', nothing)
    window.addEventListener('drop', nothing)
    return () => {
      window.removeEventListener('dragover', nothing)
      window.removeEventListener('drop', nothing)
    }
  }, [])
}

function IncomingList({ into }: { into: Into }) {
  const all = useIncoming().filter((one) => one.space === into.space)
  if (all.length === 0) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
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
            {one.state === 'refused' && (
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
  )
}

const isOver = (one: Incoming) => one.state === 'done' || one.state === 'refused'

function says(one: Incoming): string {
  if (one.state === 'waiting') return 'Waits its turn'
  if (one.state === 'sending') return 'Being sent'
  if (one.state === 'reading') return 'Being read'
  if (one.state === 'done') return one.already ? 'It was here already; nothing was added.' : 'Brought in.'
  return one.sentence ?? 'It could not be brought in. Your own copy is untouched.'
}
