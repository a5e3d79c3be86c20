import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { count } from '../data.ts'
import styles from './around.module.css'
import type { Thread } from './data.ts'

const PART = {
  before: { title: 'Before the day', ask: 'What would you say if you were there?' },
  after: { title: 'After the day', ask: 'What would you add, now that it was?' },
}

/** Before and after a gathering, for those who cannot come as well: one's own turn first, then the others’. */
export default function ThreadsPage({ params }: PageProps) {
  const room = params.room!
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  const page = useQuery(api.gatherings.threads.queryOptions({ input: { room } }))
  if (page.isPending) return <Loading what="Opening what is written before and after" />
  if (!page.data)
    return (
      <main className={styles.alone}>
        <NotThere fault={page.error} to="/today" verb="Go to today" again={() => void page.refetch()} />
      </main>
    )
  return (
    <main className={styles.alone}>
      <title>{`${page.data.title} · Trefoil`}</title>
      <div>
        {me.data?.kind === 'full' && (
          <p className={styles.meta}>
            <LinkTo to="/me/calendar">My gatherings</LinkTo>
          </p>
        )}
        <h1>{page.data.title}</h1>
        <p className={styles.meta}>Written round it, also by those who cannot be there.</p>
      </div>
      {page.data.threads.map((thread) => (
        <One key={thread.chapter} thread={thread} />
      ))}
      {me.data?.kind === 'full' && page.data.threads.some((thread) => thread.part === 'after') && (
        <p className={styles.meta}>
          What you wrote here stays here unless you let it go:{' '}
          <LinkTo to={`/rooms/${room}/leaving`}>what may leave of mine</LinkTo>
        </p>
      )}
    </main>
  )
}

function One({ thread }: { thread: Thread }) {
  const queries = useQueryClient()
  const id = useRef(crypto.randomUUID())
  const put = useMutation(api.gatherings.putInThread.mutationOptions())
  const out = useMutation(api.gatherings.takeOutOfThread.mutationOptions())
  const { title, ask } = PART[thread.part]
  const read = () => queries.invalidateQueries()
  const others = thread.lines.filter((line) => !line.mine).length
  return (
    <section className={styles.stack}>
      <h2>{title}</h2>
      <p className={styles.meta}>
        {thread.open
          ? thread.until === null
            ? 'Open until the doors open.'
            : `Open until ${dayWords(thread.until)}.`
          : thread.lines.length === 0
            ? 'Closed. Nobody wrote anything.'
            : 'Closed. What was written stays here.'}{' '}
        {thread.open && !thread.hadMyTurn && 'You see what the others wrote once you have written yourself.'}
        {thread.open && thread.hadMyTurn && others === 0 && 'Nobody else has written anything yet.'}
      </p>
      {thread.lines.map((line) => (
        <div key={line.id}>
          <Quote by={`${line.mine ? 'You' : line.by}, ${thread.part} the day, ${dayWords(line.on)}`}>
            {line.words}
          </Quote>
          {line.mine && line.forRoom && <p className={styles.meta}>It may be shown in the room on the day.</p>}
          {line.mine && (
            <Button
              kind="quiet"
              small
              pending={out.isPending}
              onClick={() => out.mutate({ id: line.id }, { onSuccess: read })}
            >
              Take it out
            </Button>
          )}
        </div>
      ))}
      {thread.open && (
        <Form
          name={title}
          clear
          onSend={async (data) => {
            const answer = await put.mutateAsync({
              id: id.current,
              chapter: thread.chapter,
              words: String(data.get('words') ?? ''),
              forRoom: data.get('room') !== null,
            })
            if (!answer.ok) return { problem: answer.sentence }
            id.current = crypto.randomUUID()
            await read()
          }}
        >
          <TextArea
            label={ask}
            name="words"
            required
            maxLength={2000}
            keepAs={`thread ${thread.chapter}`}
            reach={{
              person: 'second',
              sentence: `Those who take part in this, ${count(thread.people, 'person', 'people')} now, with your name`,
            }}
          />
          {thread.part === 'before' && (
            <Checkbox
              name="room"
              label="It may be shown in the room on the day"
              hint="With your name and marked “written before”, to whoever is there then. Otherwise those who are there by the code do not read it. It leaves the room by your choice alone."
            />
          )}
          <Button type="submit" kind="primary">
            Put it in
          </Button>
        </Form>
      )}
    </section>
  )
}
