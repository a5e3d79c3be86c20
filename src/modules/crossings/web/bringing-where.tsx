import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Reach } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Form as How, Target } from '../contract.ts'
import styles from './crossings.module.css'

export type WhereTo = {
  target: Target
  audience: string
  purpose: string
  until: string | null
  organisation: string | null
}
type Props = {
  targets: UseQueryResult<{ targets: Target[] }, Error>
  how: How
  towards?: string | undefined
  chosen: WhereTo | null
  onBack: () => void
  onNext: (chosen: WhereTo) => void
}

/** Second step: the space, and in words who sees it there. */
export function Where({ targets, how, towards, chosen, onBack, onNext }: Props) {
  const [picked, setId] = useState(chosen?.target.id ?? '')
  const id = picked || (targets.data?.targets.find((one) => one.address === towards)?.id ?? '')
  const [purpose, setPurpose] = useState(chosen?.purpose ?? '')
  const [until, setUntil] = useState(chosen?.until ?? '')
  const [organisation, setOrganisation] = useState(chosen?.organisation ?? '')
  const target = targets.data?.targets.find((one) => one.id === id)
  const here = useQuery(
    api.spaces.here.queryOptions({ input: { address: target?.address ?? '-' }, enabled: target?.member === true }),
  )
  const organisations = useQuery(api.spaces.organisations.queryOptions({ input: {}, enabled: how === 'words' }))
  if (targets.isPending) return <Loading what="Fetching the spaces you know" lines={2} />
  if (targets.isError) {
    return (
      <Notice
        kind="error"
        title="Your spaces could not be fetched"
        actions={<Button onClick={() => void targets.refetch()}>Try again</Button>}
      >
        Nothing has gone anywhere, and the words you chose are still here.
      </Notice>
    )
  }
  if (targets.data.targets.length === 0) {
    return <Empty title="There is no other space to bring it to">When you are in a space, it will stand here.</Empty>
  }
  const reach = target && (here.data?.reach ?? target.reach)
  const waiting = target?.member === true && here.isPending
  const next = () => {
    if (!target || !reach || waiting) return { errors: { target: 'Choose where it goes.' } }
    onNext({
      target,
      audience: reach.sentence,
      purpose: purpose.trim(),
      until: until || null,
      organisation: organisation || null,
    })
  }
  const inside = targets.data.targets.filter((one) => one.member)
  const beside = targets.data.targets.filter((one) => !one.member)
  return (
    <Form onSend={next} name="Where it goes">
      <Select
        name="target"
        label="Where to"
        empty="Choose a space"
        value={id}
        onChange={setId}
        required
        choices={[...inside, ...beside].map((one) => ({
          value: one.id,
          label: one.member ? one.name : `${one.name} (you are not in it)`,
        }))}
      />
      <div aria-live="polite" className={styles.reach}>
        {reach && !waiting && (
          <>
            <p className={styles.meta}>Who will see it there</p>
            <Reach person={reach.person} sentence={reach.sentence} />
          </>
        )}
      </div>
      <TextField label="What for" optional value={purpose} onChange={setPurpose} maxLength={500} name="purpose" />
      <DateField
        label="Until"
        optional
        name="until"
        value={until}
        onChange={setUntil}
        hint="After that day nobody reads it there. Without a day it stays until you take it back."
      />
      {how === 'words' && (organisations.data?.length ?? 0) > 0 && (
        <Select
          label="Do the words carry an organisation's name?"
          hint="Then whoever speaks for it is asked as well."
          empty="No, I say this for myself"
          value={organisation}
          onChange={setOrganisation}
          choices={(organisations.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      <Buttons>
        <Button type="submit" kind="primary" pending={waiting}>
          Next
        </Button>
        <Button onClick={onBack}>Back</Button>
      </Buttons>
    </Form>
  )
}
