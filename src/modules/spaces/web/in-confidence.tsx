import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import styles from './spaces.module.css'

type Props = {
  /** The space whose page one is on, unless another is said. */
  address?: string
  /** Where no name is kept, nobody can come back: it says whom to tell, and whom to ring here. */
  unnamed?: boolean
  /** Where only the writer reads it: their own way to what that means. */
  alone?: ReactNode
}

const ENDS = 'unless someone is in danger or the law requires it.'

/** Stands under every box that people write into in confidence. One sentence, and where it ends one page away. */
export function InConfidence({ address, unnamed = false, alone }: Props) {
  const params = useParams({ strict: false }) as Record<string, string | undefined>
  const where = address ?? params.address ?? ''
  const limits = useQuery(
    api.spaces.limits.queryOptions({ input: { address: where }, enabled: unnamed && where !== '' }),
  )
  const contact = limits.data?.safeguarding ?? ''
  const means = <LinkTo to={where === '' ? '/limits' : `/s/${where}/limits`}>What that means</LinkTo>
  if (alone !== undefined)
    return (
      <p className={styles.promise}>
        Kept for you alone, {ENDS} {alone}
      </p>
    )
  return (
    <p className={styles.promise}>
      {unnamed
        ? `No name is kept, so we can’t come back to you. If you or someone else is in danger, tell the facilitator today or ring 999.${contact === '' ? '' : ` Here you can also ring ${contact}.`} `
        : `Kept among these people, ${ENDS} `}
      {means}
    </p>
  )
}
