import { useState } from 'react'
import { JournalDoor } from '#modules/people/web/index.tsx'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { forgetKept } from '#web/ui/keep.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useOnline } from '#web/ui/online.ts'
import { Page, Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Entry, EntryKind } from '../../contract.ts'
import { KINDS } from '../kinds.tsx'
import { tagsIn, useWholeJournal, weekOf, weeksBetween, withTheme } from './data.ts'
import { Lanes } from './lanes.tsx'
import { MarkLines } from './marks.tsx'

const THEMES = 'journal-themes'
const MOST_THEMES = 20

/** What I wrote, as pictures: when, about what, and how I felt. Made on this device, for me, and kept nowhere. */
export default function PicturesPage() {
  const online = useOnline()
  return (
    <Page
      title="My journal as pictures"
      reach={{ person: 'first', sentence: 'Only you' }}
      above={<LinkTo to="/journal">My journal</LinkTo>}
      actions={
        <Button kind="quiet" onClick={() => window.print()}>
          Print
        </Button>
      }
      margin={
        <Margin name="About these pictures">
          <Note title="Who sees them">
            You, while this page is open. They are made from your entries on this device; nothing of them is kept, here
            or there.
          </Note>
          <Note title="Energy and hope">You mark them on an entry, if you like. Take a mark off there, too.</Note>
        </Margin>
      }
    >
      <JournalDoor>
        {online ? (
          <Pictures />
        ) : (
          <Notice kind="offline" title="You are offline">
            Earlier entries are not kept on this device, so there is nothing to draw. They will be here when you are
            connected again.
          </Notice>
        )}
      </JournalDoor>
    </Page>
  )
}

function Pictures() {
  const journal = useWholeJournal()
  if (journal.isPending) return <Loading what="Opening your entries, one after the other" lines={4} />
  if (journal.isError)
    return (
      <Notice
        kind="error"
        title="Your entries could not be fetched"
        actions={<Button onClick={() => void journal.refetch()}>Try again</Button>}
      >
        Nothing is lost: they are where you left them.
      </Notice>
    )
  const entries = journal.data
  if (entries.length === 0)
    return (
      <Empty title="Nothing to draw yet">
        When you have written for a while you see here when you wrote, about what, and how you felt. Only you.
      </Empty>
    )
  const weeks = weeksBetween(weekOf(entries[0]!.madeAt), weekOf(entries.at(-1)!.madeAt))
  const marked = entries.some(({ energy, hope }) => energy !== null || hope !== null)
  return (
    <>
      <Section title="When I wrote">
        <Lanes
          name="Entries by week and kind"
          weeks={weeks}
          lanes={(Object.keys(KINDS) as EntryKind[]).map((kind) => ({
            label: LABELS[kind],
            at: byWeek(entries.filter((one) => one.kind === kind)),
          }))}
        />
      </Section>
      <Themes entries={entries} weeks={weeks} />
      <Section title="Energy and hope">
        {marked ? (
          <MarkLines entries={entries} weeks={weeks} />
        ) : (
          <Empty title="No marks yet">
            Open an entry and say how much energy and how much hope you had, from 1 to 5. It is kept with the entry, and
            read by nobody else.
          </Empty>
        )}
      </Section>
    </>
  )
}

const LABELS: Record<EntryKind, string> = { noticed: 'Noticed', did_not_work: 'Did not work', free: 'Free writing' }

function Themes({ entries, weeks }: { entries: Entry[]; weeks: string[] }) {
  const [list, setList] = useState('')
  const tags = tagsIn(entries)
  const own = list
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter((one) => one.length > 1)
  const themes = [...new Set([...tags, ...own])].slice(0, MOST_THEMES)
  return (
    <Section
      title="What I wrote about"
      note={
        tags.length > 0
          ? 'Your own tags, and the words you look for.'
          : 'Write #something in an entry to give it a tag, or say here which words to look for.'
      }
    >
      <div data-paper="no">
        <TextArea
          label="Words to look for, one on each line"
          optional
          plain
          rows={3}
          maxLength={600}
          value={list}
          onChange={setList}
          keepAs={THEMES}
          foot="Kept in this window only, until you sign out."
        />
        {list !== '' && (
          <Button
            kind="quiet"
            small
            onClick={() => {
              setList('')
              forgetKept(THEMES)
            }}
          >
            Delete the list
          </Button>
        )}
      </div>
      {themes.length > 0 && (
        <Lanes
          name="Entries by week and theme"
          weeks={weeks}
          lanes={themes.map((theme) => ({ label: theme, at: byWeek(withTheme(entries, theme)) }))}
        />
      )}
    </Section>
  )
}

function byWeek(entries: Entry[]): Map<string, number> {
  const weeks = new Map<string, number>()
  for (const { madeAt } of entries) weeks.set(weekOf(madeAt), (weeks.get(weekOf(madeAt)) ?? 0) + 1)
  return weeks
}
