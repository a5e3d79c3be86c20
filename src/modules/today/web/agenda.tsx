import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Note } from '#web/ui/margin.tsx'

/** In the margin of a space: whether learning is still on its agenda, with the figures and their days. */
export function Agenda({ space }: { space: string }) {
  const agenda = useQuery(api.today.agenda.queryOptions({ input: { space } }))
  if (!agenda.data?.said.length) return null
  return (
    <Note title="Learning still on the agenda?">
      {agenda.data.said.map((one) => (
        <div key={one.words}>{one.words}</div>
      ))}
      <LinkTo to={agenda.data.said[0]!.to}>What we learned</LinkTo>
    </Note>
  )
}
