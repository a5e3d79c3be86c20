import { useEffect, useRef, useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import styles from '../journal.module.css'
import { ACCEPTED, prepare } from './data.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Props = {
  photo: { bytes: Bytes; said: string } | null
  onPhoto: (bytes: Bytes | null) => void
  onSaid: (said: string) => void
}

/** A picture that is on this device only, shown from its bytes. */
export function useShown(bytes: Bytes | null): string | undefined {
  const [shown, setShown] = useState<string>()
  useEffect(() => {
    if (bytes === null) return setShown(undefined)
    const address = URL.createObjectURL(new Blob([bytes]))
    setShown(address)
    return () => URL.revokeObjectURL(address)
  }, [bytes])
  return shown
}

/** Takes or chooses one photo for what is being written, and asks what it shows. */
export function Attach({ photo, onPhoto, onSaid }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const shown = useShown(photo?.bytes ?? null)
  const choose = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setProblem(undefined)
    const bytes = await prepare(file).catch(() => null)
    setBusy(false)
    if (input.current) input.current.value = ''
    if (bytes === null)
      return setProblem('This photo is larger than 25 MB, which is the most that is taken in. Choose a smaller copy.')
    onPhoto(bytes)
  }
  return (
    <div className={styles.attach}>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        className={styles.chooser}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => void choose(event.currentTarget.files?.[0])}
      />
      {busy && <Loading what="Making the photo smaller" lines={1} />}
      {problem && <Notice kind="error">{problem}</Notice>}
      {photo ? (
        <>
          <div className={styles.beside}>
            {shown && <img src={shown} alt={photo.said || 'The photo you chose'} className={styles.small} />}
            <div className={styles.about}>
              <TextField
                label="What the photo shows, in words"
                hint="For when you cannot see it. It is found by these words."
                optional
                words
                value={photo.said}
                maxLength={1000}
                onChange={onSaid}
              />
              <Button small kind="quiet" onClick={() => onPhoto(null)}>
                Take the photo out
              </Button>
            </div>
          </div>
          <p className={styles.meta}>
            Are people in it, or words they wrote? Ask them, or photograph what is yours. Where and when it was taken is
            not kept.
          </p>
        </>
      ) : (
        !busy && (
          <div>
            <Button kind="quiet" icon="photo" onClick={() => input.current?.click()}>
              Add a photo
            </Button>
          </div>
        )
      )}
    </div>
  )
}
