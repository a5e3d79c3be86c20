import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import type { DocumentLine } from '../contract.ts'
import styles from './library.module.css'

export const KIND: Record<DocumentLine['kind'], string> = {
  txt: 'Text',
  docx: 'Word document',
  odt: 'OpenDocument text',
  pdf: 'PDF',
  csv: 'Table (CSV)',
  xlsx: 'Excel workbook',
  pasted: 'Pasted text',
  link: 'Web address',
  picture: 'Picture',
}

/** Beside what stands in a chapter before the present one: it began for somebody who does not read this. */
export const BEFORE = 'from before others came: not all of them see it'

/** Documents as lines: what it is, how long, when and by whom it came. */
export function DocumentLines({
  lines,
  address,
  chapter,
  saidOf,
}: {
  lines: readonly DocumentLine[]
  address: string
  chapter: string
  saidOf: (id: string) => string | null
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.lines}>
      {lines.map((line) => (
        <li key={line.id} className={styles.line}>
          <LinkTo to={`/s/${address}/evidence/d/${line.id}`} className={styles.lineTitle}>
            {line.title}
          </LinkTo>
          <span className={styles.small}>
            {aboutLine(line)}
            {line.chapter !== chapter && ` · ${BEFORE}`}
            {saidOf(line.id) !== null && ` · in the copy it came with: ${saidOf(line.id)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function aboutLine(line: DocumentLine): string {
  return [
    line.kind === 'pdf' && line.pages > 0
      ? `PDF, ${line.pages} ${line.pages === 1 ? 'page' : 'pages'}`
      : KIND[line.kind],
    line.dated === null ? '' : dayWords(line.dated),
    `brought in by ${line.by}, ${dayWords(line.on)}`,
    line.versions > 1 ? `${line.versions} versions` : '',
    line.excerpts === 0
      ? ''
      : line.excerpts === 1
        ? '1 piece of evidence from it'
        : `${line.excerpts} pieces of evidence from it`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
