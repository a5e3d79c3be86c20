import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { forgetKept } from '#web/ui/keep.ts'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Photo } from '../../contract.ts'
import styles from '../journal.module.css'

/** The photos of one entry, each with its words beside it, where they can be changed and it can be taken out. */
export function Photos({ photos }: { photos: Photo[] }) {
  if (photos.length === 0) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.photos}>
      {photos.map((photo) => (
        <li key={photo.id}>
          <One photo={photo} />
        </li>
      ))}
    </ul>
  )
}

function One({ photo }: { photo: Photo }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [doing, setDoing] = useState<'words' | 'out' | null>(null)
  const keep = `photo ${photo.id}`
  const [said, setSaid] = useState(photo.said)
  const settled = {
    onSuccess: async () => {
      attempt.renew()
      forgetKept(keep)
      await queries.invalidateQueries({ queryKey: api.journal.key() })
      setDoing(null)
    },
  }
  const describe = useMutation(api.journal.describePhoto.mutationOptions(settled))
  const out = useMutation(api.journal.removePhoto.mutationOptions(settled))
  const failed = (describe.isError || out.isError) && (
    <Notice kind="error" title="That did not go through">
      Everything is as it was. Try again in a moment.
    </Notice>
  )
  return (
    <figure className={styles.photo}>
      <a href={`/journal/photos/${photo.id}`} target="_blank" rel="noreferrer">
        <img
          src={`/journal/photos/${photo.id}`}
          width={photo.width}
          height={photo.height}
          alt={photo.said || 'A photo that nobody has described yet'}
          loading="lazy"
        />
      </a>
      <figcaption>
        <span className={styles.meta}>{photo.said || 'Not described in words yet.'}</span>
        <Button small kind="quiet" onClick={() => setDoing('words')}>
          {photo.said ? 'Change these words' : 'Say what it shows'}
        </Button>
        <Button small kind="quiet" onClick={() => setDoing('out')}>
          Take it out
        </Button>
      </figcaption>
      <Dialog
        open={doing === 'words'}
        onClose={() => setDoing(null)}
        title="What the photo shows"
        actions={
          <Buttons>
            <Button
              kind="primary"
              pending={describe.isPending}
              onClick={() => describe.mutate({ attempt: attempt.id, photo: photo.id, said })}
            >
              Keep it
            </Button>
            <Button onClick={() => setDoing(null)}>Leave it as it was</Button>
          </Buttons>
        }
      >
        <TextField label="In words" words value={said} maxLength={1000} onChange={setSaid} keepAs={keep} />
        <p className={styles.meta}>Only you see these words. The photo is found by them.</p>
        {failed}
      </Dialog>
      <Dialog
        open={doing === 'out'}
        onClose={() => setDoing(null)}
        title="Take this photo out?"
        actions={
          <Buttons>
            <Button
              kind="danger"
              pending={out.isPending}
              onClick={() => out.mutate({ attempt: attempt.id, photo: photo.id })}
            >
              Take it out
            </Button>
            <Button onClick={() => setDoing(null)}>Keep it</Button>
          </Buttons>
        }
      >
        <p>It is deleted with its words, and there is no way back. The entry stays.</p>
        {failed}
      </Dialog>
    </figure>
  )
}
