import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { SaidInCopy, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page } from '#web/ui/page.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import type { Document } from '../contract.ts'
import { BringVersion } from './bring-version.tsx'
import { DocumentDetails } from './document-details.tsx'
import { KIND } from './document-lines.tsx'
import { goneWords } from './gone-lines.tsx'
import styles from './library.module.css'
import { Reader } from './reader/reader.tsx'
import { HowToChoose } from './reader/text-to-choose.tsx'
import { TakeOutDocument } from './take-out.tsx'
import { Versions } from './versions.tsx'

/** A document to read, and to cut evidence from. */
export default function ReaderPage({ params }: PageProps) {
  const address = params.address!
  const router = useRouter()
  const here = useHere(address)
  const space = here.data?.id ?? ''
  const id = params.id!
  // The version that was read stays until the next one is there.
  // Its text never changes and may be long: it is fetched once. What was kept from it is asked for as things change.
  const whole = useQuery(
    api.library.document.queryOptions({
      input: { space, id },
      enabled: space !== '',
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }),
  )
  const cut = useQuery(api.library.excerpts.queryOptions({ input: { space, document: id }, enabled: space !== '' }))
  const fault = here.data ? whole.error : here.error
  // Asked only where nothing opened: whether a document was here that its reader would have read.
  const gone = useQuery(
    api.library.documentsGone.queryOptions({
      input: { space, id },
      enabled: space !== '' && (fault as { code?: string } | null)?.code === 'not_found',
    }),
  )
  if (fault && !whole.data && gone.data?.[0])
    return (
      <Page title="A document was here">
        <p>{goneWords(gone.data[0])} Nothing of it is kept.</p>
        <p>
          <ButtonLink to={`/s/${address}/evidence`}>Go to the evidence</ButtonLink>
        </p>
      </Page>
    )
  if (fault && !whole.data && gone.isFetching) return <Loading what="Opening the document" lines={8} />
  if (fault && !whole.data)
    return (
      <NotThere
        fault={fault}
        to={here.data ? `/s/${address}/evidence` : '/today'}
        verb={here.data ? 'Go to the evidence' : 'Go to today'}
        again={() => void (here.data ? whole.refetch() : here.refetch())}
      />
    )
  if (!here.data || !whole.data) return <Loading what="Opening the document" lines={8} />
  const reach = reachOf(here.data, whole.data.chapter)
  // Going through its versions is reading one thing: the address says which is shown, the page and the place on it stay,
  // and “back” leaves the document.
  const show = (id: string) =>
    void router.navigate({ to: `/s/${address}/evidence/d/${id}`, replace: true, resetScroll: false } as never)
  const excerpts = (whole.isPlaceholderData ? undefined : cut.data) ?? whole.data.excerpts
  return (
    <Page
      title={whole.data.title}
      words
      reach={reach}
      above={<LinkTo to={`/s/${address}/evidence`}>Evidence in {here.data.name}</LinkTo>}
      margin={
        <About
          whole={whole.data}
          excerpts={excerpts}
          into={{ space, chapter: whole.data.chapter, address, reach }}
          onGone={() => router.history.push(`/s/${address}/evidence`)}
          onNewer={
            here.data.closed === null
              ? (id) => {
                  void whole.refetch()
                  router.history.push(`/s/${address}/evidence/d/${id}`)
                }
              : null
          }
        />
      }
    >
      {whole.data.versions.length > 1 && (
        <Versions space={space} versions={whole.data.versions} now={whole.data.id} onGo={show} />
      )}
      {whole.data.kind === 'picture' && whole.data.file && <Shown file={whole.data.file.id} says={whole.data.text} />}
      <Reader
        key={whole.data.id}
        document={whole.data}
        space={space}
        reach={reach}
        excerpts={excerpts}
        onKept={() => void cut.refetch()}
      />
    </Page>
  )
}

/** Who sees it: the readers of the chapter it stands in, who may be fewer than those who are here now. */
export function reachOf(
  here: { chapter: string; standing: string; reach: ReachProps & { standing: string } },
  chapter: string,
): ReachProps {
  if (chapter === here.standing) return { person: here.reach.person, sentence: here.reach.standing }
  if (chapter === here.chapter) return { person: here.reach.person, sentence: here.reach.sentence }
  return {
    person: here.reach.person,
    sentence: 'Those who were here when it was brought in. Not everybody who came later.',
  }
}

type AboutProps = {
  whole: Document
  excerpts: Document['excerpts']
  into: { space: string; chapter: string; address: string; reach: ReachProps }
  /** Null where nothing is added any more. */
  onNewer: ((id: string) => void) | null
  onGone: () => void
}

function About({ whole, excerpts, into, onNewer, onGone }: AboutProps) {
  const [newer, setNewer] = useState(false)
  const [naming, setNaming] = useState(false)
  const [taking, setTaking] = useState(false)
  const kind =
    whole.kind === 'pdf' && whole.pages.length > 0
      ? `PDF, ${whole.pages.length} ${whole.pages.length === 1 ? 'page' : 'pages'}`
      : KIND[whole.kind]
  return (
    <Margin name="About this document">
      <Note title="What it is">
        {kind}
        {whole.dated !== null && <>, {dayWords(whole.dated)}</>}. Brought in by {whole.by}, {dayWords(whole.on)}.
        {whole.source !== '' && <> From: {whole.source}.</>}
        <SaidInCopy address={into.address} things={[{ id: whole.id, words: null }]} />
        {whole.link !== '' && (
          <p className={styles.breaks}>
            <a href={whole.link} rel="noreferrer noopener" target="_blank">
              {whole.link}
            </a>{' '}
            (opens elsewhere, in a tab of its own)
          </p>
        )}
        {whole.artefact && (
          <p>
            A version of{' '}
            <LinkTo to={`/s/${into.address}/evidence/artefacts/${whole.artefact.id}`}>{whole.artefact.title}</LinkTo>.
          </p>
        )}
        {onNewer !== null && (
          <p data-paper="no">
            <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setNaming(true)}>
              Change title and day
            </Button>
            <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setNewer(true)}>
              Bring in a newer version
            </Button>
          </p>
        )}
        {whole.can.takeOut && (
          <p data-paper="no">
            <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setTaking(true)}>
              Take it out of this space
            </Button>
          </p>
        )}
        {taking && (
          <TakeOutDocument
            {...{ space: into.space, document: whole.id, title: whole.title, address: into.address, onGone }}
            onClose={() => setTaking(false)}
          />
        )}
        {naming && <DocumentDetails id={whole.id} space={into.space} onClose={() => setNaming(false)} />}
        {newer && onNewer !== null && (
          <BringVersion
            of={{ document: whole.id }}
            into={into}
            title={whole.title}
            begin={whole.kind === 'pasted' ? whole.text : ''}
            pictures={whole.kind === 'picture'}
            onClose={() => setNewer(false)}
            onDone={(id) => {
              setNewer(false)
              onNewer(id)
            }}
          />
        )}
        {whole.file && (
          <p>
            <a href={`/files/${whole.file.id}`} download={whole.file.name}>
              Take the original file
            </a>{' '}
            ({size(whole.file.size)})
          </p>
        )}
      </Note>
      {whole.notes.length > 0 && (
        <Note title="How it was read">
          {whole.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Note>
      )}
      <Note title="Choosing words">
        <HowToChoose />
      </Note>
      <Note title="Evidence from it">
        {excerpts.length === 0 ? (
          <p>None yet.</p>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
          <ul role="list">
            {excerpts.map((excerpt) => (
              <li key={excerpt.id}>
                <a href={`#at-${excerpt.starts}`} className={styles.serifSmall}>
                  “{first(whole.text.slice(excerpt.starts, excerpt.ends))}”
                </a>
              </li>
            ))}
          </ul>
        )}
      </Note>
      <Note title="Findings from it">
        <LinkTo to={`/s/${into.address}/insights/findings?document=${whole.id}`}>
          Take in its findings, one by one
        </LinkTo>
      </Note>
    </Margin>
  )
}

/** A picture that was brought in; what it shows stands under it in words. */
export function Shown({ file, says }: { file: string; says: string }) {
  return <img src={`/files/${file}`} alt={says} className={styles.picture} />
}

function first(words: string): string {
  const flat = words.replace(/\s+/g, ' ')
  return flat.length <= 60 ? flat : `${flat.slice(0, 58).toWellFormed()} …`
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
