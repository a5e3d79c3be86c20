// The kinds of step that this page knows by now. It is told at the start where they are (kinds/index.ts).
import type { ComponentType } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Planned } from '#modules/gatherings/contract/state.ts'
import type { At } from './at.ts'
import type { AnyKind } from './kind.ts'

type Name = Planned['kind']
const here: Partial<Record<Name, AnyKind>> = {}
const away: Partial<Record<Name, () => Promise<{ default: AnyKind }>>> = {}

/** Says which kinds came with the page, and where the others are. */
export function know(come: typeof here, elsewhere: typeof away): void {
  Object.assign(here, come)
  Object.assign(away, elsewhere)
}

/** Fetches a kind, once; with none of its name, or no line, it is asked for again later. */
export async function fetchKind(name: Name): Promise<AnyKind | null> {
  const known = here[name]
  if (known !== undefined) return known
  try {
    const { default: of } = await away[name]!()
    here[name] = of
    return of
  } catch {
    return null
  }
}

const AGAIN_MS = 3_000

/** What is fetched when it is needed, or before; asked for again while there is no line. */
function useFetched<T>(known: T | null, fetchIt: (() => Promise<T | null>) | null): T | null {
  const [, look] = useState(0)
  useEffect(() => {
    if (known !== null || fetchIt === null) return
    let gone = false
    const go = () =>
      fetchIt().then((found) => {
        if (gone) return
        if (found === null) setTimeout(go, AGAIN_MS)
        else look((n) => n + 1)
      })
    void go()
    return () => {
      gone = true
    }
  }, [known, fetchIt])
  return known
}

/** A kind, as soon as it is here. */
export const useKind = (name: Name): AnyKind | null =>
  useFetched(
    here[name] ?? null,
    useCallback(() => fetchKind(name), [name]),
  )

/** The kinds that are needed next: fetched one after the other. */
export async function fetchAhead(names: readonly Name[]): Promise<void> {
  for (const name of names) await fetchKind(name)
}

type Sealed = ComponentType<{ at: At; kind: AnyKind }>
let sealed: Sealed | null = null
/** The form of a step in which nobody is named. */
export async function fetchSealed(): Promise<Sealed | null> {
  sealed ??= await import('./sealed.tsx').then(
    (found) => found.Sealed,
    () => null,
  )
  return sealed
}
export const useSealed = (needed: boolean): Sealed | null => useFetched(sealed, needed ? fetchSealed : null)
