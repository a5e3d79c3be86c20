import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import type { GoingOn } from './around/data.ts'

/**
 * What has gone quiet in a space, told to everybody in it alike: a series that lapsed, being in touch that is overdue. Whoever
 * started that series has it among what waits for them already, and is told once.
 */
export function GoingQuiet({ space, address }: { space: string; address: string }) {
  const { data } = useQuery(api.gatherings.goingOn.queryOptions({ input: { space } }))
  if (data === undefined) return null
  return (
    <>
      {data.series
        .filter((one) => one.lapsed && !one.asked)
        .map((one) => (
          <Lapsed key={one.id} one={one} address={address} />
        ))}
      {data.touch?.late && (
        <Notice
          kind="info"
          title={`We agreed to be in touch once in ${data.touch.everyDays} days`}
          actions={
            <ButtonLink small to={`/s/${address}/gatherings/going-on`}>
              Note that we were
            </ButtonLink>
          }
        >
          It was due by {dayWords(data.touch.dueOn)}. Everybody here sees this alike; a call of ten minutes is enough.
        </Notice>
      )}
    </>
  )
}

function Lapsed({ one, address }: { one: GoingOn['series'][number]; address: string }) {
  const router = useRouter()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const next = useMutation(api.gatherings.planNext.mutationOptions())
  const call = async () => {
    const answer = await next.mutateAsync({ attempt: attempt.id, series: one.id }).catch(() => null)
    if (!answer?.ok) return
    attempt.renew()
    await queries.invalidateQueries()
    router.history.push(`/s/${address}/gatherings/${answer.id}`)
  }
  const problem = next.isError
    ? 'Nothing was called. Try again in a moment.'
    : next.data?.ok === false
      ? next.data.sentence
      : ''
  return (
    <Notice
      kind={problem ? 'error' : 'info'}
      title={problem ? 'It was not called' : `“${one.title}” has lapsed`}
      actions={
        one.can.change ? (
          <Button small pending={next.isPending} onClick={() => void call()}>
            Call the next
          </Button>
        ) : (
          <ButtonLink small to={`/s/${address}/gatherings/going-on`}>
            Look at it
          </ButtonLink>
        )
      }
    >
      {problem ||
        `The next was due by ${dayWords(one.dueOn!)}, and none is called. To end it with a reason is fine too.`}
    </Notice>
  )
}
