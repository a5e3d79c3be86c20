import { useQuery } from '@tanstack/react-query'
import { useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Qr } from '#web/ui/qr.tsx'
import styles from './wall.module.css'

/** A sheet for the wall of a space: whoever scans it writes into their own journal. Any member may print it. */
export default function WallPage({ params }: PageProps) {
  const address = params.address ?? ''
  const here = useHere(address)
  const mail = useQuery(api.journal.mail.queryOptions({ input: {} }))
  if (here.isPending) return <Loading what="Making the sheet" lines={4} />
  if (here.isError)
    return <NotThere fault={here.error} to="/today" verb="Go to today" again={() => void here.refetch()} />
  const { name, unlisted } = here.data
  // What is unlisted is not told to whoever passes by: the sheet leads to a journal, and to nothing else.
  const link = `${location.origin}/write${unlisted ? '' : `?for=${encodeURIComponent(address)}`}`
  return (
    <Page
      title="A sheet for the wall"
      above={<LinkTo to={`/s/${address}`}>{name}</LinkTo>}
      actions={
        <Button kind="primary" onClick={() => window.print()}>
          Print it
        </Button>
      }
    >
      {unlisted && (
        <Notice kind="info" title="This space is unlisted">
          So its name is not on the sheet, and not in the link.
        </Notice>
      )}
      <article className={styles.wall}>
        {!unlisted && <p className={styles.name}>{name}</p>}
        <h2>What did you notice?</h2>
        <p className={styles.lead}>
          Write it down in two minutes. Also what did not work, and what you would tell others.
        </p>
        <Qr link={link} className={styles.code} />
        <p className={styles.link}>{link}</p>
        <ul>
          <li>
            <strong>Only you can read it.</strong> It goes into your own journal, not to us. Later you may bring a line
            of it{unlisted ? ' to others' : ` to ${name}`}, one at a time, or never.
          </li>
          <li>
            A phone on which you signed in once may go on writing for 90 days, if you let it, and without a connection
            too.
          </li>
          <li>
            Without an account it stays on your phone, and opens there with a slip of letters that only you have. Rather
            on paper? A member can type it for you, and then it is read where they put it.
          </li>
          {mail.data?.takes && <li>By e-mail: to the address in your journal. Your mail provider keeps a copy.</li>}
        </ul>
      </article>
    </Page>
  )
}
