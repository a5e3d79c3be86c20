import { type ReactNode, useEffect } from 'react'
import styles from './page.module.css'
import { Reach, type ReachProps } from './reach.tsx'

export type PageProps = {
  title: string
  /** The title is somebody's words (an insight, a question): set in serif. */
  words?: boolean
  reach?: ReachProps
  /** Small line over the title: where this belongs. */
  above?: ReactNode
  /** Beside the title: at most two buttons or a menu. */
  actions?: ReactNode
  tabs?: ReactNode
  /** A <Margin>. */
  margin?: ReactNode
  /** Below the centre and the margin, over the width of both. */
  below?: ReactNode
  /** The centre takes the whole width: tables, maps, grids. */
  wide?: boolean
  children: ReactNode
}

export function Page({ title, words, reach, above, actions, tabs, margin, below, wide, children }: PageProps) {
  useEffect(() => {
    // On paper, who sees this stands at the foot of every page.
    const foot = reach ? JSON.stringify(`${reach.sentence} · ${title}`.replaceAll('\n', ' ')) : null
    const style = document.documentElement.style
    if (foot) style.setProperty('--print-foot', foot)
    return () => {
      style.removeProperty('--print-foot')
    }
  }, [reach, title])
  return (
    <div className={styles.page}>
      <title>{`${title} · Trefoil`}</title>
      <header className={styles.head}>
        {reach && <Reach {...reach} />}
        {above && <div className={styles.above}>{above}</div>}
        <div className={styles.line}>
          <h1 className={words ? styles.words : undefined}>{title}</h1>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {tabs && <div className={styles.tabs}>{tabs}</div>}
      </header>
      <div className={margin ? styles.beside : styles.alone}>
        <div className={wide ? styles.wide : styles.centre}>{children}</div>
        {margin}
      </div>
      {below && <div className={styles.below}>{below}</div>}
    </div>
  )
}

/** A part of a page with its heading. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {note && <p className={styles.note}>{note}</p>}
      {children}
    </section>
  )
}

/** Why we are here, in our own words: large, serif, at the top of a space. */
export function Purpose({ children }: { children: ReactNode }) {
  return <p className={styles.purpose}>{children}</p>
}
