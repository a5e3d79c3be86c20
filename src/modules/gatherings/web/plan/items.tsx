import { type KeyboardEvent, useRef } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { count, type Item } from '../data.ts'
import { beginsOf, SORT_WORDS, timeAfter } from './data.ts'
import { useDrag } from './drag.tsx'
import styles from './plan.module.css'
import type { Sheet } from './sheet.tsx'
import { AboutFinding, type Finding } from './to-sense.tsx'

type Props = {
  items: readonly Item[]
  /** When the first begins; null where it is not known. */
  startsAt: string | null
  sheet: Sheet
  /** The gathering is over: it is read, and not changed any more. */
  fixed: boolean
  /** What is made sense of in each, for whoever reads it: by item. */
  findings: ReadonlyMap<string, Finding>
  onChange: (item: Item) => void
}

/** What is on, in its order. It is put in another order by keys, by buttons or by dragging; each says where it went. */
export function Items({ items, startsAt, sheet, fixed, findings, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const begins = beginsOf(items)
  const drag = useDrag(list, sheet.move)
  const onKey = (event: KeyboardEvent, at: number) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    sheet.move(at, at + by)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ol role="list" className={styles.items} ref={list} aria-label="What is on">
        {items.map((item, at) => (
          <li
            key={item.id}
            className={styles.item}
            data-state={item.state}
            data-fixed={fixed || undefined}
            data-lifted={drag.from === at || undefined}
            data-line={drag.lineAt(at)}
          >
            {!fixed && (
              <button
                type="button"
                className={styles.handle}
                aria-label={`Move “${item.title}”: ${at + 1} of ${items.length}`}
                onKeyDown={(event) => onKey(event, at)}
                onPointerDown={(event) => drag.onDown(event, at)}
              >
                <Icon name="move" />
              </button>
            )}
            <div className={styles.text}>
              <p className={styles.name}>{item.title}</p>
              <p className={styles.meta}>
                {startsAt !== null && `${timeAfter(startsAt, begins[at]!)} · `}
                {count(item.minutes, 'minute')} · {SORT_WORDS[item.sort]}
                {item.short && ', in its short form'}
                {item.beside.length > 0 && `, ${item.beside.length + 1} methods at once at tables`}
                {item.state !== 'coming' && (item.state === 'on' ? ' · on now' : ' · done')}
              </p>
              <AboutFinding finding={findings.get(item.id)} />
              {item.note && <p className={styles.note}>{item.note}</p>}
            </div>
            {!fixed && (
              <div className={styles.acts}>
                <Step verb="Up" of={item.title} end={at === 0} onStep={() => sheet.move(at, at - 1)} />
                <Step verb="Down" of={item.title} end={at === items.length - 1} onStep={() => sheet.move(at, at + 1)} />
                <Button small kind="quiet" aria-label={`Change: ${item.title}`} onClick={() => onChange(item)}>
                  Change
                </Button>
                <Button
                  small
                  kind="quiet"
                  aria-label={`Take off: ${item.title}`}
                  aria-disabled={item.state === 'on' || undefined}
                  onClick={() => item.state !== 'on' && sheet.remove(item)}
                >
                  Take off
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      <VisuallyHidden>
        <span role="status">{sheet.said}</span>
      </VisuallyHidden>
    </>
  )
}

/** One place up or down. At the end of the list it stays where it is, so that whoever presses it keeps the focus. */
function Step({ verb, of, end, onStep }: { verb: string; of: string; end: boolean; onStep: () => void }) {
  return (
    <span className={end ? styles.end : undefined}>
      <Button small kind="quiet" aria-disabled={end || undefined} aria-label={`${verb}: ${of}`} onClick={onStep}>
        {verb}
      </Button>
    </span>
  )
}
