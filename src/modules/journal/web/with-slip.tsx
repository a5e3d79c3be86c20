import { useEffect, useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import styles from './journal.module.css'
import { MOST_CHARACTERS, when } from './kinds.tsx'
import { countSlips, keepWithSlip, openWithSlip, throwAway } from './slip/data.ts'

/** For somebody without an account: the note stays on this phone, and opens with the letters of a slip. */
export function WriteWithSlip() {
  const [words, setWords] = useState('')
  const [slip, setSlip] = useState<string | null>(null)
  const keep = async () => {
    if (words.trim() === '') return { errors: { words: 'Write something first. A line is enough.' } }
    setSlip(await keepWithSlip(words))
    setWords('')
  }
  return (
    <section className={styles.capture}>
      <h2>Write without an account</h2>
      {slip && (
        <Notice
          kind="saved"
          title="It is kept on this phone"
          actions={<Button onClick={() => setSlip(null)}>I have it</Button>}
        >
          <p>This is the slip that opens it. Write it down now: it is shown once, and kept nowhere.</p>
          <p className={styles.slip}>{slip}</p>
          <p>Nothing has left this phone. If the browser’s data is cleared, or the slip is lost, the note is gone.</p>
        </Notice>
      )}
      {!slip && (
        <Form onSend={keep} name="Write without an account">
          <TextArea
            name="words"
            label="Something I noticed"
            hideLabel
            placeholder="Something you noticed today…"
            value={words}
            onChange={setWords}
            maxLength={MOST_CHARACTERS}
            rows={4}
            reach={{ person: 'first', sentence: 'Only you, on this phone' }}
            foot="Until you keep it, it is only on the screen."
          />
          <div>
            <Button type="submit" kind={words === '' ? 'outline' : 'primary'}>
              Keep it on this phone
            </Button>
          </div>
        </Form>
      )}
    </section>
  )
}

/** Opens what was written here without an account; whoever is signed in may put it into their journal. */
export function OpenSlip({ writer }: { writer: string | null }) {
  const [waiting, setWaiting] = useState(0)
  const [slip, setSlip] = useState('')
  const [notes, setNotes] = useState<Awaited<ReturnType<typeof openWithSlip>>>([])
  useEffect(() => {
    void countSlips().then(setWaiting, () => undefined)
  }, [])
  if (waiting === 0) return null
  const open = async () => {
    const found = await openWithSlip(slip)
    setNotes(found)
    if (found.length === 0)
      return { errors: { slip: 'These letters open nothing on this device. Look at them once more.' } }
  }
  const drop = async (id: string) => {
    await throwAway(id)
    setNotes((all) => all.filter((note) => note.id !== id))
    setWaiting(await countSlips())
  }
  const bring = async (id: string, words: string) => {
    const done = await client.journal.write({ attempt: id, words, writer })
    if (done.ok) await drop(id)
  }
  return (
    <section className={styles.capture}>
      <h2>Open a note with its slip</h2>
      <Form onSend={open} name="Open a note with its slip">
        <TextField
          name="slip"
          label="The letters on the slip"
          hint={waiting === 1 ? 'One note waits on this device.' : `${waiting} notes wait on this device.`}
          value={slip}
          onChange={setSlip}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
        />
        <div>
          <Button type="submit">Open it</Button>
        </div>
      </Form>
      {notes.map((note) => (
        <article key={note.id} className={styles.entry}>
          <p className={styles.words}>{note.words}</p>
          <p className={styles.meta}>Written {when(note.at)}, on this device only</p>
          <Buttons>
            {writer && (
              <Button kind="primary" small onClick={() => void bring(note.id, note.words)}>
                Put it into my journal
              </Button>
            )}
            <Button kind="quiet" small onClick={() => void drop(note.id)}>
              Throw it away
            </Button>
          </Buttons>
        </article>
      ))}
    </section>
  )
}
