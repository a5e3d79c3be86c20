import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form, type Outcome } from '#web/ui/form.tsx'
import { useKept } from '#web/ui/keep.ts'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Reach } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Form as How, Target } from '../contract.ts'
import { type Hat, type Named, Names } from './bringing-names.tsx'
import { choicesOf, type KnownPost, pickedIn, usePost } from './bringing-post.tsx'
import styles from './crossings.module.css'

/** One person outside: a post of one of my spaces, one I wrote to before, or one that I name. */
export type Post = { seat: { id: string } | { title: string; holder: string }; email: string }
export type WhereTo = {
  /** Null where it goes to one person outside. */
  target: Target | null
  post: Post | null
  /** What it is called on a button. */
  name: string
  person: Target['reach']['person']
  audience: string
  purpose: string
  until: string | null
  hat: Hat | null
  organisation: string | null
  /** How many are there; unknown where I am not one of them. */
  people: number | null
}
type Props = {
  targets: UseQueryResult<{ targets: Target[] }, Error>
  /** Posts outside; undefined where only a space can be chosen. */
  posts: UseQueryResult<KnownPost[], Error> | undefined
  named: UseQueryResult<Named, Error>
  towards?: string | undefined
  /** What is typed here is kept under this name until all of it was sent. */
  kept: string
  how: How
  chosen: WhereTo | null
  onBack: () => void
  onWithout: (words: string) => void
  onNext: (chosen: WhereTo) => void
}

/** Second step: the space, and in words who sees it there. */
export function Where({ targets, posts, named, towards, kept, how, chosen, onBack, onWithout, onNext }: Props) {
  const [picked, setId] = useState(() => pickedIn(chosen))
  const id = picked || (targets.data?.targets.find((one) => one.address === towards)?.id ?? '')
  const [purpose, setPurpose] = useKept(`${kept} purpose`, chosen?.purpose ?? '')
  const [until, setUntil] = useState(chosen?.until ?? '')
  const [hat, setHat] = useState<Hat | null>(chosen?.hat ?? null)
  const [organisation, setOrganisation] = useState(chosen?.organisation ?? '')
  const target = targets.data?.targets.find((one) => one.id === id)
  const outside = usePost(chosen?.post ?? null, id, posts?.data ?? [], kept)
  const here = useQuery(
    api.spaces.here.queryOptions({ input: { address: target?.address ?? '-' }, enabled: target?.member === true }),
  )
  if (targets.isPending || named.isPending || posts?.isPending)
    return <Loading what="Fetching the spaces you know" lines={2} />
  if (targets.isError || named.isError || posts?.isError) {
    return (
      <Notice
        kind="error"
        title="Your spaces could not be fetched"
        actions={
          <Button onClick={() => void Promise.all([targets.refetch(), named.refetch(), posts?.refetch()])}>
            Try again
          </Button>
        }
      >
        Nothing has gone anywhere, and the words you chose are still here.
      </Notice>
    )
  }
  if (targets.data.targets.length === 0 && posts === undefined) {
    return <Empty title="There is no other space to bring it to">When you are in a space, it will stand here.</Empty>
  }
  const reach = outside?.reach ?? (target && (here.data?.reach ?? target.reach))
  const waiting = target?.member === true && here.isPending
  const next = (): Outcome => {
    const nowhere = (!target && !outside) || waiting
    const nobody = named.data.mine && hat === null
    const untitled = outside?.wrong ?? {}
    if (nowhere || nobody || !reach || Object.keys(untitled).length > 0) {
      return {
        errors: {
          ...(nowhere && { target: 'Choose where it goes.' }),
          ...untitled,
          ...(nobody && { hat: 'Say for whom you say this.' }),
        },
      }
    }
    onNext({
      target: target ?? null,
      post: outside?.post ?? null,
      name: outside?.name ?? target?.name ?? '',
      person: reach.person,
      audience: reach.sentence,
      purpose: purpose.trim(),
      until: until || null,
      hat: named.data.mine ? hat : null,
      organisation: (named.data.mine && hat === 'myself' ? '' : organisation) || null,
      people: target ? (here.data?.people ?? null) : null,
    })
  }
  const inside = targets.data.targets.filter((one) => one.member)
  const beside = targets.data.targets.filter((one) => !one.member)
  return (
    <Form onSend={next} name="Where it goes">
      <Select
        name="target"
        label="Where to"
        empty={posts ? 'Choose a space, or one person' : 'Choose a space'}
        value={id}
        onChange={setId}
        choices={[
          ...[...inside, ...beside].map((one) => ({
            value: one.id,
            label: one.member ? one.name : `${one.name} (you are not in it)`,
          })),
          ...(posts ? choicesOf(posts.data ?? []) : []),
        ]}
      />
      {outside?.fields}
      <div aria-live="polite" className={styles.reach}>
        {reach && !waiting && (
          <>
            <p className={styles.meta}>Who will see it there</p>
            <Reach person={reach.person} sentence={reach.sentence} />
            {target && how !== 'words' && <HidesNobody people={here.data?.people ?? null} />}
          </>
        )}
      </div>
      <TextField
        label={outside ? 'A note with it' : 'What for'}
        {...(outside && { hint: 'They read it under the words.' })}
        optional
        value={purpose}
        onChange={setPurpose}
        maxLength={500}
        name="purpose"
      />
      <DateField
        label="Until"
        optional
        name="until"
        value={until}
        onChange={setUntil}
        hint={`After that day nobody reads it there. Without a day it stays until ${outside ? 'its link ends or ' : ''}you take it back.`}
      />
      <Names
        named={named.data}
        hat={hat}
        organisation={organisation}
        onHat={setHat}
        onOrganisation={setOrganisation}
        onWithout={onWithout}
      />
      <Buttons>
        <Button type="submit" kind="primary" pending={waiting}>
          Next
        </Button>
        <Button onClick={onBack}>Back</Button>
      </Buttons>
    </Form>
  )
}

/** Among so few, leaving the name out hides nobody; that is said before it goes. */
export function HidesNobody({ people }: { people: number | null }) {
  if (people === null || people > 3) return null
  return (
    <Notice kind="info" title="Without a name hides nobody here">
      {people === 1
        ? 'You are the only one there: whoever comes next knows it is yours.'
        : people === 2
          ? 'There are two of you there: whoever reads it knows it is yours.'
          : 'There are three of you there: whoever reads it can tell whose it is, or nearly.'}
    </Notice>
  )
}
