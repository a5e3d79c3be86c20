import { useCallback, useEffect, useState } from 'react'
import { JournalDoor } from '#modules/people/web/index.tsx'
import { ButtonLink } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import Capture from './capture-sheet.tsx'
import styles from './journal.module.css'
import { countKept, type Kept, type Writer } from './kept/data.ts'
import { useWriter } from './outbox/data.ts'
import { OpenSlip, WriteWithSlip } from './with-slip.tsx'

/** The space whose sheet on a wall led here. Nothing is asked of the place about it: whoever may not see it learns nothing. */
function askedFor(): string | undefined {
  return /^[\w-]{1,100}$/.exec(new URLSearchParams(location.search).get('for') ?? '')?.[0]
}

/** Reading an entry, to bring a line of it, is not for a pen: that way leads by signing in. */
function toBring(entry: string, towards: string, writer: Writer | null | undefined): string {
  const page = `/journal/${entry}?bring=${towards}`
  return writer?.kind === 'full' ? page : `/sign-in?to=${encodeURIComponent(page)}`
}

/** The pen: a sheet, and what was typed since it was opened. Nothing older is shown, to whoever holds the phone. */
export default function WritePage() {
  const writer = useWriter()
  const [put, setPut] = useState<{ kept: Kept; entry: string }[]>([])
  const [waiting, setWaiting] = useState(0)
  const [towards] = useState(askedFor)
  useEffect(() => {
    if (writer === null) void countKept().then(setWaiting, () => undefined)
  }, [writer])
  const arrived = useCallback((kept: Kept, entry: string) => setPut((all) => [{ kept, entry }, ...all]), [])
  return (
    <main id="main" className={styles.pen}>
      <title>Write · Trefoil</title>
      <h1>Write</h1>
      {writer === undefined && <Loading what="Opening the sheet" lines={2} />}
      {writer === null && (
        <Notice
          kind="info"
          title="Nobody is signed in on this device"
          actions={<ButtonLink to="/sign-in?to=/write">Sign in</ButtonLink>}
        >
          {waiting > 0 && waiting === 1
            ? 'One note waits on this device, and will be there when its writer signs in. '
            : `${waiting} notes wait on this device, and will be there when their writers sign in. `}
          Sign in once, and this phone can keep a pen: it writes into your journal and can read nothing of it.
        </Notice>
      )}
      {writer && (
        <JournalDoor>
          <Capture prompts autoFocus onArrival={arrived} {...(towards ? { towards } : {})} />
        </JournalDoor>
      )}
      {writer === null && <WriteWithSlip />}
      {writer !== undefined && <OpenSlip writer={writer?.id ?? null} />}
      {put.length > 0 && (
        <section>
          <h2>Written since you opened this page</h2>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.entries}>
            {put.map(({ kept, entry }) => (
              <li key={kept.id} className={styles.entry}>
                <p className={styles.words}>{kept.words || kept.photo?.said || 'A photo'}</p>
                <p className={styles.meta}>
                  In your journal, for you alone
                  {towards && kept.words !== '' && (
                    <>
                      {' · '}
                      <LinkTo to={toBring(entry, towards, writer)}>Bring a line of it to others</LinkTo>
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {writer && (
        <p className={styles.meta}>
          {writer.kind === 'pen' ? (
            <>
              This phone can write into your journal and read nothing of it.{' '}
              <LinkTo to="/sign-in?to=/journal">Sign in to read it</LinkTo>
            </>
          ) : (
            <LinkTo to="/journal">Open my journal</LinkTo>
          )}
        </p>
      )}
    </main>
  )
}
