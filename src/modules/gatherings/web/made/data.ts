import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, type client } from '#web/lib/client.ts'
import { wordsOfFault } from '#web/ui/form-state.ts'

type Outputs = Awaited<ReturnType<typeof client.gatherings.outputs>>
export type Ready = Outputs['ready'][number]
export type Kept = Outputs['kept'][number]
export type Promised = Outputs['promised'][number]

export const useOutputs = (room: string) => useQuery(api.gatherings.outputs.queryOptions({ input: { room } }))

/** One act at a time, with what it was answered; everything is read afresh after it. */
export function useActs() {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const after = {
    onSuccess: (answer: { ok: boolean }) => {
      attempt.renew()
      if (answer.ok) void queries.invalidateQueries()
    },
  }
  const keep = useMutation(api.gatherings.keepOutput.mutationOptions(after))
  const takeBack = useMutation(api.gatherings.takeOutputBack.mutationOptions(after))
  const sign = useMutation(api.gatherings.signOutput.mutationOptions(after))
  const act = useMutation(api.gatherings.makeAction.mutationOptions(after))
  const all = [keep, takeBack, sign, act]
  const said = all.map(({ data, error }) =>
    data?.ok === false ? data : error && { reason: '', sentence: wordsOfFault(error) },
  )
  return {
    ...{ attempt: attempt.id, keep, takeBack, sign, act },
    pending: all.some((one) => one.isPending),
    refused: said.find((one) => one) || null,
  }
}

/** What the button says, by what is kept. */
const KEEP: Partial<Record<Ready['type'], string>> = {
  purpose: 'Keep this as our purpose',
  norm: 'Keep this as what we do',
  agreement: 'Keep this as what we promise',
  questions: 'Keep these as our questions',
  insights: 'Keep this as what it means to us',
  decision: 'Keep this as what we decided',
  map: 'Keep this map among us',
}
export const keepWords = (type: Ready['type']): string => KEEP[type] ?? 'Keep this as ours'

/** How it arrives: as links of the chain where it is what the space has learned or decided, as a version otherwise. */
export const arrivesAs = ({ type, everybody, against }: Pick<Kept, 'type' | 'everybody' | 'against'>) =>
  type === 'insights' && everybody ? 'insights' : type === 'decision' && against === 'none' ? 'decision' : 'version'

export const AGAINST: Record<Kept['against'], string> = {
  none: 'Nobody said “not yet”.',
  some: 'Somebody said “not yet”.',
  untold: 'Whether anybody said “not yet” is not told: nobody was named.',
}
