import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import type { Outcome } from '#web/ui/form.tsx'

/** What every page of a space needs: who sees this, where what is written goes, what it is for. */
export function useHere(address: string) {
  return useQuery(api.spaces.here.queryOptions({ input: { address } }))
}

export function usePeople(address: string) {
  return useQuery(api.spaces.people.queryOptions({ input: { address } }))
}

/** A refusal is shown as it stands; a success is nothing to put right. */
export function outcomeOf(answer: { ok: true } | { ok: false; sentence: string }): Outcome {
  return answer.ok ? undefined : { problem: answer.sentence }
}

/** What was written in a field, without the spaces round it. */
export const written = (form: FormData, name: string) => String(form.get(name) ?? '').trim()

/** The secret of a one-time link, made on this device: the place keeps only its hash. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
