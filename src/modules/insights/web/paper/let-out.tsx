import type { ReactNode } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { PAGE_LABELS } from '../../contract/page.ts'
import styles from './paper.module.css'

const HEADS: [starts: string, head: string][] = [
  [PAGE_LABELS.wanted, 'The decision wanted'],
  [PAGE_LABELS.by_when, 'By when'],
  ['Where it holds:', 'Where it holds'],
  ['We are ', 'How sure'],
  ['What would change our mind:', 'What would change our mind'],
  ['There is a view against this', 'Who sees it differently'],
  [PAGE_LABELS.options, 'The options'],
  [PAGE_LABELS.before, 'What became of the last one'],
]

/** What was let out, as one side of paper: every line of it and nothing else, each under what it is. */
export function OneSide({ words }: { words: string }) {
  return (
    <div className={styles.side}>
      {words.split('\n').map((line, at) => {
        const known = HEADS.find(([starts]) => line.startsWith(starts))
        const label = known?.[0].endsWith(':') ? known[0] : ''
        const said = line.slice(label.length).trim()
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text, which never move
          <Part key={at} head={known?.[1] ?? 'What we know'} wanted={known?.[1] === 'The decision wanted'}>
            {known?.[1] === 'By when' && /^\d{4}-\d\d-\d\d$/.test(said) ? dayWords(said) : said}
          </Part>
        )
      })}
    </div>
  )
}

/** One part of the page under its heading. */
export function Part({ head, wanted, children }: { head: string; wanted?: boolean; children: ReactNode }) {
  return (
    <section className={wanted ? `${styles.part} ${styles.wanted}` : styles.part}>
      <h2>{head}</h2>
      <div className={styles.said}>{children}</div>
    </section>
  )
}
