import { type ReactNode, useState } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { useShortcuts } from '#web/ui/shortcut.ts'
import { Slider } from '#web/ui/slider.tsx'
import type { DocumentVersion } from '../contract/artefacts.ts'
import styles from './library.module.css'
import { Difference } from './reader/difference.tsx'

type Props = {
  space: string
  versions: readonly DocumentVersion[]
  /** The one that is shown. */
  now: string
  onGo: (id: string) => void
  children?: ReactNode
}

/** Goes from version to version, by a slider, by buttons and by the keys [ and ], and says what changed, when and on which occasion. */
export function Versions({ space, versions, now, onGo, children }: Props) {
  const [open, setOpen] = useState(false)
  const at = versions.findIndex((one) => one.id === now)
  const here = versions[at]
  const before = versions[at - 1]
  const after = versions[at + 1]
  const go = (to: DocumentVersion | undefined) => {
    if (to) onGo(to.id)
  }
  useShortcuts([
    { key: '[', what: 'The version before', onAct: () => go(before) },
    { key: ']', what: 'The version after', onAct: () => go(after) },
  ])
  if (here === undefined) return null
  return (
    <section className={styles.versions} aria-label="Versions">
      <div className={styles.versionLine}>
        <p role="status">
          <strong>
            {versions.length === 1 ? 'The only version' : `Version ${at + 1} of ${versions.length}`}
            {after === undefined && versions.length > 1 && ', the newest'}
          </strong>
          , {sayVersion(here)}
        </p>
        {versions.length > 1 && (
          <div data-paper="no">
            <Buttons>
              <Button small aria-disabled={before === undefined || undefined} onClick={() => go(before)}>
                Earlier
              </Button>
              <Button small aria-disabled={after === undefined || undefined} onClick={() => go(after)}>
                Later
              </Button>
              {before !== undefined && here.kind !== 'picture' && (
                <Button kind="quiet" small aria-expanded={open} onClick={() => setOpen(!open)}>
                  {open ? 'Hide what changed' : 'What changed'}
                </Button>
              )}
            </Buttons>
          </div>
        )}
      </div>
      {versions.length > 1 && (
        <Slider
          label="Go through the versions"
          at={at}
          last={versions.length - 1}
          says={(one) => `${one + 1} of ${versions.length}, ${sayVersion(versions[one]!)}`}
          onGo={(one) => go(versions[one])}
        />
      )}
      {here.changed !== '' && (
        <p>
          What changed: <span className={styles.serifSmall}>{here.changed}</span>
        </p>
      )}
      {open && before !== undefined ? <Difference space={space} before={before.id} after={here.id} /> : children}
    </section>
  )
}

/** "3 March, at the spring gathering (3 March), brought in by Ruth, 4 March". */
export function sayVersion(one: DocumentVersion): string {
  const day = one.dated === null ? '' : `${dayWords(one.dated)}, `
  const when = one.occasionOn === null ? '' : ` (${dayWords(one.occasionOn)})`
  const occasion = one.occasion === '' ? when.trim() : `on the occasion of: ${one.occasion}${when}`
  return `${day}${occasion === '' ? '' : `${occasion}, `}brought in by ${one.by}, ${dayWords(one.on)}`
}
