import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import styles from './spaces.module.css'

/** Stands under every box that people write into in confidence. One sentence, and where it ends one page away. */
export function InConfidence({ address }: { address: string }) {
  return (
    <p className={styles.promise}>
      Kept among these people, unless someone is in danger or the law requires it.{' '}
      <LinkTo to={`/s/${address}/limits`}>What that means</LinkTo>
    </p>
  )
}

/** Stands under free text that keeps no name: nobody can come back, so it says whom to tell, and whom to ring here. */
export function WithoutName({ address }: { address: string }) {
  const limits = useQuery(api.spaces.limits.queryOptions({ input: { address } }))
  const contact = limits.data?.safeguarding ?? ''
  return (
    <p className={styles.promise}>
      No name is kept, so we can’t come back to you. If you or someone else is in danger, tell the facilitator today or
      ring 999.{contact !== '' && ` Here you can also ring ${contact}.`}{' '}
      <LinkTo to={`/s/${address}/limits`}>What that means</LinkTo>
    </p>
  )
}
