import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Evidence } from '../contract.ts'
import { Contests } from './contests.tsx'
import { flowing } from './evidence-quote.tsx'
import styles from './library.module.css'

type EvidencePickerProps = { address: string; chosen: readonly string[]; onChange: (chosen: string[]) => void }

/** Chooses pieces of evidence of this space: for building on them elsewhere. */
export function EvidencePicker({ address, chosen, onChange }: EvidencePickerProps) {
  const here = useHere(address)
  const space = here.data?.id ?? ''
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const list = useInfiniteQuery(
    api.library.evidence.infiniteOptions({
      input: (cursor: string | undefined) => ({ space, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: space !== '',
    }),
  )
  const found = useQuery(
    api.library.find.queryOptions({ input: { space, text: wanted }, enabled: space !== '' && wanted.length > 1 }),
  )
  if (list.isError)
    return (
      <Notice
        kind="error"
        title="The evidence could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        What you chose and typed is still here.
      </Notice>
    )
  if (list.isPending) return <Loading what="Fetching the evidence" lines={3} />
  const all = list.data.pages.flatMap((page) => page.items)
  const items: Evidence[] =
    wanted.length > 1 && found.data
      ? found.data.items.flatMap((one) => (one.kind === 'evidence' ? [one.item] : []))
      : all
  const shown = items.filter((item) => item.words !== null || chosen.includes(item.id))
  return (
    <div className={styles.picker}>
      {all.length > 5 && (
        <TextField type="search" label="Find evidence by its words" value={typed} onChange={setTyped} />
      )}
      {shown.length === 0 && (
        <p className={styles.soft}>
          {wanted === ''
            ? 'There is no evidence in this space yet. Bring it in under Evidence.'
            : 'No evidence here has these words.'}
        </p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.choices}>
        {shown.map((item) => (
          <li key={item.id}>
            <Checkbox
              label={item.words === null ? item.by : <span className={styles.serif}>“{flowing(item.words)}”</span>}
              hint={item.words === null ? undefined : item.by}
              checked={chosen.includes(item.id)}
              onChange={(checked) => onChange(checked ? [...chosen, item.id] : chosen.filter((id) => id !== item.id))}
            />
            <Contests of={item.contests} />
          </li>
        ))}
      </ul>
      {wanted.length <= 1 && list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier evidence
        </Button>
      )}
    </div>
  )
}
