import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { AccountFields } from './account-fields.tsx'
import { send, useMe, usePlace, useSecret, zoneHere } from './data.ts'
import { Door } from './door.tsx'
import { SsoWays } from './other-ways.tsx'

/** What an invitation opens. It works once; each way it can end has its sentence and its way on. */
export default function JoinPage() {
  const token = useSecret()
  const place = usePlace()
  const me = useMe()
  const invitation = useQuery(api.people.invitation.queryOptions({ input: { token }, enabled: token !== '' }))
  const name = place.data?.name
  if (token === '')
    return (
      <Ended title="Open the link in your invitation" name={name}>
        Its end, after the #, is missing here. Copy the whole link, or ask whoever invited you to send it again.
      </Ended>
    )
  if (invitation.isPending || me.isPending) return <Loading what="Opening your invitation" />
  if (invitation.isError || me.isError) {
    return (
      <Door title="Your invitation" place={name}>
        <Notice
          kind="offline"
          title="We cannot reach the place"
          actions={<Button onClick={() => void invitation.refetch()}>Try again</Button>}
        >
          Your invitation is as it was. Try again in a moment.
        </Notice>
      </Door>
    )
  }
  const { state, space, inviter, mine } = invitation.data
  const signedIn = me.data?.kind === 'full' ? me.data : undefined
  if (state === 'used' && mine) {
    return (
      <Door title="Thank you" place={name}>
        <Notice
          kind="saved"
          title={`${inviter} now confirms that it is you`}
          actions={
            <ButtonLink to="/today" kind="primary">
              Go in
            </ButtonLink>
          }
        >
          You will be in {space} as soon as that is done. Until then your own journal is open to you, and nothing there
          is seen by anybody else.
        </Notice>
      </Door>
    )
  }
  if (state === 'used')
    return (
      <Ended title="This invitation has been used" name={name} signIn={!signedIn}>
        Each works once. If it was you, sign in; if it was not, tell {inviter} at once: until {inviter} confirms who it
        is, nobody gets in by it.
      </Ended>
    )
  if (state === 'expired')
    return (
      <Ended title="This invitation is over" name={name}>
        It was good for seven days. Ask {inviter} for a new one; it takes a minute.
      </Ended>
    )
  if (state === 'withdrawn')
    return (
      <Ended title="This invitation was taken back" name={name}>
        If you think that was a mistake, ask {inviter}.
      </Ended>
    )
  if (state === 'unknown')
    return (
      <Ended title="We do not know this invitation" name={name}>
        Look whether the whole link was copied. If it was, ask whoever sent it for a new one.
      </Ended>
    )
  return signedIn ? (
    <AsMyself token={token} space={space} inviter={inviter} me={signedIn.name ?? ''} place={name} />
  ) : (
    <AsNew token={token} guest={invitation.data} place={name} />
  )
}

function Ended({
  title,
  name,
  signIn,
  children,
}: {
  title: string
  name: string | undefined
  signIn?: boolean
  children: ReactNode
}) {
  return (
    <Door title={title} place={name}>
      <Notice kind="info" actions={signIn ? <ButtonLink to="/sign-in">Sign in</ButtonLink> : undefined}>
        {children}
      </Notice>
    </Door>
  )
}

type Guest = { space: string; inviter: string; name: string }

function AsNew({ token, guest, place }: { token: string; guest: Guest; place: string | undefined }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Door
      title={`Come into ${guest.space}`}
      place={place}
      why={`${guest.inviter} invites you. You make an account that is yours, not your employer’s; then ${guest.inviter} confirms that it is you.`}
      after={
        <p>
          You have an account here already?{' '}
          <LinkTo to={`/sign-in?to=${encodeURIComponent(`/join#${token}`)}`}>Sign in with it</LinkTo>; the invitation
          waits.
        </p>
      }
    >
      <Form
        name="Make your account"
        onSend={async (data) => {
          const account = {
            ...(Object.fromEntries(data) as { name: string; email: string; password: string }),
            zone: zoneHere(),
          }
          const outcome = await send(
            () => client.people.accept({ attempt: attempt.id, token, account }),
            () => undefined,
            { email: 'email', account: 'email' },
          )
          await queries.invalidateQueries()
          return outcome
        }}
      >
        <AccountFields
          keep="join"
          name={guest.name}
          emailHint="The one your invitation was sent to. After that, nobody else here sees it."
        />
        <Button type="submit" kind="primary">
          Say yes to the invitation
        </Button>
      </Form>
      <SsoWays purpose="join" token={token} />
    </Door>
  )
}

function AsMyself({
  token,
  space,
  inviter,
  me,
  place,
}: {
  token: string
  space: string
  inviter: string
  me: string
  place: string | undefined
}) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [leaving, setLeaving] = useState(false)
  const leave = async () => {
    setLeaving(true)
    await client.people.signOut({ attempt: crypto.randomUUID() }).catch(() => undefined)
    setLeaving(false)
    await queries.invalidateQueries()
  }
  return (
    <Door
      title={`Come into ${space}`}
      place={place}
      why={`${inviter} invites you. You are signed in as ${me}; ${inviter} then confirms that it is you.`}
    >
      <Form
        name="Say yes to the invitation"
        onSend={async () => {
          const outcome = await send(
            () => client.people.accept({ attempt: attempt.id, token }),
            () => undefined,
          )
          await queries.invalidateQueries()
          return outcome
        }}
      >
        <Buttons>
          <Button type="submit" kind="primary">
            Say yes as {me}
          </Button>
          <Button kind="quiet" pending={leaving} onClick={() => void leave()}>
            That is not me
          </Button>
        </Buttons>
      </Form>
    </Door>
  )
}
