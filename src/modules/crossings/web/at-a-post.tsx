import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Mine } from '../contract.ts'
import styles from './crossings.module.css'

type Link = { link: string | null; mailed: boolean }
type Post = NonNullable<Mine['post']>

const ANSWER: Record<NonNullable<Post['answer']>, string> = {
  understood: 'They have understood',
  not_mine: 'It is not theirs to act on',
  need_to_ask: 'They need to ask something',
}

/** The link for one person outside. It is shown once, and kept nowhere. */
export function TheLink({ link, mailed }: Link) {
  return (
    <>
      <Notice kind="saved" title={mailed ? 'It is on its way' : 'The link is ready'}>
        {mailed
          ? 'We wrote to them. You can hand them the link as well.'
          : 'Hand it to them yourself. It is shown once, and kept nowhere.'}{' '}
        It works for 60 days without an account. Their answer comes to you, under “Where my words are”, and you can take
        the words back there at any time.
      </Notice>
      {link && (
        <>
          <p className={styles.link}>{link}</p>
          <div>
            <CopyButton small text={link}>
              Copy the link
            </CopyButton>
          </div>
        </>
      )}
    </>
  )
}

/** What came back from one person outside, for whoever wrote to them and for nobody else. */
export function AtAPost({ post, there }: { post: Post; there: boolean }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [made, setMade] = useState<Link | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const make = useMutation(
    api.insights.link.mutationOptions({
      onSuccess: (done) => {
        attempt.renew()
        if (done.ok) setMade({ link: done.link, mailed: done.mailed })
        setFault(done.ok ? null : done.sentence)
        void queries.invalidateQueries()
      },
      onError: () => setFault('No link was made. The one before still works; try again in a moment.'),
    }),
  )
  return (
    <>
      {post.answer !== null && (
        <div className={styles.answer}>
          <p className={styles.meta}>
            {ANSWER[post.answer]}
            {post.on && `, ${dayWords(post.on)}`}. Only you read this.
          </p>
          {post.words !== '' && <Quote bare>{post.words}</Quote>}
        </div>
      )}
      {post.answer === null && there && post.linked && <p className={styles.meta}>Not heard yet.</p>}
      {fault !== null && (
        <Notice kind="error" title="There is no new link">
          {fault}
        </Notice>
      )}
      {made ? (
        <TheLink {...made} />
      ) : (
        there && (
          <div>
            <Button
              small
              pending={make.isPending}
              onClick={() => make.mutate({ attempt: attempt.id, receiver: post.receiver })}
            >
              {post.linked ? 'Make a new link' : 'Make the link'}
            </Button>
          </div>
        )
      )}
    </>
  )
}
