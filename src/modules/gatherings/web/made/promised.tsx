import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { type Promised, useActs } from './data.ts'
import styles from './made.module.css'

const STAYS = {
  no_tasks: 'Nothing is taken on in such a gathering, so it stays words.',
  guest: (to: string) => `Only a member of ${to} answers for an action there. It may leave as words.`,
}

/** What somebody said they would do: an action by their own press; whoever facilitates asks them to. */
export function PromisedLine({ one, to }: { one: Promised; to: string }) {
  const { attempt, act, pending, refused } = useActs()
  const when = one.by === null ? '' : `, by ${dayWords(one.by)}`
  const state =
    one.state === 'went'
      ? `It is an action of ${to}.`
      : one.stays === 'guest'
        ? STAYS.guest(to)
        : one.stays === 'no_tasks'
          ? STAYS.no_tasks
          : one.state === 'asked'
            ? one.mine
              ? `You are asked to make it an action of ${to}. It goes under your name when you say so.`
              : 'They are asked. It is an action when they say so.'
            : ''
  const can = one.stays === null && (one.state === 'said' || (one.state === 'asked' && one.mine))
  return (
    <li className={styles.one}>
      <Quote bare>{one.what}</Quote>
      <p className={styles.meta}>
        {one.who}
        {when}. {state}
      </p>
      {refused && (
        <Notice kind="error" title="It was not sent">
          {refused.sentence}
        </Notice>
      )}
      {can && (
        <Buttons>
          <Button small pending={pending} onClick={() => act.mutate({ attempt, line: one.id })}>
            {one.mine ? 'Make it an action of mine' : 'Ask them to make it an action'}
          </Button>
        </Buttons>
      )}
    </li>
  )
}
