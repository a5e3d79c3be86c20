import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './screen.module.css'

/** So many sizes the words have on the wall, down to what is still read from the back. */
const SIZES = 4
/** So long a part of what does not fit at once stands there. */
const PART_MS = 12_000
/** So much of one part stands in the next as well: no line is only ever seen in half. */
const AGAIN = 0.2

type Parts = { high: number; whole: number }
const stepOf = ({ high }: Parts) => Math.max(1, high * (1 - AGAIN))
const countOf = (parts: Parts) => 1 + Math.ceil(Math.max(0, parts.whole - parts.high - 1) / stepOf(parts))

/**
 * What is shown, under what is asked, so that both stay on the wall, which nobody scrolls: first in smaller words, then part
 * after part, and it says which part it is.
 */
export function Fitted({ asked, children }: { asked: ReactNode; children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const all = useRef<HTMLDivElement>(null)
  const [parts, setParts] = useState<Parts>({ high: 0, whole: 0 })
  const [turned, setTurned] = useState(0)
  useLayoutEffect(() => {
    const [around, inside, whole] = [main.current!, box.current!, all.current!]
    const fit = () => {
      for (let size = 0; size < SIZES; size += 1) {
        around.dataset.size = String(size)
        if (whole.scrollHeight <= inside.clientHeight + 1) break
      }
      setParts({ high: inside.clientHeight, whole: whole.scrollHeight })
    }
    const sizes = new ResizeObserver(fit)
    sizes.observe(around)
    sizes.observe(whole)
    return () => sizes.disconnect()
  }, [])
  const count = countOf(parts)
  useEffect(() => {
    if (count < 2) return
    const timer = window.setInterval(() => setTurned((n) => n + 1), PART_MS)
    return () => window.clearInterval(timer)
  }, [count])
  const part = turned % count
  const up = Math.min(part * stepOf(parts), Math.max(0, parts.whole - parts.high))
  return (
    <main ref={main} className={styles.main}>
      {asked}
      <div ref={box} className={styles.box} data-parts={count < 2 ? undefined : part + 1 < count ? 'more' : 'last'}>
        <div ref={all} className={styles.all} style={{ transform: `translateY(${-up}px)` }}>
          {children}
        </div>
      </div>
      {count > 1 && <p className={styles.part}>{`Part ${part + 1} of ${count}`}</p>}
    </main>
  )
}
