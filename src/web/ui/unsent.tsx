import { useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { allBegun, forgetKept, kept, onSeen, wasSeen } from './keep.ts'
import { Notice } from './notice.tsx'
import styles from './unsent.module.css'

/** What was kept when the page was loaded: a form that was open before is closed now, and its words are not to be looked for. */
const before = allBegun()

/** What was typed on this page before it was loaded anew and was not sent, until the field it belongs to is open again. */
export function Unsent({ here }: { here: string }) {
  const [, setThrown] = useState(0)
  const left = () => before.filter((one) => one.page === here && !wasSeen(one.name) && kept(one.name) !== null)
  useSyncExternalStore(onSeen, () => left().length)
  const unsent = left()
  if (unsent.length === 0) return null
  return (
    <div className={styles.unsent}>
      <Notice
        kind="info"
        title="You began this here, and it was not sent"
        actions={
          <Button
            onClick={() => {
              for (const { name } of unsent) forgetKept(name)
              setThrown((times) => times + 1)
            }}
          >
            Throw it away
          </Button>
        }
      >
        <dl className={styles.words}>
          {unsent.map(({ name, label }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{kept(name)}</dd>
            </div>
          ))}
        </dl>
        <p>It is kept in this tab. Open the form again, and it is in there.</p>
      </Notice>
    </div>
  )
}
