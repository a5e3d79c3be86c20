import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import type { Gathering } from '../data.ts'
import type { Now } from '../room/data.ts'
import { useOutputs } from './data.ts'
import { KeptOf } from './kept.tsx'
import styles from './made.module.css'
import { PromisedLine } from './promised.tsx'
import { ReadyToKeep } from './ready.tsx'

/** What a room made, on the page of those who were in it. */
export function MadeHere({ room }: { room: string }) {
  const { data } = useOutputs(room)
  if (data === undefined) return null
  return (
    <>
      {data.ready.length + data.kept.length > 0 && (
        <Section title="What this room made">
          {data.ready.map((one) => (
            <ReadyToKeep key={`${one.activity} ${one.key} ${one.again}`} one={one} to={data.to} />
          ))}
          {data.kept.length > 0 && (
            // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
            <ul role="list" className={styles.list}>
              {data.kept.map((one) => (
                <KeptOf key={one.id} one={one} />
              ))}
            </ul>
          )}
        </Section>
      )}
      <PromisedHere promised={data.promised} to={data.to} />
    </>
  )
}

function PromisedHere({ promised, to }: Pick<NonNullable<ReturnType<typeof useOutputs>['data']>, 'promised' | 'to'>) {
  if (promised.length === 0) return null
  return (
    <Section title="What people said they would do">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {promised.map((one) => (
          <PromisedLine key={one.id} one={one} to={to} />
        ))}
      </ul>
    </Section>
  )
}

/** On the console: what this activity made, as soon as the room has answered; and what was said they would do. */
export function MadeNow({ now }: { now: Now }) {
  const state = now.activity?.step
  const step = state && now.activity?.steps[state.place]
  const asks = step !== undefined && step !== null && (step.stands !== '' || step.kind === 'reveal')
  const between = now.activity === null || now.activity.state === 'done'
  if (now.room.rehearsal || now.room.state === 'planned' || !(asks || between)) return null
  return <MadeHere room={now.room.id} />
}

/** What people took on the last time this method was run here: each reports on it. For whoever belongs to that space. */
export function LastTime({ now }: { now: Now }) {
  const { activity, room } = now
  const call = useQuery(api.gatherings.one.queryOptions({ input: { id: room.gathering }, retry: false }))
  const space = call.data?.space ?? ''
  const method = activity?.state === 'done' ? '' : (activity?.method ?? '')
  const last = useQuery(
    api.insights.promisedLast.queryOptions({
      input: { space, method, before: room.gathering },
      enabled: space !== '' && method !== '' && !room.rehearsal,
    }),
  )
  if (!last.data?.length) return null
  return (
    <section>
      <h2>Taken on the last time</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.few}>
        {last.data.map((one) => (
          <li key={one.id}>
            <span className={styles.words}>{one.words}</span>
            <span className={styles.meta}>{aboutAction(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Action = { accountable: string; due: string | null; state: 'open' | 'done' | 'changed' | 'dropped' }
const aboutAction = ({ accountable, due, state }: Action) =>
  [accountable, due !== null && `by ${dayWords(due)}`, state].filter(Boolean).join(', ')

/**
 * On the page of a gathering: what stands because of it in the space that called. A map is with its group alone: this page is read, and
 * shown on walls, among others.
 */
export function CameOf({ call, address }: { call: Gathering; address: string }) {
  const kept = useQuery(api.library.keptFrom.queryOptions({ input: { gathering: call.id } }))
  const actions = useQuery(api.insights.promisedAt.queryOptions({ input: { gathering: call.id } }))
  const here = kept.data?.filter((one) => one.address === address) ?? []
  const both = here.length + (actions.data?.length ?? 0)
  if (both === 0) return null
  return (
    <Section title="What came of it">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.few}>
        {here.map((one) => (
          <li key={one.document}>
            <LinkTo to={`/s/${one.address}/evidence/artefacts/${one.artefact}`}>{one.title}</LinkTo>
            <span className={styles.words}>{one.words}</span>
            <span className={styles.meta}>
              {one.stands ? 'It stands.' : 'A draft.'}
              {one.against === 'some' && ' There is a view against it.'}
            </span>
          </li>
        ))}
        {actions.data?.map((one) => (
          <li key={one.id}>
            <LinkTo to={`/s/${address}/insights/${one.id}?kind=action`}>{one.words}</LinkTo>
            <span className={styles.meta}>An action of {aboutAction(one)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
