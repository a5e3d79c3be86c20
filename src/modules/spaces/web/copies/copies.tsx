import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { WithProof } from '#modules/people/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useOnline } from '#web/ui/online.ts'
import { Section } from '#web/ui/page.tsx'
import { Problem, useAct } from '../act.tsx'
import styles from '../spaces.module.css'
import { bringCopy, cancel, type Job, takeCopy, useJob } from './data.ts'

type Copy = { id: string; way: string; who: string | null; on: string; ofSpace: string; made: string | null } & {
  stale: boolean
  mine: boolean
  gone: string | null
  early: boolean
}

/** Taking a copy of what one may read here, bringing one in, and who has done so. */
export default function Copies({ address, space, name }: { address: string; space: string; name: string }) {
  const copies = useQuery(api.spaces.copies.queryOptions({ input: { address } }))
  const queries = useQueryClient()
  const job = useJob(space)
  if (!copies.data?.can.take) return null
  const stale = copies.data.copies.filter((one) => one.stale)
  return (
    <Section
      title="Copies"
      note="One file with what you may read here: pages to read, sheets, documents as they were handed in. About a minute. Everybody here can see that you took it."
    >
      {stale.length > 0 && <Stale copies={stale} />}
      <div data-paper="no">
        <WithProof>{(proof) => <Take space={space} job={job} proof={proof} />}</WithProof>
        {copies.data.can.bring && (
          <Bring space={space} job={job} name={name} done={() => void queries.invalidateQueries()} />
        )}
      </div>
      <Happened job={job} />
      {copies.data.copies.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
        <ul role="list" className={styles.list} aria-label="Copies that were taken or brought in">
          {[...new Set(copies.data.copies.map(says))].map((sentence) => (
            <li key={sentence} className={styles.row}>
              <p>{sentence}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function says({ way, who, on, ofSpace, made, gone, early }: Copy): string {
  const somebody = who ?? 'Somebody who is no longer here'
  if (way === 'brought_in')
    return `${somebody} brought in a copy of ${ofSpace}${made === null ? '' : `, as it was on ${dayWords(made)}`}, on ${dayWords(on)}.${early ? ' Its decisions and actions are read by everybody here, also by whoever comes later; the rest of it only by those who read it before.' : ''}`
  return `${somebody} took a copy on ${dayWords(on)}${gone === null ? '' : `, and deleted it on ${dayWords(gone)}`}.`
}

function Stale({ copies }: { copies: Copy[] }) {
  const attempt = useAttempt()
  const gone = useAct(
    async () => {
      for (const copy of copies) await client.spaces.copyGone({ attempt: crypto.randomUUID(), copy: copy.id })
      return { ok: true as const }
    },
    () => attempt.renew(),
  )
  return (
    <Notice
      kind="info"
      title="Words in a copy you took were taken back since"
      actions={
        <Button pending={gone.isPending} onClick={() => gone.mutate(undefined)}>
          I have deleted it
        </Button>
      }
    >
      Delete your copy of {dayWords(copies.at(-1)!.on)}, wherever you keep it. If you still need one, take it anew.
      <Problem>{gone.problem}</Problem>
    </Notice>
  )
}

function Take({ space, job, proof }: { space: string; job: Job; proof: ReactNode }) {
  const [asked, setAsked] = useState(false)
  const queries = useQueryClient()
  const online = useOnline()
  const take = async () => {
    const again = await takeCopy(space)
    await queries.invalidateQueries()
    // It had been shown, and that was more than ten minutes ago.
    if (again === 'prove') setAsked(true)
  }
  // Asked for before it was shown who asks: once it is, it goes on by itself.
  const going = useRef(false)
  useEffect(() => {
    if (!asked || proof || going.current) return
    going.current = true
    setAsked(false)
    void take().finally(() => {
      going.current = false
    })
  })
  if (job.state === 'taking')
    return (
      <div role="status">
        <p>Making your copy: {megabytes(job.bytes)} so far.</p>
        <progress aria-label="Making your copy" />
        <Buttons>
          <Button onClick={() => cancel(space)}>Cancel</Button>
        </Buttons>
      </div>
    )
  return (
    <>
      {asked && proof}
      {!(asked && proof) && (
        <Buttons>
          <Button onClick={() => (proof ? setAsked(true) : void take())} pending={busy(job)}>
            Take a copy of what I may read
          </Button>
        </Buttons>
      )}
      {!online && <p className={styles.hint}>You are offline. A copy is made when you are connected again.</p>}
    </>
  )
}

function Bring({ space, job, name, done }: { space: string; job: Job; name: string; done: () => void }) {
  const picker = useRef<HTMLInputElement>(null)
  if (job.state === 'sending' || job.state === 'bringing')
    return (
      <div role="status">
        <p>
          {job.state === 'sending' ? 'Sending' : 'Bringing in'} {job.name}
          {job.part === null ? '' : `: ${Math.floor(job.part * 100)} %`}
        </p>
        <progress aria-label={`How far: ${job.name}`} {...(job.part === null ? {} : { value: job.part })} />
        <Buttons>
          <Button onClick={() => cancel(space)}>Cancel</Button>
        </Buttons>
      </div>
    )
  return (
    <>
      <p className={styles.apartHint}>
        While {name} is empty and only yours, a copy of another space can come in here, at most 200 MB. Those who said
        those things let them stand there, not here: so only you will read what comes in, and whoever joins later reads
        none of it. Your own words you can bring in again for everybody.
      </p>
      <Buttons>
        <Button onClick={() => picker.current?.click()} pending={busy(job)}>
          Bring in a copy
        </Button>
      </Buttons>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".zip"
        aria-label="The copy to bring in"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) bringCopy(space, file, done)
        }}
      />
    </>
  )
}

function Happened({ job }: { job: Job }) {
  if (job.state === 'taken')
    return (
      <Notice kind="saved" title="It is with your downloads">
        {job.name}, {megabytes(job.bytes)}. Keep it where only those can read it who may read this space.
      </Notice>
    )
  if (job.state === 'refused')
    return (
      <Notice kind="error" title="That did not go through">
        {job.sentence}
      </Notice>
    )
  if (job.state !== 'brought') return null
  const things = Object.values(job.came).reduce((sum, count) => sum + count, 0)
  return (
    <Notice kind="saved" title="It is all here">
      {things} things came in. Only you read them, now and when others have joined.
      {job.stayed.map((one) => (
        <p key={one.kind + one.why}>
          {one.lines} of “{one.kind.replaceAll('_', ' ')}” stayed out: {one.why}.
        </p>
      ))}
    </Notice>
  )
}

const busy = ({ state }: Job) => state === 'taking' || state === 'sending' || state === 'bringing'
const megabytes = (bytes: number) => (bytes < 100_000 ? 'less than 0.1 MB' : `${(bytes / 1_000_000).toFixed(1)} MB`)
