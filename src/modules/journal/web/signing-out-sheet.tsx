import { useEffect, useRef, useState } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { type Kept, keepHere, keptFor } from './kept/data.ts'
import { sendUnsent } from './outbox/data.ts'

export type SigningOutProps = { writer: string; onStay: () => void; onGo: () => void }

async function waitingFor(writer: string): Promise<Kept[]> {
  const kept = await Promise.all([keptFor(writer, 'unsent'), keptFor(writer, 'draft')])
  return kept.flat()
}

/** Says how much is not in the journal yet. With nothing unsent it signs out at once and is never seen. */
export default function SigningOutSheet({ writer, onStay, onGo }: SigningOutProps) {
  const [waiting, setWaiting] = useState<Kept[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const go = useRef(onGo)
  useEffect(() => {
    waitingFor(writer).then(
      (kept) => (kept.length === 0 ? go.current() : setWaiting(kept)),
      () => go.current(),
    )
  }, [writer])
  if (waiting === null) return null
  const send = async () => {
    setBusy(true)
    setFailed(false)
    try {
      for (const kept of await keptFor(writer, 'draft')) await keepHere({ ...kept, state: 'unsent' })
      await sendUnsent(writer, true)
      const left = await waitingFor(writer)
      if (left.length === 0) return onGo()
      setWaiting(left)
      setFailed(true)
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  const many = waiting.length
  const what = many === 1 ? 'One note is not in your journal yet' : `${many} notes are not in your journal yet`
  return (
    <Dialog
      open
      onClose={onStay}
      title={what}
      actions={
        <Buttons>
          <Button kind="primary" pending={busy} onClick={() => void send()}>
            {many === 1 ? 'Send it, then sign out' : 'Send them, then sign out'}
          </Button>
          <Button onClick={onGo}>Sign out and leave {many === 1 ? 'it' : 'them'} here</Button>
          <Button kind="quiet" onClick={onStay}>
            Stay signed in
          </Button>
        </Buttons>
      }
    >
      <p>
        What you leave stays on this device, encrypted, and is there when you sign in here again. Nobody else who signs
        in here sees it. If the browser’s data is cleared, it is gone.
      </p>
      {failed && (
        <Notice kind="error" title={many === 1 ? 'It could not be sent' : 'Not all could be sent'}>
          {many === 1 ? 'It is' : 'They are'} still on this device. You are still signed in.
        </Notice>
      )}
    </Dialog>
  )
}
