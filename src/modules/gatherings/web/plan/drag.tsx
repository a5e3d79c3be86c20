import { type PointerEvent as Pointer, type RefObject, useEffect, useRef, useState } from 'react'

type Drag = {
  /** Which row is held; null while none is. */
  from: number | null
  onDown: (event: Pointer<HTMLElement>, at: number) => void
  /** Where the row would come: a line before or after this one. */
  lineAt: (at: number) => 'before' | 'after' | undefined
}

/** Rows dragged by their handles, by mouse or by finger. Escape lets go without a change. */
export function useDrag(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void): Drag {
  const [held, setHeld] = useState<{ from: number; to: number } | null>(null)
  const latest = useRef({ held, onMove })
  latest.current = { held, onMove }
  const holding = held !== null

  useEffect(() => {
    if (!holding) return
    const ended = new AbortController()
    const { signal } = ended
    const follow = (event: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])]
      const passed = rows.filter((row) => {
        const box = row.getBoundingClientRect()
        return event.clientY > box.top + box.height / 2
      }).length
      const { from } = latest.current.held!
      const to = Math.min(rows.length - 1, passed > from ? passed - 1 : passed)
      setHeld((before) => (before === null || before.to === to ? before : { ...before, to }))
    }
    const drop = () => {
      const { held: now, onMove: move } = latest.current
      setHeld(null)
      if (now !== null && now.to !== now.from) move(now.from, now.to)
    }
    addEventListener('pointermove', follow, { signal })
    addEventListener('pointerup', drop, { signal })
    addEventListener('pointercancel', () => setHeld(null), { signal })
    addEventListener('keydown', (event) => event.key === 'Escape' && setHeld(null), { signal })
    return () => ended.abort()
  }, [holding, list])

  return {
    from: held?.from ?? null,
    onDown: (event, at) => {
      if (event.button !== 0) return
      setHeld({ from: at, to: at })
    },
    lineAt: (at) => {
      if (held === null || held.to === held.from || at !== held.to) return undefined
      return held.to > held.from ? 'after' : 'before'
    },
  }
}
