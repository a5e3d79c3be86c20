import { useState } from 'preact/hooks'
import { call } from './call.ts'
import { Note } from './parts.tsx'

/** The slip itself, told once: on screen, to print, or to scan with one's own phone. */
export function TakeSlip({ room }: { room: string }) {
  const [slip, setSlip] = useState<{ key: string; address: string; qr: { size: number; path: string } } | null>(null)
  const [said, setSaid] = useState('')
  const take = async () => {
    const answer = await call<NonNullable<typeof slip>>('gatherings/takeSlip', { room })
    if (answer.ok) setSlip(answer.data)
    else setSaid(answer.sentence)
  }
  if (slip === null)
    return (
      <div class="stack">
        <p class="soft small">
          A slip opens, without an account, what may leave, where your words went and what came of it. We keep no copy:
          a lost slip cannot be replaced.
        </p>
        {said !== '' && <Note>{said}</Note>}
        <button type="button" onClick={() => void take()}>
          Take my slip
        </button>
      </div>
    )
  return (
    <div class="stack">
      <svg
        viewBox={`-2 -2 ${slip.qr.size + 4} ${slip.qr.size + 4}`}
        width="220"
        role="img"
        aria-label="The code of your slip"
      >
        <path d={`M-2-2h${slip.qr.size + 4}v${slip.qr.size + 4}h-${slip.qr.size + 4}z`} fill="#fff" />
        <path d={slip.qr.path} fill="#000" />
      </svg>
      <p class="small address">
        <a href={slip.address}>{slip.address}</a>
      </p>
      <p>Photograph it, print it, or keep the address. A lost slip cannot be replaced.</p>
      <button type="button" onClick={() => print()}>
        Print my slip
      </button>
    </div>
  )
}
