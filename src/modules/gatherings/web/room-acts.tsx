import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Manages } from './around/manages.tsx'
import type { Gathering } from './data.ts'

/** The way in: for whoever runs it its run sheet and console, for everybody else the door. */
export function RoomActs({ call }: { call: Gathering }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const come = useMutation(api.gatherings.comeInFromAbove.mutationOptions())
  const [told, setTold] = useState('')
  const [manages, setManages] = useState(false)
  if (call.cancelled !== null) return null
  if (call.room && call.can.run)
    return (
      <Buttons>
        {call.kind !== 'informal' && (
          <ButtonLink to={`/rooms/${call.room.id}/plan`} kind={call.room.state === 'planned' ? 'primary' : 'outline'}>
            Run sheet
          </ButtonLink>
        )}
        <ButtonLink to={`/rooms/${call.room.id}/console`} kind={call.room.state === 'open' ? 'primary' : 'outline'}>
          {call.room.state === 'planned' ? 'Open the console' : 'Go to the console'}
        </ButtonLink>
      </Buttons>
    )
  if (call.room?.state === 'closed')
    return (
      <Buttons>
        <ButtonLink to={`/rooms/${call.room.id}/leaving`}>What may leave of mine</ButtonLink>
      </Buttons>
    )
  if (call.room) return call.room.state === 'planned' ? null : <Enter room={call.room.id} />
  if (!call.can.comeIn) return null
  const knock = async () => {
    setTold('')
    try {
      const answer = await come.mutateAsync({ attempt: attempt.id, id: call.id, manages })
      attempt.renew()
      if (!answer.ok) return setTold(answer.sentence)
      await queries.invalidateQueries()
      location.assign(phoneOf(answer.room))
    } catch (thrown) {
      const shut = (thrown as { code?: string }).code === 'not_found'
      setTold(
        shut
          ? 'The doors are not open yet. They are opened shortly before it begins; then you come in here.'
          : 'That did not go through. Nothing is lost; try again in a moment.',
      )
    }
  }
  return (
    <div>
      {call.keptOut.includes('line_manager') && <Manages yes={manages} onChange={setManages} />}
      <Button kind="primary" pending={come.isPending} onClick={() => void knock()}>
        Come in
      </Button>
      {told && <Notice kind="info">{told}</Notice>}
    </div>
  )
}

/** The small page on which people take part. */
const phoneOf = (room: string) => `/in/${room}`

const Enter = ({ room }: { room: string }) => (
  <Button kind="primary" onClick={() => location.assign(phoneOf(room))}>
    Go to the room
  </Button>
)
