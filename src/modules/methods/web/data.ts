import { ORPCError } from '@orpc/client'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { methodsContract } from '../contract.ts'

export type Limits = InferContractRouterInputs<typeof methodsContract>['list']
type Out = InferContractRouterOutputs<typeof methodsContract>
export type Card = Out['list']['methods'][number]
export type Method = Out['one']['method']
export type Step = Method['steps'][number]

const NAMES = ['text', 'minutes', 'people', 'helps_to', 'names', 'way'] as const

/** The limits as an address says them, so that a way back, or a link sent to somebody, shows the same methods. */
export function limitsIn(search: string): Limits {
  const said = new URLSearchParams(search)
  const entries = NAMES.flatMap((name) => {
    const value = said.get(name)
    if (value === null || value === '') return []
    return [[name, name === 'minutes' || name === 'people' ? Number(value) : value]]
  })
  return Object.fromEntries(entries) as Limits
}
export function addressOf(limits: Limits): string {
  const said = new URLSearchParams()
  for (const name of NAMES) if (limits[name] !== undefined && limits[name] !== '') said.set(name, String(limits[name]))
  return said.size === 0 ? '/methods' : `/methods?${said}`
}

export const isMissing = (fault: unknown) =>
  fault instanceof ORPCError && (fault.status === 404 || fault.status === 400)

const count = (n: number, one: string, several = `${one}s`) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : several}`
export const sayMinutes = (n: number) => count(n, 'minute')
export const sayPeople = ({ least, most }: { least: number; most: number }) =>
  least === most ? count(least, 'person', 'people') : `${least} to ${most.toLocaleString('en-GB')} people`
export const saySpan = ({ least, most }: { least: number; most: number }, one: string) =>
  least === most ? count(least, one) : `${least} to ${count(most, one)}`
