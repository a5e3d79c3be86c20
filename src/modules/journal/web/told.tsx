import styles from './journal.module.css'

/** What its writer would tell others, beside what did not work. */
export function Told({ tell }: { tell: string }) {
  if (tell === '') return null
  return (
    <div className={styles.told}>
      <p className={styles.meta}>What I would tell others</p>
      <p className={styles.words}>{tell}</p>
    </div>
  )
}
