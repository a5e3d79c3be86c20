import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Evidence } from '../contract.ts'
import styles from './library.module.css'

/** A piece of evidence as a quote with its line of where it came from; `address` adds the way to its document. */
export function EvidenceQuote({ item, address }: { item: Evidence; address?: string }) {
  if (item.words === null) return <p className={styles.gone}>{item.by}</p>
  return (
    <Quote
      bare={item.whose === 'theme'}
      by={
        <>
          {item.by}
          {item.document && (
            <>
              . From{' '}
              {address === undefined ? (
                item.document.title
              ) : (
                <LinkTo to={`/s/${address}/evidence/d/${item.document.id}#at-${item.document.starts}`}>
                  {item.document.title}
                </LinkTo>
              )}
            </>
          )}
        </>
      }
    >
      {flowing(item.words)}
    </Quote>
  )
}

/** Words out of a document whose long lines a machine broke flow again; short lines keep their ends. */
export function flowing(words: string): string {
  return words.replace(/([^\n]{45,})\n(?=\S)/g, '$1 ')
}

/** What is known about it, for the margin beside it. Only what somebody wrote down is shown. */
export function CardNotes({ item }: { item: Evidence }) {
  const { card } = item
  const asked = [
    card.n === null ? '' : `${card.n.toLocaleString('en-GB')} ${card.n === 1 ? 'person' : 'people'} asked`,
    card.asked,
  ]
    .filter((part) => part !== '')
    .join(': ')
  const notes: [string, string][] = [
    ['How we know', card.method],
    ['Who was asked', asked],
    ['When', card.dated === null ? '' : dayWords(card.dated)],
    ['What it cannot say', card.limits],
    ['Disputed by', card.disputedBy],
    ['May be read until', item.until === null ? '' : dayWords(item.until)],
  ]
  const known = notes.filter(([, words]) => words !== '')
  if (known.length === 0) return null
  return (
    <dl className={styles.notes}>
      {known.map(([title, words]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
