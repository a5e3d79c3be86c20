import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { SaidInCopy, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import type { Artefact } from '../contract/artefacts.ts'
import { EditArtefact, LetStand } from './artefact-acts.tsx'
import { SORTS } from './artefact-form.tsx'
import { BringVersion } from './bring-version.tsx'
import { HowKept, MadeBy } from './kept.tsx'
import { LedTo } from './led-to.tsx'
import styles from './library.module.css'
import { LookAgain } from './look-again.tsx'
import { StandingMap } from './map.tsx'
import { reachOf, Shown } from './reader-page.tsx'
import { Versions } from './versions.tsx'

/** One artefact: its versions from the first to the newest, what is known of it, and where it has been used. */
export default function ArtefactPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const space = here.data?.id ?? ''
  const found = useQuery(api.library.artefact.queryOptions({ input: { space, id: params.id! }, enabled: space !== '' }))
  const fault = here.data ? found.error : here.error
  if (fault && !found.data)
    return (
      <NotThere
        fault={fault}
        to={here.data ? `/s/${address}/evidence/artefacts` : '/today'}
        verb={here.data ? 'Go to what is kept here' : 'Go to today'}
        again={() => void (here.data ? found.refetch() : here.refetch())}
      />
    )
  if (!here.data || !found.data) return <Loading what="Opening it" lines={6} />
  const reach = reachOf(here.data, found.data.chapter)
  return (
    <Page
      title={found.data.title}
      words
      reach={reach}
      above={<LinkTo to={`/s/${address}/evidence/artefacts`}>Maps, stories, designs in {here.data.name}</LinkTo>}
      margin={<About artefact={found.data} address={address} />}
    >
      <Whole
        artefact={found.data}
        into={{ space, chapter: found.data.chapter, address, reach }}
        standing={here.data.reach.standing}
        open={here.data.closed === null}
        again={() => void found.refetch()}
      />
    </Page>
  )
}

type WholeProps = {
  artefact: Artefact
  into: { space: string; chapter: string; address: string; reach: ReachProps }
  standing: string
  open: boolean
  again: () => void
}

function Whole({ artefact, into, standing, open, again }: WholeProps) {
  const router = useRouter()
  const [doing, setDoing] = useState<'version' | 'edit' | 'stand' | null>(null)
  const [at, setAt] = useState<string | null>(null)
  const newest = artefact.versions.at(-1)
  const now = artefact.versions.find((one) => one.id === at) ?? newest
  const close = () => setDoing(null)
  const kept = artefact.kept.find((one) => one.document === now?.id)
  const hands = artefact.hands.find((one) => one.document === now?.id)
  const bring = open && (
    <Button kind="primary" icon="plus" aria-haspopup="dialog" onClick={() => setDoing('version')}>
      Bring in {newest === undefined ? 'its first' : 'a newer'} version
    </Button>
  )
  return (
    <div className={styles.page}>
      {artefact.purpose !== '' && <p className={styles.serif}>{artefact.purpose}</p>}
      {now === undefined ? (
        <Empty title="No version of it yet" step={bring || undefined}>
          Bring in the file, the picture or the text as it is today. Later versions stand beside it, and what was cut
          from an older one keeps pointing there.
        </Empty>
      ) : (
        <Versions space={into.space} versions={artefact.versions} now={now.id} onGo={setAt}>
          {kept?.shape ? (
            <>
              <StandingMap shapes={shapesUntil(artefact, kept.document)} />
              <details className={styles.more}>
                <summary>All that was kept, in words</summary>
                <Version key={now.id} space={into.space} id={now.id} address={into.address} />
              </details>
            </>
          ) : (
            <Version key={now.id} space={into.space} id={now.id} address={into.address} />
          )}
        </Versions>
      )}
      {kept && <HowKept kept={kept} address={into.address} />}
      {hands && <MadeBy key={hands.document} of={hands} open={open} />}
      {now !== undefined && <LookAgain artefact={artefact} space={into.space} open={open} again={again} />}
      {open && (
        <div data-paper="no">
          <Buttons>
            {now !== undefined && bring}
            <Button aria-haspopup="dialog" onClick={() => setDoing('edit')}>
              Change what is said of it
            </Button>
            {artefact.can.stand && (
              <Button aria-haspopup="dialog" onClick={() => setDoing('stand')}>
                Let it stand for everybody
              </Button>
            )}
          </Buttons>
        </div>
      )}
      {(artefact.evidence.length > 0 || artefact.resting.length > 0) && (
        <Section title="Where it has been used">
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.lines}>
            {artefact.evidence.map((one) => (
              <li key={one.id} className={styles.line}>
                <Quote by={<LinkTo to={`/s/${into.address}/evidence#${one.id}`}>Kept as evidence</LinkTo>}>
                  {one.words}
                </Quote>
                <LedTo evidence={one.id} address={into.address} resting={artefact.resting} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {doing === 'version' && (
        <BringVersion
          of={{ artefact: artefact.id }}
          into={into}
          title={artefact.title}
          pictures
          onClose={close}
          onDone={() => {
            close()
            setAt(null)
            again()
          }}
        />
      )}
      {doing === 'edit' && <EditArtefact artefact={artefact} into={into} onClose={close} onDone={again} />}
      {doing === 'stand' && (
        <LetStand
          artefact={artefact}
          into={into}
          standing={standing}
          onClose={close}
          onDone={(id) => router.history.push(`/s/${into.address}/evidence/artefacts/${id}`)}
        />
      )}
    </div>
  )
}

/** The maps of the versions up to this one, the oldest first: what moved is drawn from them. */
function shapesUntil({ versions, kept }: Artefact, document: string) {
  const until = versions.findIndex((one) => one.id === document)
  return versions.slice(0, until + 1).flatMap((version) => {
    const shape = kept.find((one) => one.document === version.id)?.shape
    return shape ? [shape] : []
  })
}

/** As much of a version as shows what it is; all of it, and the words to cut, are in the reader. */
const BEGINNING = 2500
function Version({ space, id, address }: { space: string; id: string; address: string }) {
  const whole = useQuery(api.library.document.queryOptions({ input: { space, id } }))
  if (whole.isError)
    return (
      <Notice
        kind="error"
        title="This version could not be fetched"
        actions={<Button onClick={() => void whole.refetch()}>Try again</Button>}
      >
        It is still there.
      </Notice>
    )
  if (whole.isPending) return <Loading what="Fetching this version" lines={5} />
  const { text, kind, file } = whole.data
  return (
    <div className={styles.itemText}>
      {kind === 'picture' && file && <Shown file={file.id} says={text} />}
      <p className={styles.words}>
        {text.slice(0, BEGINNING).toWellFormed()}
        {text.length > BEGINNING && ' …'}
      </p>
      <p className={styles.small} data-paper="no">
        <LinkTo to={`/s/${address}/evidence/d/${id}`}>Open it to read all of it and to keep words as evidence</LinkTo>
      </p>
    </div>
  )
}

function About({ artefact, address }: { artefact: Artefact; address: string }) {
  const { label, asks } = SORTS[artefact.sort]
  const when = artefact.occasionOn === null ? '' : `, ${dayWords(artefact.occasionOn)}`
  return (
    <Margin name="What is known of it">
      <Note title="What it is">
        <p>
          {label}, {artefact.stands ? 'standing for everybody here' : 'a draft'}. Begun by {artefact.by},{' '}
          {dayWords(artefact.on)}.
        </p>
        {artefact.standsAs !== null && (
          <p>
            <LinkTo to={`/s/${address}/evidence/artefacts/${artefact.standsAs}`}>What stands for everybody</LinkTo>
          </p>
        )}
      </Note>
      <Note title="Who looks after it">
        <p>{artefact.owner}</p>
        <SaidInCopy address={address} things={[{ id: artefact.id, words: null }]} />
      </Note>
      {(artefact.occasion !== '' || when !== '') && (
        <Note title="Where it came about">
          <p>{`${artefact.occasion}${when}`.replace(/^, /, '')}</p>
        </Note>
      )}
      {asks.map(([key, title]) =>
        artefact.fields[key] ? (
          <Note key={key} title={title}>
            <p className={styles.serifSmall}>{artefact.fields[key]}</p>
          </Note>
        ) : null,
      )}
      {artefact.mayGo !== '' && (
        <Note title="Where it may go">
          <p>{artefact.mayGo}</p>
        </Note>
      )}
    </Margin>
  )
}
