import { useEffect, useId, useState } from 'react'
import styles from './slider.module.css'

type Props = {
  label: string
  /** Which of them is shown, from 0; and the last one. */
  at: number
  last: number
  /** Where it stands, in words: “2 of 5, 3 March”. */
  says: (at: number) => string
  onGo: (at: number) => void
}

/** Goes through what follows upon each other, by hand or with the arrow keys. It stays where it was put while that is fetched. */
export function Slider({ label, at, last, says, onGo }: Props) {
  const id = useId()
  const [put, setPut] = useState<number | null>(null)
  useEffect(() => {
    if (put === at) setPut(null)
  }, [put, at])
  const stands = Math.min(put ?? at, last)
  return (
    <div data-paper="no">
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={0}
        max={last}
        list={`${id}-steps`}
        value={stands}
        aria-valuetext={says(stands)}
        onChange={(event) => {
          setPut(Number(event.target.value))
          onGo(Number(event.target.value))
        }}
      />
      {/* A mark for each, so that it is seen how many there are. */}
      <datalist id={`${id}-steps`}>
        {Array.from({ length: last + 1 }, (_, step) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps are their numbers
          <option key={step} value={step} />
        ))}
      </datalist>
    </div>
  )
}
