import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { ButtonLink } from '#web/ui/button.tsx'
import styles from './me.module.css'

/** How many printed codes are left, said in words. */
export function sayLeft(left: number, made: string | null): string {
  if (made === null) return 'None yet.'
  const count = left === 0 ? 'None is left' : left === 1 ? 'One is left' : `${left} are left`
  return `${count} of those made on ${dayWords(made)}.`
}

/** Printed codes among the ways in: what they are for, and how many are left. */
export function PrintedCodes() {
  const back = useQuery(api.people.wayBack.queryOptions({ input: {} }))
  return (
    <div className={styles.way}>
      <h3>Printed codes</h3>
      <p>
        Ten codes on paper. One of them lets you back in when your password, your phone and your passkeys are all lost.
        {back.data && ` ${sayLeft(back.data.left, back.data.made)}`}
      </p>
      <ButtonLink to="/me/codes">{back.data?.made ? 'Make new ones' : 'Make them'}</ButtonLink>
    </div>
  )
}
