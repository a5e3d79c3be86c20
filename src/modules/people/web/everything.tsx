import { type ReactNode, useEffect, useRef, useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { send } from './data.ts'

/** Everything the place holds of me, as one file on this device. It is made when it is asked for and kept nowhere. */
export function Everything({ proof }: { proof: ReactNode }) {
  const [asked, setAsked] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [taken, setTaken] = useState(false)
  const take = async () => {
    setPending(true)
    const outcome = await send(
      async () => {
        save(await client.people.everything({}))
        return { ok: true as const }
      },
      () => setTaken(true),
    )
    setProblem(outcome?.problem)
    setPending(false)
  }
  // Asked for before it was proved who asks: once it is, it goes on by itself.
  const going = useRef(false)
  useEffect(() => {
    if (!asked || proof || going.current) return
    going.current = true
    setAsked(false)
    void take().finally(() => {
      going.current = false
    })
  })
  return (
    <>
      {asked && proof}
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {taken && (
        <Notice kind="saved" title="It is with your downloads">
          Your journal stands in it in plain words: keep the file where only you can read it.
        </Notice>
      )}
      {!(asked && proof) && (
        <p>
          <Button pending={pending} onClick={() => (proof ? setAsked(true) : void take())}>
            Take everything of mine
          </Button>
        </p>
      )}
    </>
  )
}

function save(everything: Record<string, unknown>) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(everything, null, 2)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: 'everything-of-mine.json' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
