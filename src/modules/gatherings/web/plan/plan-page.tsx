import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Rehearse } from '../console/rehearsal.tsx'
import { count, type Gathering, type Item, whenWords } from '../data.ts'
import { timeAfter, totalOf } from './data.ts'
import { AddPlain, ChangeItem } from './item-form.tsx'
import { Items } from './items.tsx'
import { AddMethod } from './pick-method.tsx'
import { useSheet } from './sheet.tsx'
import { ToSense } from './to-sense.tsx'

type Doing = { do: 'method' | 'talk' | 'break' } | { do: 'change'; item: Item } | null
const TITLES = { method: 'Add a method', talk: 'Add a talk', break: 'Add a break', change: 'Change it' }

/** The run sheet of a room: what is on, in which order, for how long. For whoever runs it. */
export default function PlanPage({ params }: PageProps) {
  const room = params.room!
  const now = useQuery(api.gatherings.now.queryOptions({ input: { room } }))
  const agenda = useQuery(api.gatherings.agenda.queryOptions({ input: { room } }))
  const inRoom = now.data !== undefined && 'room' in now.data ? now.data : null
  const call = useQuery(
    api.gatherings.one.queryOptions({
      input: { id: inRoom?.room.gathering ?? '' },
      enabled: inRoom !== null,
      retry: false,
    }),
  )
  const space = useQuery(api.spaces.list.queryOptions({ input: {} }))
  const [doing, setDoing] = useState<Doing>(null)
  const sense = useQuery(
    api.gatherings.toSense.queryOptions({ input: { room }, enabled: inRoom?.me.facilitates === true }),
  )
  const findings = new Map(sense.data?.items.flatMap((one) => (one.item === null ? [] : [[one.item, one] as const])))
  const sheet = useSheet(room, agenda.data?.items ?? [], new Map([...findings].map(([item, { id }]) => [item, id])))
  if (now.isPending || agenda.isPending) return <Loading what="Opening the run sheet" lines={6} />
  if (!inRoom?.me.facilitates || !agenda.data)
    return (
      <NotThere
        fault={now.error ?? agenda.error ?? { code: 'not_found' }}
        to="/today"
        verb="Go to today"
        again={() => void now.refetch()}
      />
    )
  const { items } = sheet
  const close = () => setDoing(null)
  const fixed = inRoom.room.state === 'closed'
  const address = space.data?.find((one) => one.id === call.data?.space)?.address
  const add = (
    <Buttons>
      <Button kind={items.length === 0 ? 'primary' : 'outline'} icon="plus" onClick={() => setDoing({ do: 'method' })}>
        Add a method
      </Button>
      <Button onClick={() => setDoing({ do: 'talk' })}>Add a talk</Button>
      <Button onClick={() => setDoing({ do: 'break' })}>Add a break</Button>
    </Buttons>
  )
  return (
    <Page
      title="Run sheet"
      reach={{ person: 'second', sentence: 'Whoever comes into the room reads what is on. Notes: whoever runs it' }}
      above={
        address !== undefined && call.data ? (
          <LinkTo to={`/s/${address}/gatherings/${call.data.id}`}>{inRoom.room.title}</LinkTo>
        ) : (
          inRoom.room.title
        )
      }
      actions={
        <>
          <ButtonLink to={`/rooms/${room}/paper`}>Print</ButtonLink>
          {items.length > 0 && !fixed && <Rehearse room={room} />}
          <ButtonLink to={`/rooms/${room}/console`} kind={fixed ? 'outline' : 'primary'}>
            {fixed ? 'Go to the console' : 'Open the console'}
          </ButtonLink>
        </>
      }
      margin={<Times items={items} call={call.data} fixed={fixed} />}
    >
      {sheet.problem && (
        <Notice kind="error" title="That was not changed">
          {sheet.problem}
        </Notice>
      )}
      {sheet.removed && (
        <Notice
          kind="saved"
          title={`“${sheet.removed.item.title}” is off the run sheet`}
          actions={
            <Button small onClick={sheet.putBack}>
              Put it back
            </Button>
          }
        />
      )}
      {fixed && <Notice kind="info">This gathering is closed. Its run sheet stays as it was.</Notice>}
      {items.length === 0 ? (
        <Empty title="Nothing on it yet" step={fixed ? undefined : add}>
          Put on it what you will do together, one thing after another. Each method brings its steps, what to ask and
          what you can say. Five minutes are enough for some.
        </Empty>
      ) : (
        <>
          <Items
            items={items}
            startsAt={call.data?.startsAt ?? null}
            sheet={sheet}
            fixed={fixed}
            findings={findings}
            onChange={(item) => setDoing({ do: 'change', item })}
          />
          {!fixed && add}
        </>
      )}
      {!fixed && sense.data?.space && <ToSense {...sense.data} space={sense.data.space} onBring={sheet.bring} />}
      <Dialog
        open={doing !== null}
        onClose={close}
        title={doing === null ? '' : doing.do === 'change' ? `Change “${doing.item.title}”` : TITLES[doing.do]}
        shape="sheet"
      >
        {doing?.do === 'method' && <AddMethod room={room} minutes={call.data?.minutes ?? null} onDone={close} />}
        {(doing?.do === 'talk' || doing?.do === 'break') && <AddPlain room={room} sort={doing.do} onDone={close} />}
        {doing?.do === 'change' && <ChangeItem room={room} item={doing.item} onDone={close} />}
      </Dialog>
    </Page>
  )
}

type TimesProps = { items: readonly Item[]; call: Gathering | undefined; fixed: boolean }

function Times({ items, call, fixed }: TimesProps) {
  const total = totalOf(items)
  const over = call === undefined || call.endsOn !== null ? 0 : total - call.minutes
  return (
    <Margin name="Time">
      <Note title="All together">
        {count(total, 'minute')}
        {call && call.endsOn === null && total > 0 && (
          <>
            . From {call.startsAt} it ends at {timeAfter(call.startsAt, total)}.
          </>
        )}
      </Note>
      {call && <Note title="Called for">{whenWords(call)}</Note>}
      {over > 0 && (
        <Note title={`${count(over, 'minute')} over`}>
          Make something shorter, or take something off. Most methods have a short form.
        </Note>
      )}
      {over < 0 && total > 0 && (
        <Note title={`${count(-over, 'minute')} left`}>Room to breathe, or for one thing more.</Note>
      )}
      {!fixed && <Note title="Order by keys">With the handle of a row in focus, the up and down arrows move it.</Note>}
    </Margin>
  )
}
