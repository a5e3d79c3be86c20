import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { AnswerHere, AskAgain, CloseReceiver, CouldInform, TakeOn } from './chain/hear.tsx'
import { Send } from './chain/send-insight.tsx'
import { Stop } from './chain/stop.tsx'
import { useSending, wordsOf } from './data.ts'
import { EditInsight } from './edit.tsx'
import { among, type DoingProps, type Doings, Foot } from './foot.tsx'
import {
  Act,
  Conclude,
  Decide,
  EditAction,
  EditDecision,
  EditImplication,
  EditOutcome,
  HandOn,
  Imply,
  SetAction,
} from './onward.tsx'
import { NewLink, SendWords } from './send.tsx'

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
  words: 'Let somebody read a line',
  stop: 'Stop here, because…',
  imply: 'What does it mean?',
  'edit-implication': 'Say it anew',
  'edit-decision': 'The decision',
  'edit-action': 'Say it anew',
  'set-action': 'How does it stand?',
  'hand-on': 'Who takes it on?',
  'edit-outcome': 'What can be said now?',
  answer: 'Your answer',
  close: 'Wait no longer',
  'ask-again': 'Send it again',
  'take-on': 'Do you take it on?',
  inform: 'What could inform it?',
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

/** The form of each, by what is done. */
const FORMS: Partial<Record<Doings['do'], (props: DoingProps) => ReactNode>> = {
  keep: Keep,
  words: SendWords,
  'take-back': TakeBack,
  decide: Decide,
  dissent: Dissent,
  act: Act,
  conclude: Conclude,
  imply: Imply,
  'edit-implication': EditImplication,
  'edit-decision': EditDecision,
  'edit-action': EditAction,
  'set-action': SetAction,
  'hand-on': HandOn,
  'edit-outcome': EditOutcome,
  answer: AnswerHere,
  close: CloseReceiver,
  'ask-again': AskAgain,
  'take-on': TakeOn,
  inform: CouldInform,
  stop: Stop,
}

function Fields(props: DoingProps) {
  const { what } = props
  const insight = props.trace.insights.find((one) => one.id === what.of)
  if (what.do === 'send' && insight) return <Send {...props} insight={insight} />
  if (what.do === 'edit' && insight) return <EditInsight {...props} insight={insight} />
  if (what.do === 'link') return <NewLink of={what.of} onDone={props.onDone} />
  const Form = FORMS[what.do]
  return Form === undefined ? null : <Form {...props} />
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
