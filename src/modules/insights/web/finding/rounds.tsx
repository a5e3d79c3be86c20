import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { type ListedFinding, useSending, wordsOf } from '../data.ts'
import { Foot, type Where } from '../foot.tsx'

type Props = { finding: ListedFinding; here: Where; onDone: () => void }
const reachOf = (here: Where) => ({
  person: here.reach.person,
  sentence: `Those in ${here.name} who read this finding`,
})

/** Asks everybody who reads it to comment by a day. */
export function OpenRound({ finding, onDone }: Omit<Props, 'here'>) {
  const send = useSending()
  const attempt = useAttempt()
  const open = useMutation(api.insights.openRound.mutationOptions())
  return (
    <Form
      name="Ask members to comment"
      onSend={(data) =>
        send(
          () =>
            open.mutateAsync({
              ...{ attempt: attempt.id, finding: finding.id, comments_by: wordsOf(data, 'comments_by') },
            }),
          onDone,
        )
      }
    >
      <DateField
        label="Members may comment until"
        name="comments_by"
        required
        hint="Nobody has a veto. What changed after it is told."
      />
      <Foot verb="Ask them" onDone={onDone} />
    </Form>
  )
}

/** A comment under its writer's name. */
export function CommentOn({ finding, here, onDone }: Props) {
  const send = useSending()
  const attempt = useAttempt()
  const comment = useMutation(api.insights.commentFinding.mutationOptions())
  const round = finding.rounds.find((one) => one.open)
  if (!round) return <p>The time for comments is over.</p>
  return (
    <Form
      name="Your comment"
      onSend={(data) =>
        send(() => comment.mutateAsync({ attempt: attempt.id, round: round.id, words: wordsOf(data, 'words') }), onDone)
      }
    >
      <TextArea
        label="What do you say to it?"
        name="words"
        required
        maxLength={2000}
        keepAs={`comment ${round.id}`}
        reach={reachOf(here)}
        hint="Under your name. It stays beside the finding."
      />
      <Foot verb="Put it beside" onDone={onDone} />
    </Form>
  )
}

/** Ends a round by telling what changed: “nothing” is told too. */
export function EndRound({ finding, here, onDone }: Props) {
  const send = useSending()
  const attempt = useAttempt()
  const close = useMutation(api.insights.closeRound.mutationOptions())
  const round = finding.rounds.find((one) => one.closed_on === null)
  if (!round) return <p>Somebody has said already what changed.</p>
  return (
    <Form
      name="What changed after the comments?"
      onSend={(data) =>
        send(
          () => close.mutateAsync({ attempt: attempt.id, round: round.id, changed: wordsOf(data, 'changed') }),
          onDone,
        )
      }
    >
      <TextArea
        label="What changed"
        name="changed"
        required
        maxLength={1000}
        rows={2}
        keepAs={`changed ${round.id}`}
        reach={reachOf(here)}
        hint="Say so too where nothing did. No more comments are taken after this."
      />
      <Foot verb="Keep it" onDone={onDone} />
    </Form>
  )
}

/** The insight that came of it: one that is there already, or one that is written on evidence first. */
export function TieToInsight({ finding, here, onDone }: Props) {
  const send = useSending()
  const attempt = useAttempt()
  const [insight, setInsight] = useState('')
  const known = useQuery(api.insights.list.queryOptions({ input: { id: here.id } }))
  const join = useMutation(api.insights.join.mutationOptions())
  const items = known.data?.items.filter((one) => one.words !== null) ?? []
  return (
    <Form
      name="Which insight came of it?"
      onSend={() => {
        if (insight === '') return { errors: { insight: 'Choose the insight that came of it.' } }
        return send(
          () =>
            join.mutateAsync({
              ...{ attempt: attempt.id, space: here.id },
              ...{ from: { kind: 'finding', id: finding.id }, to: { kind: 'insight', id: insight } },
            }),
          onDone,
        )
      }}
    >
      <Select
        label="The insight"
        name="insight"
        empty="Choose one"
        value={insight}
        onChange={setInsight}
        choices={items.map((one) => ({ value: one.id, label: one.words! }))}
        hint="An insight rests on evidence of its own. Write it under “What we learned” first, if it is not there yet."
      />
      <Foot verb="Tie them" onDone={onDone} />
    </Form>
  )
}
