import { useState } from 'react'
import styles from './journal.module.css'

/** Where there is a keyboard on the screen, it listens by itself: this page never does. */
export function Speaking({ always = false }: { always?: boolean }) {
  const [touched] = useState(() => window.matchMedia('(pointer: coarse)').matches)
  if (!always && !touched) return null
  return (
    <p className={styles.meta}>
      {touched
        ? 'You can speak it: tap in the sheet, then the microphone on your keyboard.'
        : 'You can speak it with the dictation of your own device, with the cursor in the sheet.'}{' '}
      This page never listens; your keyboard’s maker may send what you say to be written down.
    </p>
  )
}
