import type { ReactNode } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Menu } from '#web/ui/menu.tsx'
import { Meta } from '#web/ui/trace.tsx'
import type { Kind, Traced } from '../data.ts'
import type { Doings } from '../foot.tsx'
import styles from '../insights.module.css'

export type StepsProps = { trace: Traced; address: string; onDo: (what: Doings) => void }

/** What can be done next with one step: the first few as buttons, the rest one step away. */
export function Acts({ children }: { children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>
}

export function Act({ onAct, children }: { onAct: () => void; children: ReactNode }) {
  return (
    <Button small kind="quiet" onClick={onAct}>
      {children}
    </Button>
  )
}

export function More({ of, items }: { of: string; items: (readonly [label: string, onAct: () => void] | false)[] }) {
  const shown = items.filter((one) => one !== false)
  if (shown.length === 0) return null
  return (
    <Menu
      small
      label="More"
      name={`More to do with ${of}`}
      items={shown.map(([label, onAct]) => ({ id: label, label, onAct }))}
    />
  )
}

/** Why one part of the chain goes no further. */
export function Stopped({ trace, of }: { trace: Traced; of: string }) {
  const end = trace.stopped.find((one) => one.id === of)
  if (end === undefined) return null
  return (
    <p className={styles.plain}>
      <strong>{end.kind === 'finding' ? 'No action, because' : 'Stopped here, because'}</strong>{' '}
      <span className={styles.said}>{end.reason}</span>{' '}
      <Meta>
        {end.by && `${end.by}, `}
        {dayWords(end.on)}.
      </Meta>
    </p>
  )
}

export const isStopped = (trace: Traced, id: string) => trace.stopped.some((one) => one.id === id)

/** The words of a part, leading to its own page unless this is it. */
export function At({
  trace,
  address,
  kind,
  id,
  children,
}: { kind: Kind; id: string; children: ReactNode } & Omit<StepsProps, 'onDo'>) {
  if (id === trace.of) return children
  return <LinkTo to={`/s/${address}/insights/${id}${kind === 'insight' ? '' : `?kind=${kind}`}`}>{children}</LinkTo>
}

/** Nobody is shown saying “Understood. Understood.” */
export const joined = (sentence: string, words: string) =>
  words.toLowerCase().startsWith(sentence.toLowerCase().replace(/\.$/, '')) ? words : `${sentence} ${words}`.trim()

export const ended = (words: string) => (/[.!?…]$/.test(words) ? words : `${words}.`)
