// The kinds of step that this page knows by now. It is told at the start where they are (kinds/index.ts).
import { useEffect, useState } from 'preact/hooks'
import type { Planned } from '#modules/gatherings/contract/state.ts'
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

/** A kind, as soon as it is here. */
export function useKind(name: Name): AnyKind | null {
  const [, look] = useState(0)
  const known = here[name] ?? null
  useEffect(() => {
    if (known !== null) return
    let gone = false
    const fetchIt = () =>
      fetchKind(name).then((of) => {
        if (gone) return
        if (of === null) setTimeout(fetchIt, AGAIN_MS)
        else look((n) => n + 1)
      })
    void fetchIt()
    return () => {
      gone = true
    }
  }, [name, known])
  return known
}

/** The kinds that are needed next: fetched one after the other. */
export async function fetchAhead(names: readonly Name[]): Promise<void> {
  for (const name of names) await fetchKind(name)
}
