import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Qr } from '#web/ui/qr.tsx'
import { joinAt, joinLink } from '../console/join.tsx'
import type { Activity, Now } from '../room/data.ts'
import { useRoomNow } from '../room/now.tsx'
import { Shown } from '../room/shown.tsx'
import { Time } from '../room/time.tsx'
import { Fitted } from './fitted.tsx'
import styles from './screen.module.css'

/**
 * For the wall: what is asked, the time, how many are in, and at the reveal what was put in. Whoever looks at it is in the
 * room, so nothing stands here but what the whole room sees; nothing of any other space, and nothing to press.
 */
export default function ScreenPage({ params }: PageProps) {
  const router = useRouter()
  const { query, now, cut } = useRoomNow(params.room!)
  const signedOut = (query.error as { code?: string } | null)?.code === 'signed_out'
  useEffect(() => {
    if (signedOut) router.history.replace(`/sign-in?to=${encodeURIComponent(location.pathname)}`)
  }, [signedOut, router])
  if (query.isPending || signedOut) return <Loading what="Opening the room screen" />
  if (now === null)
    return (
      <main className={styles.alone}>
        <NotThere
          fault={query.error ?? { code: 'not_found' }}
          to="/today"
          verb="Go to today"
          again={() => void query.refetch()}
        />
      </main>
    )
  const on = now.activity !== null && now.activity.state !== 'done' && now.activity.step !== null ? now.activity : null
  return (
    <div className={styles.screen}>
      <title>{`${now.room.title} · Trefoil`}</title>
      <header className={styles.head}>
        <p>{now.room.title}</p>
        {on && <p>{on.title}</p>}
        {now.room.rehearsal && <p>Rehearsal: everybody here is invented</p>}
        {cut && <p role="status">No connection just now; this is how it stood</p>}
      </header>
      {on ? (
        <OnNow key={on.step!.id} now={now} activity={on} />
      ) : (
        <main className={styles.main}>
          <Between now={now} />
        </main>
      )}
      {on && <Foot now={now} activity={on} />}
    </div>
  )
}

function OnNow({ now, activity }: { now: Now; activity: Activity }) {
  const state = activity.step!
  const step = activity.steps[state.place]!
  return (
    <Fitted asked={<h1 className={styles.prompt}>{step.prompt}</h1>}>
      {step.cards.length > 0 && (
        <dl className={styles.cards}>
          {step.cards.map((card) => (
            <div key={card.key}>
              <dt>{card.title}</dt>
              <dd>{card.says}</dd>
            </div>
          ))}
        </dl>
      )}
      <Turns turns={now.turns} />
      <div className={styles.reveal} key={`${state.id} ${state.state}`} data-many={now.lines.length > 8 || undefined}>
        <Shown steps={activity.steps} on={step} lines={now.lines} numbers={now.numbers} actuals={now.actuals} wall />
      </div>
    </Fitted>
  )
}

/** In a round that has an order: who speaks, and who comes next. */
function Turns({ turns }: { turns: Now['turns'] }) {
  if (!turns) return null
  const speaks = turns.find((one) => one.state === 'now')
  const next = turns.find((one) => one.state === 'waits')
  return (
    <div className={styles.lead} role="status">
      <p>{speaks ? `Now: ${speaks.name}` : 'Everybody has had their turn.'}</p>
      {next && <p>Next: {next.name}</p>}
    </div>
  )
}

/** Nothing is on: how to come in, or what comes after. */
function Between({ now }: { now: Now }) {
  const { room } = now
  if (room.state === 'closed')
    return (
      <>
        <h1 className={styles.prompt}>Thank you.</h1>
        <p className={styles.lead}>
          For seven days you can say on your phone what of yours may leave this room. What you say nothing of stays
          here.
        </p>
        {room.said.share.what && (
          <p className={styles.lead}>
            You will hear: {room.said.share.what} {room.said.share.how.replace(/\.$/, '')}
            {room.said.share.by && `, by ${dayWords(room.said.share.by)}`}
          </p>
        )}
      </>
    )
  if (room.code === null)
    return (
      <>
        <h1 className={styles.prompt}>{room.title}</h1>
        <p className={styles.lead}>The doors open soon.</p>
      </>
    )
  return (
    <div className={styles.door}>
      <Qr link={joinLink(room.code)} className={styles.large} />
      <div>
        <h1 className={styles.prompt}>Come in on your phone</h1>
        <p className={styles.lead}>
          Scan it, or go to <strong>{joinAt()}</strong> and type
        </p>
        <p className={styles.code}>{room.code}</p>
        <p className={styles.lead}>{room.reach}</p>
      </div>
    </div>
  )
}

function Foot({ now, activity }: { now: Now; activity: Activity }) {
  const state = activity.step!
  const step = activity.steps[state.place]!
  const { code } = now.room
  return (
    <footer className={styles.foot}>
      <Time activity={activity} className={styles.time} />
      <p className={styles.in}>
        {activity.state === 'paused' && 'Paused. '}
        {step.makes &&
          step.writes === 'each' &&
          state.in !== null &&
          `${state.in} of ${state.people} ${state.in === 1 ? 'is' : 'are'} in`}
      </p>
      {code !== null && (
        <div className={styles.corner}>
          <p>
            {joinAt()}
            <br />
            <strong>{code}</strong>
          </p>
          <Qr link={joinLink(code)} className={styles.small} />
        </div>
      )}
    </footer>
  )
}
