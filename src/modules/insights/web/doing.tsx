import { useMutation } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useSending, wordsOf } from './data.ts'
import { EditInsight } from './edit.tsx'
import { among, type DoingProps, type Doings, Foot, toAll } from './foot.tsx'
import { Act, Conclude, Decide } from './onward.tsx'
import { NewLink, SendInsight, SendWords } from './send.tsx'

const TITLES: Record<Doings['do'], string> = {
  send: 'Who needs to hear this?',
  decide: 'What was decided?',
  dissent: 'A view against',
  edit: 'Say it anew',
  keep: 'Keep it as it is?',
  act: 'Start an action',
  conclude: 'What came of it?',
  link: 'The link',
  'take-back': 'Take it back?',
  words: 'Let one post read a line',
  stop: 'Stop here, because…',
}

/** The form for what was chosen, over the page, so that the thread stays where it was. */
export function Doing(props: DoingProps) {
  const { what, onDone } = props
  return (
    <Dialog open onClose={onDone} title={TITLES[what.do]} shape="sheet">
      <Fields {...props} />
    </Dialog>
  )
}

function Fields(props: DoingProps) {
  const { what } = props
  const insight = props.trace.insights.find((one) => one.id === what.of)
  if (what.do === 'send' && insight) return <SendInsight {...props} insight={insight} />
  if (what.do === 'edit' && insight) return <EditInsight {...props} insight={insight} />
  if (what.do === 'keep') return <Keep {...props} />
  if (what.do === 'words') return <SendWords {...props} />
  if (what.do === 'take-back') return <TakeBack {...props} />
  if (what.do === 'link') return <NewLink of={what.of} onDone={props.onDone} />
  if (what.do === 'decide') return <Decide {...props} />
  if (what.do === 'dissent') return <Dissent {...props} />
  if (what.do === 'act') return <Act {...props} />
  if (what.do === 'conclude') return <Conclude {...props} />
  return <Stop {...props} />
}

function Dissent({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const add = useMutation(api.insights.addDissent.mutationOptions())
  return (
    <Form
      name="A view against"
      onSend={(data) =>
        send(() => add.mutateAsync({ attempt: attempt.id, insight: what.of, words: wordsOf(data, 'words') }), onDone)
      }
    >
      <TextArea
        label="What do you see differently?"
        name="words"
        required
        maxLength={2000}
        keepAs={`dissent ${what.of}`}
        reach={among(here)}
        hint="It stays beside the insight, under your name, wherever it is read here. Elsewhere it is only said that there is one."
      />
      <Foot verb="Put it beside" onDone={onDone} />
    </Form>
  )
}

function Stop({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const stop = useMutation(api.insights.stop.mutationOptions())
  if (what.do !== 'stop') return null
  return (
    <Form
      name="Stop here, because…"
      onSend={(data) =>
        send(
          () =>
            stop.mutateAsync({
              attempt: attempt.id,
              space: here.id,
              kind: what.kind,
              of: what.of,
              reason: wordsOf(data, 'reason'),
            }),
          onDone,
        )
      }
    >
      <TextArea
        label="Why it stops here"
        name="reason"
        required
        maxLength={1000}
        keepAs={`stop ${what.of}`}
        rows={2}
        reach={what.kind === 'insight' ? among(here) : toAll(here)}
        hint="It stays to be read, with its reason: others may take it up again."
      />
      <Foot verb="Stop it here" onDone={onDone} />
    </Form>
  )
}

function TakeBack({ what, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const take = useMutation(api.crossings.takeBack.mutationOptions())
  return (
    <Form
      name="Take it back?"
      onSend={() => send(() => take.mutateAsync({ attempt: attempt.id, id: what.of }), onDone)}
    >
      <p>Their page is empty within a second. What was printed or copied by hand can’t be called back.</p>
      <Foot verb="Take it back" onDone={onDone} />
    </Form>
  )
}

function Keep({ what, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const keep = useMutation(api.insights.lookedAgain.mutationOptions())
  return (
    <Form
      name="Keep it as it is?"
      onSend={() => send(() => keep.mutateAsync({ attempt: attempt.id, insight: what.of }), onDone)}
    >
      <p>It still holds on what is left under it. Everybody who reads it sees that it was looked at again.</p>
      <Foot verb="It still holds" onDone={onDone} />
    </Form>
  )
}
