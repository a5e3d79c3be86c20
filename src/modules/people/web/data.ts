import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { api } from '#web/lib/client.ts'
import { stopAllWork } from '#web/lib/work.ts'
import type { Outcome } from '#web/ui/form.tsx'

/** The contract's own number; importing it would bring every schema into the first screen. */
export const PASSWORD_LEAST = 12

type Fault = {
  code?: unknown
  message: string
  data?: { fields?: Record<string, string>; issues?: { path?: unknown[]; message: string }[] }
}

/** What went wrong, beside the field it is about where one is named. */
function outcomeOf(fault: unknown): Outcome {
  const { code, message, data } = fault as Fault
  const named = (data?.issues ?? []).map((issue) => [String(issue.path?.at(-1) ?? ''), issue.message] as const)
  const errors = { ...Object.fromEntries(named.filter(([field]) => field !== '')), ...data?.fields }
  if (Object.keys(errors).length > 0) return { errors }
  if (code === undefined)
    return { problem: 'We cannot reach the place. What you typed is still here; try again in a moment.' }
  // What the library says of a form that does not fit is not for people.
  return {
    problem:
      code === 'BAD_REQUEST'
        ? 'Something in this form is not right. Nothing was sent, and what you typed is still here.'
        : message,
  }
}

type Answer = { ok: true } | { ok: false; reason: string; sentence: string }

/** Sends, and says a refusal beside the field it is about; `fields` gives the field for a reason. */
export async function send<T extends Answer>(
  work: () => Promise<T>,
  then: () => unknown,
  fields: Record<string, string> = {},
): Promise<Outcome> {
  try {
    const answer: Answer = await work()
    if (!answer.ok) {
      const field = fields[answer.reason]
      return field === undefined ? { problem: answer.sentence } : { errors: { [field]: answer.sentence } }
    }
    await then()
    return undefined
  } catch (fault) {
    return outcomeOf(fault)
  }
}

export const usePlace = () => useQuery(api.people.place.queryOptions({ input: {} }))
export const useMe = () => useQuery(api.people.me.queryOptions({ input: {} }))
export const useProfile = () => useQuery(api.people.profile.queryOptions({ input: {} }))
export const useSessions = () => useQuery(api.people.sessions.queryOptions({ input: {} }))

/** What stands behind the # of a link: it never leaves the browser by itself. */
export const useSecret = () => useLocation({ select: (at) => at.hash.replace(/^#/, '') })

/** Everything that was fetched before is of somebody else, or of nobody: it is let go, and asked for afresh. */
export function useEntering(): (to: string) => void {
  const router = useRouter()
  const queries = useQueryClient()
  return (to) => {
    queries.clear()
    stopAllWork()
    router.history.replace(to)
  }
}

/** Where to go after signing in. Only inside this place: a link from outside may not lead anybody away. */
export function wayOn(search: string): string {
  const asked = new URLSearchParams(search).get('to') ?? '/today'
  const at = URL.canParse(asked, location.origin) ? new URL(asked, location.origin) : undefined
  return at?.origin === location.origin && asked.startsWith('/') ? `${at.pathname}${at.search}${at.hash}` : '/today'
}

export const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone
