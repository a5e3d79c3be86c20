import { useQuery } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { AccountFields } from './account-fields.tsx'
import { send, useEntering, usePlace, useSecret, zoneHere } from './data.ts'
import { Door } from './door.tsx'

/** Names the place and makes its first person. Opens with the one-time link only. */
export default function SetUpPage() {
  const token = useSecret()
  const place = usePlace()
  const attempt = useAttempt()
  const enter = useEntering()
  const link = useQuery(api.people.setUpLink.queryOptions({ input: { token }, enabled: token !== '' }))
  if (place.isPending) return <Loading what="Opening the place" />
  if (place.isError || (link.isError && link.data === undefined)) {
    return (
      <Door title="Set this place up">
        <Notice
          kind="offline"
          title="We cannot reach the place"
          actions={
            <Button onClick={() => void Promise.all([place.refetch(), token !== '' && link.refetch()])}>
              Try again
            </Button>
          }
        >
          Nothing was changed.
        </Notice>
      </Door>
    )
  }
  if (place.data.setUp) {
    return (
      <Door title="This place has been set up" place={place.data.name}>
        <Notice kind="info" title="It is set up once" actions={<ButtonLink to="/sign-in">Sign in</ButtonLink>}>
          If you are to come in, somebody who is in one of its spaces can invite you.
        </Notice>
      </Door>
    )
  }
  if (token === '') {
    return (
      <Door title="Set this place up" why="It takes three minutes, and a link that works once.">
        <Notice kind="info" title="Open the one-time link">
          It stands where Trefoil was started: in the window it was started from, or in its log. It begins with this
          address and ends in a long secret, so that only whoever runs the machine can begin.
        </Notice>
      </Door>
    )
  }
  if (link.isPending) return <Loading what="Looking whether this link is good" />
  if (!link.data?.opens) {
    return (
      <Door title="Set this place up" why="It takes three minutes, and a link that works once.">
        <Notice kind="info" title="This link has been used or was replaced by a newer one">
          The newest stands in the window that Trefoil was started from, or in its log. Nothing was changed.
        </Notice>
      </Door>
    )
  }
  return (
    <Door
      title="Set this place up"
      why="First what it is called and who runs it, then you. Running a place makes nobody a member of any space in it."
    >
      <Form
        name="Set this place up"
        onSend={(data) => {
          const typed = Object.fromEntries(data) as {
            place: string
            host: string
            name: string
            email: string
            password: string
          }
          return send(
            () => client.people.setUp({ attempt: attempt.id, token, zone: zoneHere(), ...typed }),
            () => enter('/today'),
          )
        }}
      >
        <TextField
          label="What is this place called?"
          name="place"
          required
          maxLength={80}
          keepAs="set-up place"
          hint="Anybody who opens its address sees this."
          autoComplete="off"
        />
        <TextField
          label="Who runs it?"
          name="host"
          required
          maxLength={300}
          keepAs="set-up host"
          hint="One sentence for its front page: “Bede College runs this place for the partnership.”"
          autoComplete="organization"
        />
        <AccountFields keep="set-up" emailHint="To sign in with. Nobody else here sees it." />
        <Button type="submit" kind="primary">
          Set it up and go in
        </Button>
      </Form>
    </Door>
  )
}
