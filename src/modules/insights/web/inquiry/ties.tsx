import { useMutation } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { wordsOfFault } from '#web/ui/form-state.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { useSending } from '../data.ts'
import { KIND_NAMES, type Linked, pathOf } from './data.ts'
import styles from './inquiry.module.css'

type TiesProps = {
  address: string
  space: string
  /** What they are tied to. */
  of: string
  ties: readonly Linked[]
  /** Whether a tie may be taken off here. */
  may: boolean
  /** Said of the kind where things of several kinds stand together. */
  named?: boolean
}

/** What is tied to a thing, in its own words, each with the way to take the tie off again. */
export function Ties({ address, space, of, ties, may, named }: TiesProps) {
  if (ties.length === 0) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.ties}>
      {ties.map((tie) => (
        <li key={`${tie.id} ${tie.role}`} className={styles.tie}>
          <span>
            {named && <span className={styles.kind}>{capital(KIND_NAMES[tie.kind][0])} </span>}
            <TieWords tie={tie} address={address} />
          </span>
          {may && <Untie tie={tie} space={space} of={of} />}
        </li>
      ))}
    </ul>
  )
}

const capital = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`

export function TieWords({ tie, address }: { tie: Linked; address: string }) {
  const to = pathOf(address, tie.kind, tie.id)
  const words = tie.words ?? (
    <em>
      {tie.kind === 'evidence'
        ? 'Taken back. Its words are not here any more.'
        : 'Hidden until its curators look again.'}
    </em>
  )
  if (tie.kind === 'evidence' && tie.words !== null) return <span className={styles.said}>“{words}”</span>
  return <span className={styles.said}>{to === null ? words : <LinkTo to={to}>{words}</LinkTo>}</span>
}

/** Takes the tie off; both things stay where they are, and it can be tied again. */
function Untie({ tie, space, of }: { tie: Linked; space: string; of: string }) {
  const attempt = useAttempt()
  const send = useSending()
  const untie = useMutation(api.insights.untie.mutationOptions())
  const [from, to] = tie.end === 'from' ? [tie.id, of] : [of, tie.id]
  return (
    <span data-paper="no">
      <Button
        small
        kind="quiet"
        pending={untie.isPending}
        onClick={() =>
          void send(
            () => untie.mutateAsync({ attempt: attempt.id, space, from, to, role: tie.role }),
            attempt.renew,
          ).catch(() => undefined)
        }
      >
        Untie<VisuallyHidden> “{tie.words ?? 'this'}”</VisuallyHidden>
      </Button>
      {untie.isError && (
        <Notice kind="error" title="It could not be untied">
          {wordsOfFault(untie.error)}
        </Notice>
      )}
    </span>
  )
}
