import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { wordsOfFault } from '#web/ui/form-state.ts'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Harvest } from '../../contract/harvest.ts'
import styles from './leaving.module.css'

type One = Harvest['asked'][number]

/** What another wrote for several of us: it goes when each has said yes, and nobody is told who has. */
export function Asked({ asked, audience }: { asked: readonly One[]; audience: string }) {
  if (asked.length === 0) return null
  return (
    <Section title="What others wrote for you too">
      <p className={styles.meta}>
        {audience} It goes when each of you says yes. A no has no reasons, and nobody is told whose it is.
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {asked.map((one) => (
          <Question key={one.id} one={one} />
        ))}
      </ul>
    </Section>
  )
}

function Question({ one }: { one: One }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const say = useMutation(
    api.gatherings.sayAsked.mutationOptions({ onSuccess: () => void queries.invalidateQueries() }),
  )
  const answer = (it: 'goes' | 'stays') => say.mutate({ attempt: attempt.id, id: one.id, answer: it })
  return (
    <li className={styles.one}>
      <Quote bare={one.form === 'theme'}>{one.words}</Quote>
      {say.isError && (
        <Notice kind="error" title="It was not sent">
          {wordsOfFault(say.error)}
        </Notice>
      )}
      <Buttons>
        <Button pending={say.isPending} onClick={() => answer('goes')}>
          {one.form === 'theme' ? 'The theme may go' : 'It may go, without names'}
        </Button>
        <Button onClick={() => answer('stays')}>It stays</Button>
      </Buttons>
    </li>
  )
}
