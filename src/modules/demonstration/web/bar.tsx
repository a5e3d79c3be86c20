import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import styles from './demonstration.module.css'

export default function Bar() {
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  return (
    <p className={styles.bar} data-paper="no">
      A demonstration: everybody in it is invented. You are looking through the eyes of <strong>{me.data?.name}</strong>
      . <LinkTo to="/demonstration">Look through somebody else’s</LinkTo>
    </p>
  )
}
