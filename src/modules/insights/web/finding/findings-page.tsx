import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { FINDING, FINDING_HANDS } from '../chain/data.ts'
import { StepForm, type Typed } from '../chain/step-form.tsx'
import { Stop } from '../chain/stop.tsx'
import type { ListedFinding } from '../data.ts'
import type { Doings, Where } from '../foot.tsx'
import styles from '../insights.module.css'
import { Imply } from '../onward.tsx'
import { Sections } from '../sections.tsx'
import { type FindingDo, FindingItem } from './finding-item.tsx'
import { Intake } from './intake.tsx'
import { CommentOn, EndRound, OpenRound, TieToInsight } from './rounds.tsx'

/** What evaluations found, kept apart from what we learned: those that wait to be made sense of, by their day. */
export default function FindingsPage({ params }: PageProps) {
  const address = params.address!
  const report = new URLSearchParams(useLocation({ select: (at) => at.searchStr })).get('document')
  const here = useHere(address)
  const [writing, setWriting] = useState(false)
  const open = here.data?.closed === null
  return (
    <SpacePage
      address={address}
      tab="insights"
      title="Findings"
      wide={report !== null}
      actions={
        open &&
        report === null && (
          <Button kind="primary" onClick={() => setWriting(true)}>
            Write a finding
          </Button>
        )
      }
    >
      <Sections address={address} now="findings" />
      {here.data && report !== null && <Intake here={here.data} report={report} />}
      {here.data && open && report === null && <FromReport space={here.data.id} address={address} />}
      <List address={address} which="waiting" report={report} {...(open && here.data && { here: here.data })} />
      <List address={address} which="ended" report={report} {...(open && here.data && { here: here.data })} />
      {writing && here.data && (
        <Dialog open onClose={() => setWriting(false)} title="A finding" shape="sheet">
          <WriteFinding here={here.data} onDone={() => setWriting(false)} />
        </Dialog>
      )}
    </SpacePage>
  )
}

type Here = Where & { chapter: string }

/** Who sees it: those who read the chapter it goes into. */
const reachOf = (here: Where) => ({
  person: here.reach.person,
  sentence: `Those in ${here.name} who read what is said now`,
})

function WriteFinding({ here, onDone }: { here: Here; onDone: () => void }) {
  const write = useMutation(api.insights.writeFinding.mutationOptions())
  return (
    <StepForm
      {...{ here, onDone, reach: reachOf(here) }}
      fields={[
        ...FINDING,
        {
          is: 'day',
          name: 'comments_by',
          label: 'Members may comment until',
          hint: 'Leave it empty where nobody is asked. Nobody has a veto.',
        },
        { is: 'more', name: 'hands', label: 'How, from how many, and who had a hand in it', fields: FINDING_HANDS },
      ]}
      name="A finding"
      verb="Keep the finding"
      keep={`finding ${here.id}`}
      make={(typed, { attempt }) =>
        write.mutateAsync({
          ...(typed as { words: string; kind: 'formative'; sense_by: string }),
          ...{ attempt, space: here.id, chapter: here.chapter },
        })
      }
    />
  )
}

function EditFinding({ finding, here, onDone }: { finding: ListedFinding; here: Here; onDone: () => void }) {
  const edit = useMutation(api.insights.editFinding.mutationOptions())
  return (
    <StepForm
      {...{ here, onDone, reach: reachOf(here), version: finding.version }}
      fields={[
        ...FINDING,
        { is: 'more', name: 'hands', label: 'How, from how many, and who had a hand in it', fields: FINDING_HANDS },
      ]}
      values={finding as unknown as Typed}
      name="Say it anew"
      verb="Say it so"
      keep={`edit ${finding.id}`}
      make={(typed, at) =>
        edit.mutateAsync({
          ...(typed as { words: string; kind: 'formative'; sense_by: string }),
          ...at,
          finding: finding.id,
        })
      }
    />
  )
}

/** Which report is taken in, finding by finding. */
function FromReport({ space, address }: { space: string; address: string }) {
  const reports = useQuery(api.library.documents.queryOptions({ input: { space } }))
  const items = reports.data?.items ?? []
  if (items.length === 0) return null
  return (
    <div data-paper="no">
      <Select
        label="Take in a report, finding by finding"
        empty="Choose a report from the evidence"
        value=""
        onChange={(id) => {
          if (id !== '') location.assign(`/s/${address}/insights/findings?document=${id}`)
        }}
        choices={items.map((one) => ({ value: one.id, label: one.title }))}
      />
    </div>
  )
}

type ListProps = { address: string; which: 'waiting' | 'ended'; report: string | null; here?: Here }

function List({ address, which, report, here }: ListProps) {
  const [doing, setDoing] = useState<FindingDo | null>(null)
  const list = useInfiniteQuery(
    api.insights.findings.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ address, which, cursor },
        ...(report !== null && { document: report }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isPending) return which === 'waiting' ? <Loading what="Fetching the findings" lines={4} /> : null
  if (list.isError)
    return which === 'waiting' ? (
      <Notice
        kind="error"
        title="The findings could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        Nothing is lost: what is written here is still there.
      </Notice>
    ) : null
  if (items.length === 0)
    return which === 'waiting' ? (
      <Empty title={list.data.pages[0]!.ended === 0 ? 'No finding yet' : 'No finding waits'}>
        A finding is what an evaluation found: a diagnosis, with how sure it is and who had a hand in it. Each ends in
        what it means, or in a reason why nothing is done.
      </Empty>
    ) : null
  return (
    <Section title={which === 'waiting' ? 'To be made sense of' : 'Made sense of'}>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {items.map((item) => (
          <FindingItem key={item.id} item={item} address={address} {...(here && { onDo: setDoing })} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more findings
        </Button>
      )}
      {here && doing !== null && <Doing doing={doing} here={here} onDone={() => setDoing(null)} />}
    </Section>
  )
}

const TITLES: Record<FindingDo['do'], string> = {
  imply: 'What does it mean?',
  stop: 'No action, because…',
  tie: 'Which insight came of it?',
  edit: 'Say it anew',
  ask: 'Ask members to comment',
  comment: 'Your comment',
  close: 'What changed after the comments?',
}

function Doing({ doing, here, onDone }: { doing: FindingDo; here: Here; onDone: () => void }) {
  const { finding } = doing
  const what: Doings =
    doing.do === 'imply'
      ? { do: 'imply', from: 'finding', of: finding.id }
      : { do: 'stop', kind: 'finding', of: finding.id }
  return (
    <Dialog open onClose={onDone} title={TITLES[doing.do]} shape="sheet">
      {doing.do === 'imply' && <Imply {...{ what, here, onDone }} />}
      {doing.do === 'stop' && <Stop {...{ what, here, onDone }} />}
      {doing.do === 'tie' && <TieToInsight {...{ finding, here, onDone }} />}
      {doing.do === 'edit' && <EditFinding {...{ finding, here, onDone }} />}
      {doing.do === 'ask' && <OpenRound {...{ finding, onDone }} />}
      {doing.do === 'comment' && <CommentOn {...{ finding, here, onDone }} />}
      {doing.do === 'close' && <EndRound {...{ finding, here, onDone }} />}
    </Dialog>
  )
}
