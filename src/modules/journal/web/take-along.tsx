import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'

type Made = { readable: string; json: string }

/** Everything I wrote, as something to read and as data. Asked for only shortly after signing in. */
export function TakeAlong() {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const take = async (form: keyof Made) => {
    setBusy(true)
    setProblem(null)
    try {
      const made = await client.journal.export({})
      save(made[form], form === 'json' ? 'my-journal.json' : 'my-journal.txt')
    } catch (fault) {
      setProblem(
        fault instanceof Error && 'code' in fault ? fault.message : 'It could not be fetched. Try again in a moment.',
      )
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button small kind="quiet" pending={busy} onClick={() => void take('readable')}>
        To read
      </Button>
      <Button small kind="quiet" pending={busy} onClick={() => void take('json')}>
        As data
      </Button>
      {problem && <Notice kind="error">{problem}</Notice>}
    </>
  )
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(
    new Blob([text], { type: name.endsWith('json') ? 'application/json' : 'text/plain;charset=utf-8' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
