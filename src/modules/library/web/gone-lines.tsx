import { useQuery } from '@tanstack/react-query'
import { sayMonth } from '#shared/day.ts'
import { api } from '#web/lib/client.ts'
import type { DocumentLine } from '../contract.ts'
import { KIND } from './document-lines.tsx'
import styles from './library.module.css'

type Gone = { id: string; kind: string; month: string; byBringer: boolean }

/** That a document was here: its kind, the month in which it went, and by whom as far as that is told. */
export const goneWords = ({ kind, month, byBringer }: Gone): string =>
  `${KIND[kind as DocumentLine['kind']]}: taken out in ${sayMonth(month)} by ${byBringer ? 'whoever brought it in' : 'somebody who looks after this space'}.`

/** Below the documents of a space: those that were here. Nothing where none was taken out. */
export function GoneLines({ space }: { space: string }) {
  const gone = useQuery(api.library.documentsGone.queryOptions({ input: { space } }))
  if (!gone.data || gone.data.length === 0) return null
  return (
    <details className={styles.goneLines}>
      <summary>{gone.data.length === 1 ? 'One was taken out' : `${gone.data.length} were taken out`}</summary>
      <ul className={styles.said}>
        {gone.data.map((one) => (
          <li key={one.id}>{goneWords(one)}</li>
        ))}
      </ul>
    </details>
  )
}
