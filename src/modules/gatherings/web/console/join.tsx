import { useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Qr } from '#web/ui/qr.tsx'
import type { Now } from '../room/data.ts'
import styles from './console.module.css'

/** Where a code is typed, and the address that has it in it. */
export const joinAt = () => `${location.host}/in`
export const joinLink = (code: string) => `${location.origin}/in/${encodeURIComponent(code)}`

/** An address that only this computer can open is of no use to a phone. */
const isHereOnly = () => ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)

/** The code people come in by, small; and large, with its picture, when it is asked for. */
export function JoinWith({ now }: { now: Now }) {
  const [large, setLarge] = useState(false)
  const { code, id } = now.room
  if (code === null) return null
  return (
    <div className={styles.join}>
      <p>
        Join with <strong className={styles.code}>{code}</strong>
      </p>
      <div className={styles.acts}>
        <Button small onClick={() => setLarge(true)}>
          Show the code large
        </Button>
        <Button small kind="quiet" onClick={() => window.open(`/rooms/${id}/screen`, '_blank', 'noopener')}>
          Room screen
        </Button>
      </div>
      <Dialog open={large} onClose={() => setLarge(false)} title="Come in on your phone">
        <div className={styles.large}>
          <Qr link={joinLink(code)} className={styles.qr} />
          <p className={styles.code}>{code}</p>
          <p className={styles.meta}>
            Scan it, or type it at <strong>{joinAt()}</strong>. It opens this room and nothing else. Each comes in once:
            a device counts as a person, also where a line without a name hides among those who are here.
          </p>
          {isHereOnly() && (
            <Notice kind="info" title="Phones cannot reach this address">
              Trefoil runs on this computer alone so far. For people’s phones it needs an address of its own, with
              https: see “Run it for real” in its README.
            </Notice>
          )}
          <p className={styles.meta}>
            <LinkTo to={`/rooms/${id}/paper#code`}>A page with it to print</LinkTo>
          </p>
        </div>
      </Dialog>
    </div>
  )
}
