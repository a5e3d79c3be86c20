import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Entry } from '../contract.ts'
import styles from './journal.module.css'
import { dropKept, keepHere, keptFor } from './kept/data.ts'
import { MOST_CHARACTERS, wholeOf } from './kinds.tsx'
import { useWriter } from './outbox/data.ts'

const PAUSE = 200

/** Changes an entry. What is typed is kept on the device; if the entry moved on elsewhere, both texts stand side by side. */
export function EditEntry({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const person = useWriter()?.id
  const [words, setWords] = useState(entry.words)
  const [tell, setTell] = useState(entry.tell)
  const [base, setBase] = useState(entry.version)
  const [other, setOther] = useState<Entry | null>(null)
  const timer = useRef(0)
  const typed = useRef(false)
  const keptAs = `edit ${entry.id}`

  useEffect(() => {
    if (!person) return
    void keptFor(person, 'edit').then(
      (all) => {
        const kept = all.find((one) => one.id === keptAs)
        if (!kept || typed.current) return
        typed.current = true
        setWords(kept.words)
        setTell(kept.tell ?? '')
        setBase(kept.version ?? entry.version)
      },
      () => undefined,
    )
  }, [person, keptAs, entry.version])

  const change = (next: string, told = tell) => {
    typed.current = true
    setWords(next)
    setTell(told)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      if (person)
        void keepHere({
          id: keptAs,
          person,
          state: 'edit',
          at: Date.now(),
          words: next,
          tell: told,
          kind: entry.kind,
          version: base,
        }).catch(() => undefined)
    }, PAUSE)
  }
  const leave = async () => {
    window.clearTimeout(timer.current)
    await dropKept(keptAs).catch(() => undefined)
    onDone()
  }
  const save = async () => {
    if (words.trim() === '' && entry.photos.length === 0)
      return { errors: { words: 'Write something, or delete the entry.' } }
    try {
      const done = await client.journal.edit({ attempt: attempt.id, id: entry.id, version: base, words, tell })
      if (!done.ok) return { problem: done.sentence }
    } catch (fault) {
      const { code, status } = fault as { code?: string; status?: number }
      // After a lost answer the same attempt goes again; a refusal is settled.
      if (status !== undefined) attempt.renew()
      if (code !== 'conflict') throw fault
      typed.current = true
      const now = await client.journal.read({ id: entry.id })
      setOther(now)
      setBase(now.version)
      return
    }
    await queries.invalidateQueries({ queryKey: api.journal.key() })
    await leave()
  }

  return (
    <Form onSend={save} name="Change this entry">
      {other && (
        <Notice kind="info" title="You changed this entry somewhere else in the meantime">
          <p>This is what it says there. What you wrote here stands below; join them as you like, then keep it.</p>
          <p className={styles.words}>{wholeOf(other)}</p>
          <Button
            small
            onClick={() => change(`${other.words}\n\n${words}`, [other.tell, tell].filter(Boolean).join('\n\n'))}
          >
            Put both under each other
          </Button>
        </Notice>
      )}
      <TextArea
        name="words"
        label="The entry"
        hideLabel
        value={words}
        onChange={(next) => change(next)}
        maxLength={MOST_CHARACTERS}
        rows={6}
        autoFocus
        reach={{ person: 'first', sentence: 'Only you' }}
        foot="What it says now stays readable for you, below."
      />
      {(entry.kind === 'did_not_work' || tell !== '') && (
        <TextArea
          name="tell"
          label="What I would tell others"
          optional
          value={tell}
          onChange={(next) => change(words, next)}
          maxLength={2000}
          rows={2}
        />
      )}
      <Buttons>
        <Button type="submit" kind="primary">
          Keep it
        </Button>
        <Button onClick={() => void leave()}>Leave it as it was</Button>
      </Buttons>
    </Form>
  )
}
