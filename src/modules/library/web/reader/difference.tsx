import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { differ, folded } from './differ.tsx'
import styles from './reader.module.css'

const SAYS = { gone: 'Gone: ', new: 'New: ' } as const

/** What changed from one version to another, in lines: gone ones and new ones, told by a sign and in words, never by colour alone. */
export function Difference({ space, before, after }: { space: string; before: string; after: string }) {
  const one = useQuery(api.library.document.queryOptions({ input: { space, id: before } }))
  const two = useQuery(api.library.document.queryOptions({ input: { space, id: after } }))
  const pieces = useMemo(
    () => (one.data && two.data ? differ(one.data.text.split('\n'), two.data.text.split('\n')) : undefined),
    [one.data, two.data],
  )
  if (one.isError || two.isError)
    return (
      <Notice
        kind="error"
        title="The two could not be compared"
        actions={
          <Button
            onClick={() => {
              void one.refetch()
              void two.refetch()
            }}
          >
            Try again
          </Button>
        }
      >
        Both versions are still there.
      </Notice>
    )
  if (pieces === undefined) return <Loading what="Comparing the two" lines={4} />
  if (pieces === null) return <p className={styles.small}>Almost everything changed: read them one after the other.</p>
  if (pieces.every((piece) => piece.is === 'same')) return <p className={styles.small}>The words are the same.</p>
  let at = 0
  return (
    <section aria-label="What changed" className={styles.difference}>
      {folded(pieces).map((piece) => {
        at += 1
        if (piece.is === 'folded')
          return (
            <p key={at} className={styles.folded}>
              {piece.line}
            </p>
          )
        if (piece.is === 'same')
          return (
            <p key={at} className={styles.line}>
              {piece.line}
            </p>
          )
        const Tag = piece.is === 'gone' ? 'del' : 'ins'
        return (
          <p key={at} className={styles.line} data-is={piece.is}>
            <VisuallyHidden>{SAYS[piece.is]}</VisuallyHidden>
            <Tag>{piece.line || '(an empty line)'}</Tag>
          </p>
        )
      })}
    </section>
  )
}
