import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import { useAct } from './act.tsx'
import { momentWords } from './words.tsx'

type Door = Awaited<ReturnType<typeof client.spaces.doors>>[number]

/** Where I took an invitation up and am not in yet, and what it waits for. Nothing at all when I wait nowhere. */
export function MyDoors() {
  const doors = useQuery(api.spaces.doors.queryOptions({ input: {} }))
  if (!doors.data || doors.data.length === 0) return null
  return (
    <Section title="Waiting to be let in">
      <WaitingList quiet>
        {doors.data.map((door) => (
          <One key={door.id} door={door} />
        ))}
      </WaitingList>
    </Section>
  )
}

function One({ door }: { door: Door }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const end = useAct(client.spaces.end)
  return (
    <Waiting
      words={false}
      meta={waitsFor(door)}
      late={end.problem}
      {...(door.announced && {
        act: {
          label: 'Do not come in',
          kind: 'quiet' as const,
          pending: end.isPending,
          onAct: () => end.mutate({ attempt, membership: door.id }),
        },
      })}
    >
      You wait to be let into {door.space}
    </Waiting>
  )
}

function waitsFor({ announced, inviter, opens, zone }: Door): string {
  if (!announced) return `${inviter} is asked first whether it is really you. Nobody else there is told before that.`
  return opens === null
    ? 'You come in when everybody there has said yes.'
    : `You come in on ${momentWords(opens, zone)}, or as soon as everybody there has said yes.`
}
