import { useEffect, useState } from 'preact/hooks'

/** Draws again every second while it runs, so that the time on the page goes on. */
export function useSeconds(on: boolean): void {
  const [, tick] = useState(0)
  useEffect(() => {
    if (!on) return
    const timer = setInterval(() => tick((n) => n + 1), 1000)
    return () => clearInterval(timer)
  }, [on])
}
