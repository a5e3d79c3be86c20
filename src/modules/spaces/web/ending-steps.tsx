import { useQuery } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Section } from '#web/ui/page.tsx'
import { Problem, useAct } from './act.tsx'
import styles from './spaces.module.css'

export const STEP_WORDS = {
  handover: { label: 'Handed over', hint: 'What is still to be done has a name against it, elsewhere.' },
  archive: { label: 'Put in order', hint: 'What should be kept is brought where it will be looked for.' },
  consents: {
    label: 'Consents looked through',
    hint: 'Everybody has looked at where their words are, and took back what they wanted.',
  },
  farewell: { label: 'Said goodbye', hint: 'A last gathering: what changed, what was hard, and thank you.' },
} as const

/** What a good end takes, ticked by whoever did it. */
export function EndingSteps({ address }: { address: string }) {
  const steps = useQuery(api.spaces.ending.queryOptions({ input: { address } }))
  const attempt = useAttempt()
  const act = useAct(async (input: { step: keyof typeof STEP_WORDS; done: boolean }) => {
    const answer = await client.spaces.tickEnding({ attempt: attempt.id, address, ...input })
    attempt.renew()
    return answer
  })
  if (!steps.data) return null
  return (
    <Section title="What a good end takes" note="In no order, and none of it must be done before it ends.">
      <ul className={styles.list}>
        {steps.data.map(({ step, done }) => (
          <li key={step} className={styles.row}>
            <div>
              <Checkbox
                label={STEP_WORDS[step].label}
                hint={
                  done === null
                    ? STEP_WORDS[step].hint
                    : `${done.by ?? 'Somebody'} ticked it on ${dayWords(done.on)}.${done.note === '' ? '' : ` ${done.note}`}`
                }
                checked={done !== null}
                onChange={(now) => act.mutate({ step, done: now })}
              />
            </div>
          </li>
        ))}
      </ul>
      <Problem>{act.problem}</Problem>
    </Section>
  )
}
