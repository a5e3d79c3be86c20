import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { EntryKind } from '../contract.ts'
import { isBlank, useDraft, usePrefers } from './data.ts'
import { InConfidence } from './in-confidence.tsx'
import styles from './journal.module.css'
import type { Kept, Writer } from './kept/data.ts'
import { KINDS, MOST_CHARACTERS } from './kinds.tsx'
import { onArrived, useWriter } from './outbox/data.ts'
import { Attach } from './photo/attach.tsx'
import { Speaking } from './speaking.tsx'
import { Unsent } from './unsent.tsx'

export type CaptureProps = {
  /** Beside "Only you": at most one short sentence. */
  foot?: string
  /** The three prompts. On a page that is about something else, one is enough. */
  prompts?: boolean
  autoFocus?: boolean
  /** Told what the place has acknowledged. */
  onArrival?: (kept: Kept, entry: string) => void
  /** Questions to write under, put on the sheet by a press; what stands there already stays. */
  begin?: string
  /** The space whose sheet on a wall led here. */
  towards?: string
}

/**
 * A place to write for oneself. It works without a connection: what is typed is kept on the device as it is typed,
 * and goes into the writer's own journal when the place can be reached.
 */
export default function CaptureSheet(props: CaptureProps) {
  const { foot = 'Two minutes.', prompts = false, autoFocus, onArrival, begin, towards } = props
  const asked = useWriter()
  // Whose sheet this is does not change when a session ends under it: what is typed then is theirs, and waits for them.
  const before = useRef<Writer | null>(null)
  if (asked) before.current = asked
  const writer = asked ?? before.current
  const queries = useQueryClient()
  const { sheet, safe, change, changePhoto, handOver } = useDraft(writer ?? undefined, towards)
  const { words, kind, tell, photo } = sheet
  const prefers = usePrefers(writer)
  const [done, setDone] = useState(false)
  useKeepingThisPage()

  useEffect(
    () =>
      onArrived((kept, entry) => {
        setDone(true)
        onArrival?.(kept, entry)
        void queries.invalidateQueries({ queryKey: api.journal.key() })
      }),
    [onArrival, queries],
  )

  const send = async () => {
    setDone(false)
    if (writer === null)
      return {
        problem: 'You are signed out. Sign in in another window, then press this again. What you typed is still here.',
      }
    if (isBlank(sheet)) return { errors: { words: 'Write something first. A line is enough.' } }
    if (words.trim() === '' && photo === null)
      return { errors: { words: 'Say first what did not work. A line is enough.' } }
    await handOver()
  }

  const attach = (
    <Attach photo={photo} onPhoto={changePhoto} onSaid={(said) => photo && change({ photo: { ...photo, said } })} />
  )
  const blank = isBlank(sheet)
  return (
    // An empty sheet says nothing on paper; one with words on it does.
    <div className={styles.capture} data-paper={blank ? 'no' : undefined}>
      <Form onSend={send} name="Write in my journal">
        {prompts && (
          <RadioGroup<EntryKind>
            label="What to write"
            hideLabel
            row
            value={kind}
            onChange={(value) => change({ kind: value })}
            choices={Object.entries(KINDS).map(([value, { label }]) => ({ value: value as EntryKind, label }))}
          />
        )}
        {begin !== undefined && !words.includes(begin) && (
          <Button
            small
            onClick={() => change({ words: words.trim() === '' ? begin : `${words.trimEnd()}\n\n${begin}` })}
          >
            Put the questions on the sheet
          </Button>
        )}
        {prefers === 'pictures' && attach}
        {prefers === 'sound' && <Speaking always />}
        <TextArea
          name="words"
          label={KINDS[kind].label}
          hideLabel
          placeholder={KINDS[kind].begin}
          value={words}
          onChange={(value) => {
            setDone(false)
            change({ words: value })
          }}
          maxLength={MOST_CHARACTERS}
          rows={prompts ? 4 : 2}
          autoFocus={autoFocus}
          reach={{ person: 'first', sentence: 'Only you' }}
          foot={foot}
        />
        {kind === 'did_not_work' && (
          <TextArea
            name="tell"
            label="What I would tell others"
            optional
            value={tell}
            onChange={(value) => change({ tell: value })}
            maxLength={2000}
            rows={2}
          />
        )}
        {prefers !== 'sound' && (prompts || !blank) && <Speaking />}
        {prefers !== 'pictures' && photo !== null && attach}
        {!safe && (
          <Notice kind="info" title="This browser keeps nothing">
            What you type is only on the screen until you put it in. Do not close the page before.
          </Notice>
        )}
        {(prompts || !blank) && (
          <div className={styles.send}>
            <Button type="submit" kind={blank ? 'outline' : 'primary'}>
              Keep it
            </Button>
            {prefers !== 'pictures' && photo === null && attach}
          </div>
        )}
      </Form>
      <p role="status" className={styles.done}>
        {done ? 'It is in your journal.' : ''}
      </p>
      {writer && <Unsent writer={writer} />}
      <InConfidence />
    </div>
  )
}

/** Asks the worker to keep the files this page is made of, so that it opens without a connection. */
function useKeepingThisPage() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    void navigator.serviceWorker.ready.then((worker) => {
      const files = performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
      const own = files.filter((file) => file.origin === location.origin && file.pathname.startsWith('/assets/'))
      worker.active?.postMessage({ keep: own.map((file) => file.pathname) })
    })
  }, [])
}
