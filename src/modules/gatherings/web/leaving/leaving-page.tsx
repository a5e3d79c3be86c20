import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import type { Harvest } from '../../contract/harvest.ts'
import { MadeHere } from '../made/made.tsx'
import { Asked } from './asked.tsx'
import styles from './leaving.module.css'
import { OneLine } from './one-line.tsx'
import { Themes } from './themes.tsx'

/** What of mine may leave a room: each line by itself, and silence stays. */
export default function LeavingPage({ params }: PageProps) {
  const room = params.room!
  const harvest = useQuery(api.gatherings.harvest.queryOptions({ input: { room } }))
  return (
    <Page
      title="What may leave this room?"
      reach={{ person: 'first', sentence: 'Only you see what you choose' }}
      above={harvest.data?.title}
      margin={
        <Margin name="About this page">
          <Note title="What goes where">
            With your name it goes as soon as you say so. Without it, it goes with the next day, together with what the
            others let go, so that no hour says whose it is.
          </Note>
          <Note title="Changing your mind">
            Choose again whenever you like in these days. What went is taken back at any time, on “Where my words are”.
          </Note>
          <Note title="Lines without a name">
            Where they may go was chosen while they were written. They are nobody’s now, so they do not stand here.
          </Note>
        </Margin>
      }
    >
      {harvest.isPending ? (
        <Loading what="Fetching your lines" lines={4} />
      ) : harvest.isError ? (
        <Notice
          kind="error"
          title="Your lines could not be fetched"
          actions={<Button onClick={() => void harvest.refetch()}>Try again</Button>}
        >
          Nothing has gone anywhere. What you do not choose stays.
        </Notice>
      ) : (
        <>
          <MadeHere room={room} />
          <Choices room={room} harvest={harvest.data} />
        </>
      )}
    </Page>
  )
}

function Choices({ room, harvest }: { room: string; harvest: Harvest }) {
  if (harvest.state === 'not_yet')
    return (
      <Empty title="It is not asked yet">
        What may leave is asked when the gathering closes, and for seven days after. Until then nothing goes anywhere.
      </Empty>
    )
  const left = harvest.items.filter((item) => item.chose === null).length
  return (
    <>
      {harvest.role && <p className={styles.meta}>What the learning partner does here: {harvest.role}</p>}
      {harvest.state === 'over' ? (
        <Notice kind="info" title="The seven days are over">
          What you let go went; the rest stayed, and is not kept.
        </Notice>
      ) : (
        <p className={styles.lead}>
          You are asked until {dayWords(harvest.until!)}.{' '}
          {harvest.items.length > 0 &&
            (left === 0
              ? 'You have said something of every line. '
              : `${left} of ${harvest.items.length} to look at. `)}
          What you say nothing about stays.
        </p>
      )}
      <Asked asked={harvest.asked} audience={harvest.audience} />
      <Section title="What you put in">
        {harvest.items.length === 0 ? (
          <Empty title="Nothing of yours is asked about" step={<ButtonLink to="/words">Where my words are</ButtonLink>}>
            You put in nothing with your name or your role, or it is not kept any more.
          </Empty>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
          <ul role="list" className={styles.list}>
            {harvest.items.map((item) => (
              <OneLine key={item.id} item={item} audience={harvest.audience} open={harvest.state === 'open'} />
            ))}
          </ul>
        )}
      </Section>
      {harvest.themes.length > 0 && <Themes room={room} lines={harvest.themes} audience={harvest.audience} />}
    </>
  )
}
