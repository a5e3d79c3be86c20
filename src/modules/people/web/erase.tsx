import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { erasedHere } from '#web/lib/erased.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { send } from './data.ts'

/** Leaves for good: asked for twice, with a proof of who is there, and said plainly what goes and what stays. */
export function Erase({ proof }: { proof: ReactNode }) {
  const attempt = useAttempt()
  const [asking, setAsking] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const ways = useQuery(api.people.waysIn.queryOptions({ input: {} }))
  const runs = ways.data?.runs === true
  const keepers = useQuery({ ...api.people.keepers.queryOptions({ input: {} }), enabled: runs })
  const last = runs && keepers.data?.keepers.length === 1
  const erase = async () => {
    setPending(true)
    const outcome = await send(
      () => client.people.eraseMe({ attempt: attempt.id, sure: 'erase me' }),
      () => void erasedHere().then(() => location.assign('/')),
    )
    setProblem(outcome?.problem)
    setPending(false)
  }
  return (
    <>
      <p>
        <Button kind="danger" onClick={() => setAsking(true)}>
          Erase me
        </Button>
      </p>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Erase you, for good?"
        actions={
          proof ? undefined : (
            <Buttons>
              <Button kind="danger" pending={pending} onClick={() => void erase()}>
                Yes, erase me
              </Button>
              <Button onClick={() => setAsking(false)}>Stay</Button>
            </Buttons>
          )
        }
      >
        <p>
          Your journal goes, and the key it is locked with, so that no copy of it can be read again. Your words are
          taken back from everywhere you brought them. You leave every space. Decisions and insights you wrote down
          stay, without your name. What you typed on this device and did not send goes from it too. This cannot be
          undone: take everything of yours first.
        </p>
        {last && (
          <Notice
            kind="info"
            title="Nobody would look after this place"
            actions={<LinkTo to="/place">Ask somebody first</LinkTo>}
          >
            {(keepers.data?.asked.length ?? 0) > 0
              ? 'You are the only one who runs it. An asking is open: if somebody here has that address, they can still say yes after you have gone. Until then nobody can choose how people come in.'
              : 'You are the only one who runs it. Its spaces go on, but nobody could choose any more how people come in, and nobody could be asked to. You may go all the same.'}
          </Notice>
        )}
        {proof}
        {problem && (
          <Notice kind="error" title="That did not go through">
            {problem}
          </Notice>
        )}
      </Dialog>
    </>
  )
}
