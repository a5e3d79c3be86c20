import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { Problem, useAct } from './act.tsx'

/** Spaces that others go on in, into which I am asked: I come along, or I do not. */
export default function CallsPage() {
  const calls = useQuery(api.spaces.calls.queryOptions({ input: {} }))
  const [came, setCame] = useState<string | null>(null)
  return (
    <Page
      title="Come along?"
      reach={{ person: 'first', sentence: 'Only you see what you are asked, and what you answer' }}
    >
      {calls.isPending && <Loading what="Fetching what you are asked" />}
      {calls.isError && !calls.data && (
        <Notice
          kind="error"
          title="What you are asked could not be fetched"
          actions={<Button onClick={() => void calls.refetch()}>Try again</Button>}
        >
          Nothing was answered.
        </Notice>
      )}
      {came && <Notice kind="saved">{came}</Notice>}
      {calls.data?.length === 0 && (
        <Empty title="You are asked into nothing now">
          When spaces of yours become a new one, you are asked here whether you come along.
        </Empty>
      )}
      {calls.data?.map((call) => (
        <Call key={call.id} call={call} done={setCame} />
      ))}
    </Page>
  )
}

type CallProps = { call: { id: string; space: string; by: string; from: string }; done: (said: string) => void }

function Call({ call, done }: CallProps) {
  const attempt = useAttempt()
  const act = useAct(async (said: 'yes' | 'no') => {
    const answer = await client.spaces.answerCall({ attempt: attempt.id, id: call.id, answer: said })
    attempt.renew()
    if (answer.ok)
      done(
        said === 'no'
          ? `You stay out of ${call.space}. Nobody is told.`
          : answer.in
            ? `You are in ${call.space}.`
            : `You are announced in ${call.space}. You come in when its members have said yes, or in a day.`,
      )
    return answer
  })
  return (
    <Section title={call.space} note={`${call.by} asks everybody in ${call.from}.`}>
      <p>
        It is a new space. Nothing of what was said in {call.from} comes along: what you want there, you bring yourself,
        and whoever said it is asked.
      </p>
      <Buttons even>
        <Button kind="primary" pending={act.isPending} onClick={() => act.mutate('yes')}>
          Come along
        </Button>
        <Button kind="outline" pending={act.isPending} onClick={() => act.mutate('no')}>
          Stay out
        </Button>
      </Buttons>
      <Problem>{act.problem}</Problem>
    </Section>
  )
}
