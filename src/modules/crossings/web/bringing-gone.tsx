import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TheLink } from './at-a-post.tsx'

export type Sent = {
  state: 'went' | 'open' | 'stays'
  name: string
  address: string | null
  /** Where it goes to one person outside: the link, which is shown once. */
  post: { link: string | null; mailed: boolean } | null
}

/** What became of it at once. */
export function Gone({ sent, onClose }: { sent: Sent; onClose: () => void }) {
  return (
    <>
      {sent.state === 'went' && sent.post ? (
        <TheLink {...sent.post} />
      ) : sent.state === 'went' ? (
        <Notice kind="saved" title={`It is in ${sent.name} now`}>
          You can take it back at any time, under “Where my words are”.
        </Notice>
      ) : (
        <Notice kind="info" title="It is asked">
          It goes to {sent.name} once everyone whose yes it needs has said so. Who was asked and who has answered is
          told to nobody. Without an answer within 30 days it stays.
          {sent.post && ' When it may go, it waits for you under “Waiting for you”, and you make the link.'}
        </Notice>
      )}
      <Buttons>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
        {sent.state === 'went' && sent.address && (
          <ButtonLink to={`/s/${sent.address}/evidence`}>See it there</ButtonLink>
        )}
        <ButtonLink to="/words">Where my words are</ButtonLink>
      </Buttons>
    </>
  )
}
