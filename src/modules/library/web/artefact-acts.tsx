import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import type { Artefact } from '../contract/artefacts.ts'
import { ArtefactFields, artefactOf, ownerOf } from './artefact-form.tsx'
import styles from './library.module.css'

type Into = { space: string; reach: ReachProps }

/** Changes what is said of it. If somebody else did so in the meantime, theirs is shown and what was typed stays. */
export function EditArtefact({
  artefact,
  into,
  onClose,
  onDone,
}: {
  artefact: Artefact
  into: Into
  onClose: () => void
  onDone: () => void
}) {
  const attempt = useAttempt()
  const [based] = useState(artefact)
  const [theirs, setTheirs] = useState<Artefact | null>(null)
  return (
    <Dialog open onClose={onClose} title="Change what is said of it" shape="sheet">
      <Form
        onSend={async (data) => {
          try {
            const done = await client.library.editArtefact({
              ...{ attempt: attempt.id, space: into.space, id: based.id, version: (theirs ?? based).version },
              ...{ ...artefactOf(data), owner: ownerOf(data) },
            })
            if (!done.ok) return { problem: done.sentence }
            onDone()
            onClose()
          } catch (fault) {
            if ((fault as { code?: string }).code !== 'conflict') throw fault
            setTheirs(await client.library.artefact({ space: into.space, id: based.id }))
          }
        }}
      >
        {theirs && (
          <Notice kind="info" title="Somebody changed this while you were writing">
            <p>
              It is called “{theirs.title}” now{theirs.purpose !== '' && <>, and is for: {theirs.purpose}</>}. Yours is
              below, as you typed it. Keeping it puts yours in its place.
            </p>
          </Notice>
        )}
        <ArtefactFields space={into.space} now={based} keep={`edit-${based.id}`} />
        <Reach {...into.reach} />
        <Buttons>
          <Button kind="primary" type="submit">
            {theirs ? 'Keep mine' : 'Keep it'}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {theirs ? 'Leave theirs' : 'Not now'}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}

type StandProps = {
  artefact: Artefact
  into: Into
  /** Who reads what stands. */
  standing: string
  onClose: () => void
  onDone: (id: string) => void
}

/** Asks before more people read it, and lets what is said of it be said again for them. */
export function LetStand({ artefact, into, standing, onClose, onDone }: StandProps) {
  const attempt = useAttempt()
  return (
    <Dialog open onClose={onClose} title="Let it stand for everybody?" shape="sheet">
      <Form
        onSend={async (data) => {
          const done = await client.library.letStand({
            ...{ attempt: attempt.id, space: into.space, id: artefact.id },
            ...artefactOf(data),
          })
          if (!done.ok) return { problem: done.sentence }
          onClose()
          onDone(done.id)
        }}
      >
        <Reach person={into.reach.person} sentence={standing} />
        <p className={styles.soft}>
          The newest version, which you brought in, and what is said below are copied to where everybody reads them,
          those who come later too. The draft and its older versions stay where they are.
        </p>
        <ArtefactFields space={into.space} now={artefact} keep={`stand-${artefact.id}`} owner={false} />
        <Buttons>
          <Button kind="primary" type="submit">
            Let it stand
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Keep it a draft
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
