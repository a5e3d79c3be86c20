import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'

type Made = { readable: string; json: string; photos: { id: string; name: string }[] }

/** Everything I wrote, as something to read and as data. Asked for only shortly after signing in. */
export function TakeAlong() {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const take = async (form: 'readable' | 'json') => {
    setBusy(true)
    setProblem(null)
    try {
      const made = await client.journal.export({})
      if (form === 'json' && made.photos.length > 0) save(await together(made, setDone), 'my-journal.zip')
      else save(made[form], form === 'json' ? 'my-journal.json' : 'my-journal.txt')
    } catch (fault) {
      setProblem(
        fault instanceof Error && 'code' in fault ? fault.message : 'It could not be fetched. Try again in a moment.',
      )
    } finally {
      setBusy(false)
      setDone(null)
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
      <span role="status">{done}</span>
      {problem && <Notice kind="error">{problem}</Notice>}
    </>
  )
}

/** The data, the text and every photo in one archive. Photos come one after the other, so that none is lost on the way. */
async function together(made: Made, onDone: (words: string) => void): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, Uint8Array | [Uint8Array, { level: 0 }]> = {
    'my-journal.json': new TextEncoder().encode(made.json),
    'my-journal.txt': new TextEncoder().encode(made.readable),
  }
  for (const [index, { id, name }] of made.photos.entries()) {
    onDone(`Photo ${index + 1} of ${made.photos.length}`)
    const answer = await fetch(`/journal/photos/${id}`)
    if (!answer.ok) throw new Error('A photo could not be fetched.')
    files[name] = [new Uint8Array(await answer.arrayBuffer()), { level: 0 }]
  }
  const { zipSync } = await import('fflate')
  return zipSync(files) as Uint8Array<ArrayBuffer>
}

function save(content: string | Uint8Array<ArrayBuffer>, name: string): void {
  const types = { json: 'application/json', zip: 'application/zip', txt: 'text/plain;charset=utf-8' }
  const type = types[name.split('.').at(-1) as keyof typeof types]
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
