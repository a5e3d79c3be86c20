import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { BringTo } from '#modules/crossings/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { usePrefers } from './data.ts'
import { EditEntry } from './edit-entry.tsx'
import styles from './journal.module.css'
import { KINDS, when, wholeOf } from './kinds.tsx'
import { useWriter } from './outbox/data.ts'
import { Photos } from './photo/photos.tsx'
import { Marking } from './pictures/marking.tsx'
import { RemoveEntry } from './remove-entry.tsx'
import { Told } from './told.tsx'

/** One entry: its words, what it said before, and what may be done with it. */
export default function EntryPage({ params }: PageProps) {
  const id = params.id ?? ''
  const found = useQuery(api.journal.read.queryOptions({ input: { id } }))
  // Whoever came by the sheet on a space's wall finds that space offered first.
  const [towards] = useState(() => new URLSearchParams(location.search).get('bring'))
  const [doing, setDoing] = useState<'edit' | 'bring' | 'mark' | 'remove' | null>(towards ? 'bring' : null)
  const prefers = usePrefers(useWriter())
  if (found.isPending) return <Loading what="Fetching the entry" lines={4} />
  if (found.isError) {
    const gone =
      'code' in found.error &&
      (found.error.code === 'not_found' || found.error.code === 'BAD_REQUEST' || found.error.code === 'invalid')
    return (
      <Notice
        kind="error"
        title={gone ? 'There is no such entry in your journal' : 'The entry could not be fetched'}
        actions={
          gone ? (
            <ButtonLink to="/journal">My journal</ButtonLink>
          ) : (
            <Button onClick={() => void found.refetch()}>Try again</Button>
          )
        }
      >
        {gone ? 'It may have been deleted.' : 'Nothing is lost: it is where you left it.'}
      </Notice>
    )
  }
  const entry = found.data
  // A version that only says how it was has the same words as the one after it.
  const before = entry.history.filter(
    (one, at, all) =>
      one.version !== entry.version && (one.words !== all[at - 1]?.words || one.tell !== all[at - 1]?.tell),
  )
  return (
    <Page
      title={when(entry.madeAt)}
      reach={{ person: 'first', sentence: 'Only you' }}
      above={<LinkTo to="/journal">My journal</LinkTo>}
      margin={
        <Margin name="About this entry">
          <Note title="Written as">
            {KINDS[entry.kind].label}
            {entry.cameBy === 'mail' && '. It came by mail.'}
          </Note>
          {(entry.energy !== null || entry.hope !== null) && (
            <Note title="How it was">
              {[
                entry.energy === null ? '' : `Energy ${entry.energy} of 5`,
                entry.hope === null ? '' : `hope ${entry.hope} of 5`,
              ]
                .filter(Boolean)
                .join(', ')}
              . <LinkTo to="/journal/pictures">My journal as pictures</LinkTo>
            </Note>
          )}
          <Note title="Where it may go">
            Nowhere, unless you bring a line of it somewhere.
            {entry.photos.length > 0 && ' A photo stays here: only words can be brought.'}
          </Note>
        </Margin>
      }
    >
      {doing === 'edit' ? (
        <EditEntry entry={entry} onDone={() => setDoing(null)} />
      ) : (
        <>
          {prefers === 'pictures' && <Photos photos={entry.photos} />}
          {entry.words !== '' && <p className={styles.words}>{entry.words}</p>}
          <Told tell={entry.tell} />
          {prefers !== 'pictures' && <Photos photos={entry.photos} />}
          <div className={styles.acts}>
            {entry.words !== '' && (
              <Button kind="primary" icon="arrow" onClick={() => setDoing('bring')}>
                Bring a line to…
              </Button>
            )}
            <Button icon="pen" onClick={() => setDoing('edit')}>
              Change it
            </Button>
            <Button onClick={() => setDoing('mark')}>How was it?</Button>
            <Button kind="quiet" onClick={() => setDoing('remove')}>
              Delete it
            </Button>
          </div>
        </>
      )}
      {doing === 'mark' && <Marking entry={entry} onDone={() => setDoing(null)} />}
      {before.length > 0 && (
        <Section title="What it said before">
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.before}>
            {before.map((one) => (
              <li key={one.version}>
                <p className={styles.words}>{one.words}</p>
                <Told tell={one.tell} />
                <p className={styles.meta}>{when(one.writtenAt)}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {doing === 'bring' && entry.words !== '' && (
        <BringTo
          source={{ kind: 'entry', id: entry.id, version: entry.version }}
          words={wholeOf(entry)}
          {...(towards ? { towards } : {})}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === 'remove' && <RemoveEntry id={entry.id} onClose={() => setDoing(null)} />}
    </Page>
  )
}
