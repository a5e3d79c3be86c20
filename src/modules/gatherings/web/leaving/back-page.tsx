import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import styles from '../around/around.module.css'
import { SharedFacts } from './shared.tsx'

/** What came of a gathering, for whoever has the link of the letter that said so. The secret stays behind the #. */
export default function BackPage() {
  const [key] = useState(() => location.hash.slice(1))
  const told = useQuery({ ...api.gatherings.toldBack.queryOptions({ input: { key } }), enabled: key.length >= 20 })
  if (key.length >= 20 && told.isPending) return <Loading what="Opening what came of it" />
  if (!told.data) {
    const gone = key.length < 20 || (told.error as { code?: string } | null)?.code === 'not_found'
    return (
      <main className={styles.alone}>
        <title>What came of it · Trefoil</title>
        <h1>{gone ? 'Nothing opens with this link' : 'This could not be opened'}</h1>
        <p>
          {gone
            ? 'Such a link works for ninety days. It may have ended, or lost a part on its way. If you took a slip along, it stands there too.'
            : 'Nothing is lost. Try again in a moment.'}
        </p>
        {!gone && <Button onClick={() => void told.refetch()}>Try again</Button>}
      </main>
    )
  }
  const { title, on, share } = told.data
  return (
    <main className={styles.alone}>
      <title>{`What came of ${title} · Trefoil`}</title>
      <p className={styles.meta}>You took part on {dayWords(on)}</p>
      <h1>What came of “{title}”</h1>
      <SharedFacts share={share} />
    </main>
  )
}
