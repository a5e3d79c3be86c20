import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import type { Found, Passage } from '../contract.ts'
import { aboutLine } from './document-lines.tsx'
import { CardNotes } from './evidence-quote.tsx'
import styles from './library.module.css'

/** What was found, best first, with the found words marked. */
export function FoundList({ space, address, wanted }: { space: string; address: string; wanted: string }) {
  const found = useQuery(
    api.library.find.queryOptions({ input: { space, text: wanted }, placeholderData: keepPreviousData }),
  )
  if (found.isError) {
    return (
      <Notice
        kind="error"
        title="The search did not go through"
        actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
      >
        What you are looking for is still in the field above.
      </Notice>
    )
  }
  if (found.isPending) return <Loading what="Looking" lines={3} />
  const { items } = found.data
  return (
    <Section title="Found">
      <p role="status" className={styles.soft}>
        {items.length === 0
          ? `Nothing that you may see here has “${wanted}”. Try fewer words, or the beginning of one.`
          : items.length === 1
            ? '1 place'
            : `${items.length} places`}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.items}>
        {items.map((one) => (
          <FoundItem key={one.id} one={one} address={address} />
        ))}
      </ul>
    </Section>
  )
}

function FoundItem({ one, address }: { one: Found; address: string }) {
  const evidence = one.kind === 'evidence' ? one.item : null
  const from = evidence?.document
  return (
    <li className={styles.item}>
      <div className={styles.itemText}>
        {one.kind === 'document' && (
          <LinkTo to={`/s/${address}/evidence/d/${one.id}`} className={styles.lineTitle}>
            {one.title}
          </LinkTo>
        )}
        <p className={styles.serif}>
          <Marked passage={one.passage} />
        </p>
        <p className={styles.small}>
          {one.kind === 'document' ? aboutLine(one.item) : one.item.by}
          {from && (
            <>
              . From <LinkTo to={`/s/${address}/evidence/d/${from.id}#at-${from.starts}`}>{from.title}</LinkTo>
            </>
          )}
        </p>
      </div>
      {evidence && <CardNotes item={evidence} />}
    </li>
  )
}

function Marked({ passage }: { passage: Passage }) {
  let at = 0
  return passage.map((piece) => {
    const key = at
    at += piece.text.length
    return piece.hit ? (
      <mark key={key} className={styles.hit}>
        {piece.text}
      </mark>
    ) : (
      <span key={key}>{piece.text}</span>
    )
  })
}
