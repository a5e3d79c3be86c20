import { useQueries } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import styles from './find.module.css'
import { api } from './lib/client.ts'
import type { ShellSpace } from './shell.tsx'
import { Dialog } from './ui/dialog.tsx'
import { LinkTo } from './ui/link-to.tsx'
import { TextField } from './ui/text-field.tsx'

/** Find anything the reader may see: places by name at once, words in their spaces after three letters. */
export default function Find({
  spaces,
  onClose,
  onGo,
}: {
  spaces: readonly ShellSpace[]
  onClose: () => void
  onGo: (to: string) => void
}) {
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const named = spaces.filter((space) => wanted !== '' && space.name.toLowerCase().includes(wanted.toLowerCase()))
  const found = useQueries({
    queries: (wanted.length < 3 ? [] : spaces.slice(0, 8)).map((space) =>
      api.library.find.queryOptions({ input: { space: space.id, text: wanted } }),
    ),
  })
  return (
    <Dialog open onClose={onClose} title="Find anything you may see">
      <TextField label="What are you looking for?" value={typed} onChange={setTyped} autoFocus autoComplete="off" />
      <ul className={styles.found} aria-live="polite">
        {named.map((space) => (
          <li key={space.id}>
            <LinkTo
              to={`/s/${space.address}`}
              onClick={(event) => {
                event.preventDefault()
                onGo(`/s/${space.address}`)
              }}
            >
              {space.name}
            </LinkTo>
          </li>
        ))}
        {found.flatMap((answer, at) =>
          (answer.data?.items ?? []).map((item) => {
            const to =
              item.kind === 'document'
                ? `/s/${spaces[at]!.address}/evidence/d/${item.id}`
                : `/s/${spaces[at]!.address}/evidence#${item.id}`
            return (
              <li key={item.id}>
                <LinkTo
                  to={to}
                  className={styles.words}
                  onClick={(event) => {
                    event.preventDefault()
                    onGo(to)
                  }}
                >
                  {item.kind === 'document' ? item.item.title : item.passage.map((part) => part.text).join('')}
                </LinkTo>
                <small>{spaces[at]!.name}</small>
              </li>
            )
          }),
        )}
      </ul>
      {wanted.length >= 3 &&
        named.length === 0 &&
        found.every((answer) => answer.isSuccess && answer.data.items.length === 0) && (
          <p>Nothing that you may see has these words.</p>
        )}
    </Dialog>
  )
}
