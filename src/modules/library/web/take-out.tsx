import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import styles from './library.module.css'

/** How long it waits after the last press before it happens: it can be called off, and not undone. */
const SECONDS = 10
type Going = Awaited<ReturnType<typeof client.library.goingWith>>
type Props = {
  space: string
  document: string
  title: string
  address: string
  onClose: () => void
  onGone: () => void
}

/** Says everything that goes with a document, and what stays; then waits before it does it. */
export function TakeOutDocument({ space, document, title, address, onClose, onGone }: Props) {
  const going = useQuery(api.library.goingWith.queryOptions({ input: { space, document }, staleTime: 0 }))
  const [counting, setCounting] = useState(false)
  return (
    <Dialog open onClose={onClose} title="Take this document out?" shape="sheet">
      <p className={styles.serif}>{title}</p>
      {going.isPending && <Loading what="Looking at what goes with it" lines={4} />}
      {going.isError && (
        <Notice
          kind="error"
          title="What goes with it could not be fetched"
          actions={<Button onClick={() => void going.refetch()}>Try again</Button>}
        >
          Nothing was taken out.
        </Notice>
      )}
      {going.data && (
        <>
          <Told going={going.data} address={address} onClose={onClose} />
          {counting ? (
            <Counting space={space} document={document} onKeep={() => setCounting(false)} onGone={onGone} />
          ) : (
            <Buttons>
              <Button kind="danger" onClick={() => setCounting(true)}>
                Take it out
              </Button>
              <Button onClick={onClose}>Leave it here</Button>
            </Buttons>
          )}
        </>
      )}
    </Dialog>
  )
}

const count = (n: number, one: string, several: string) => (n === 1 ? one : several.replace('#', String(n)))

function Told({ going, address, onClose }: { going: Going; address: string; onClose: () => void }) {
  const { excerpts, ofOthers, members, contests, insights, versions, same, mine, by } = going
  const goes = [
    'Its text, its title, its file and everything it is found by, at once, for everybody and for good.',
    excerpts > 0 &&
      `The words of ${count(excerpts, 'the piece of evidence', 'the # pieces of evidence')} cut from it, with what was known of them${
        ofOthers === 0
          ? ''
          : `, also ${ofOthers === excerpts ? 'though others' : `the ${ofOthers} that others`} kept them`
      }: they are words of this document.`,
    contests > 0 && `${count(contests, 'What was said against it', 'The # disputes')} beside them, in whoever’s words.`,
    'The same words wherever they were repeated in what was built on them here.',
  ]
  const stays = [
    insights > 0 &&
      `${count(insights, 'The insight', 'The # insights')} on it: whoever wrote ${count(insights, 'it', 'them')} is asked for another look. A sentence that quoted it is hidden until then.`,
    'Findings from it, in the words of whoever wrote them down.',
    versions > 0 && `${count(versions, 'Its other version', 'Its # other versions')}: each is a document of its own.`,
    'What was let go elsewhere, until whoever said it takes it back under “Where my words are”.',
    'What people wrote in words of their own; and what was printed, copied by hand, or is in a copy that somebody took (they are told to delete it).',
    'One line: that a document of its kind was here, and in which month it went.',
  ]
  return (
    <>
      {!mine && <p>Brought in by {by}. That somebody who looks after this space took it out is told in that line.</p>}
      {members.length > 0 && <p>It holds words of {members.join(', ')}, kept as theirs. They are not asked.</p>}
      <h3>What goes</h3>
      <ul className={styles.said}>{goes.map((one) => one && <li key={one}>{one}</li>)}</ul>
      <h3>What stays</h3>
      <ul className={styles.said}>{stays.map((one) => one && <li key={one}>{one}</li>)}</ul>
      {same.length > 0 && (
        <Notice kind="info" title="The same text stands here once more">
          {same.map((one) => (
            <p key={one.id}>
              <LinkTo to={`/s/${address}/evidence/d/${one.id}`} onClick={onClose}>
                {one.title}
              </LinkTo>
            </p>
          ))}
          It stays unless it is taken out too.
        </Notice>
      )}
    </>
  )
}

type CountingProps = { space: string; document: string; onKeep: () => void; onGone: () => void }

/** The way back, before it happens: afterwards there is none. Closing the sheet keeps the document as well. */
function Counting({ space, document, onKeep, onGone }: CountingProps) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [left, setLeft] = useState(SECONDS)
  const [problem, setProblem] = useState<string | null>(null)
  const take = async () => {
    try {
      const done = await client.library.takeOutDocument({ attempt: attempt.id, space, document })
      if (!done.ok) return setProblem(done.sentence)
      // Nothing of it is shown again from what was fetched before.
      queries.removeQueries({ queryKey: api.library.document.key() })
      onGone()
      await queries.invalidateQueries()
    } catch (fault) {
      setProblem((fault as Error).message)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it happens once, when no second is left
  useEffect(() => {
    if (left === 0) void take()
    const soon = left > 0 ? window.setTimeout(() => setLeft(left - 1), 1000) : 0
    return () => window.clearTimeout(soon)
  }, [left])
  if (problem !== null)
    return (
      <Notice kind="error" title="It was not taken out" actions={<Button onClick={onKeep}>Go back</Button>}>
        {problem}
      </Notice>
    )
  return (
    <>
      <p role="status">
        {left === 0 ? 'It is being taken out.' : `Nothing has gone yet. It goes in ${SECONDS} seconds.`}
      </p>
      {left > 0 && (
        <Buttons>
          <Button kind="primary" autoFocus onClick={onKeep}>
            Keep it here
          </Button>
          <Button kind="quiet" onClick={() => setLeft(0)}>
            Now, without waiting ({left})
          </Button>
        </Buttons>
      )}
    </>
  )
}
