import styles from './loading.module.css'

/** Says what is being fetched; quiet bars stand where it will be. It shows itself only after a moment. */
export function Loading({ what = 'Fetching this page', lines = 3 }: { what?: string; lines?: number }) {
  return (
    <div className={styles.loading} role="status">
      <p className={styles.what}>{what}…</p>
      <div aria-hidden="true">
        {Array.from({ length: lines }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
          <div key={at} className={styles.bar} />
        ))}
      </div>
    </div>
  )
}
