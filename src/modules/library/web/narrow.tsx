import { Select } from '#web/ui/select.tsx'
import type { DocumentLine, Evidence } from '../contract.ts'
import { KIND } from './document-lines.tsx'
import styles from './library.module.css'

/** What of the evidence and documents is shown, and in which order. */
export type Shown = {
  sort: 'newest' | 'day'
  kind: DocumentLine['kind'] | 'all'
  whose: Exclude<Evidence['whose'], 'gone'> | 'contested' | 'all'
}
export const ALL: Shown = { sort: 'newest', kind: 'all', whose: 'all' }

const WHOSE: [Shown['whose'], string][] = [
  ['all', 'All of it'],
  ['contested', 'What is disputed'],
  ['mine', 'My words'],
  ['member', 'Said by somebody here'],
  ['role', 'Said in a role'],
  ['nobody', 'Reports, tables, counts'],
  ['unnamed', 'Brought in without a name'],
  ['theme', 'Brought in as a theme'],
]

/** Chooses what the lists show. */
export function Narrow({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  return (
    <div className={styles.narrow} data-paper="no">
      <Select
        label="Evidence"
        value={shown.whose}
        onChange={(whose) => onChange({ ...shown, whose })}
        choices={WHOSE.map(([value, label]) => ({ value, label }))}
      />
      <Select
        label="Documents"
        value={shown.kind}
        onChange={(kind) => onChange({ ...shown, kind })}
        choices={[
          { value: 'all' as Shown['kind'], label: 'All kinds' },
          ...(Object.entries(KIND) as [DocumentLine['kind'], string][]).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        label="Order"
        value={shown.sort}
        onChange={(sort) => onChange({ ...shown, sort })}
        choices={[
          { value: 'newest', label: 'Newest here first' },
          { value: 'day', label: 'By the day it is about' },
        ]}
      />
    </div>
  )
}
