import { useMutation } from '@tanstack/react-query'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useSending, wordsOf } from '../data.ts'
import { Foot } from '../foot.tsx'
import { type Assumption, useTheirs } from './data.ts'
import type { Here } from './question-form.tsx'
import { Theirs } from './theirs.tsx'

/** One minute: the sentence, and whose belief it is. */
export function WriteAssumption({ here, onDone }: { here: Here; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const write = useMutation(api.insights.writeAssumption.mutationOptions())
  return (
    <Form
      name="What do we take for granted?"
      onSend={(data) =>
        send(
          () => write.mutateAsync({ attempt: attempt.id, space: here.id, chapter: here.chapter, ...fieldsIn(data) }),
          onDone,
        )
      }
    >
      <Fields keep={`assumption ${here.id}`} reach={{ person: here.reach.person, sentence: here.reach.who }} />
      <InConfidence address={here.address} />
      <Foot verb="Write it down" onDone={onDone} />
    </Form>
  )
}

type OfProps = { here: Here; assumption: Assumption; onDone: () => void }
const readers = (here: Here) => ({
  person: here.reach.person,
  sentence: `Those in ${here.name} who read this assumption`,
})

export function EditAssumption({ here, assumption, onDone }: OfProps) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(assumption.version)
  const edit = useMutation(api.insights.editAssumption.mutationOptions())
  return (
    <Form
      name="Say it anew"
      onSend={(data) =>
        send(async () => {
          const about = { attempt: attempt.id, assumption: assumption.id, version: at }
          const answer = await edit.mutateAsync({ ...about, ...fieldsIn(data) })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <Fields assumption={assumption} keep={`edit ${assumption.id}`} reach={readers(here)} />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}

function Fields({
  assumption,
  keep,
  reach,
}: {
  assumption?: Assumption
  keep: string
  reach: { person: ReachProps['person']; sentence: string }
}) {
  return (
    <>
      <TextArea
        label="The assumption, in a sentence"
        name="words"
        required
        maxLength={500}
        rows={2}
        reach={reach}
        keepAs={keep}
        defaultValue={assumption?.words ?? ''}
        placeholder="Families stay away because the centre is too far."
      />
      <TextField
        label="Who holds it"
        hint="A party, not a person: the funder, the health trust, all of us."
        name="holder"
        required
        maxLength={160}
        keepAs={`${keep} holder`}
        defaultValue={assumption?.holder ?? ''}
      />
    </>
  )
}

/** Held, tested or changed, and why: the reason stays beside it. */
export function SettleAssumption({ here, assumption, onDone }: OfProps) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(assumption.version)
  const settle = useMutation(api.insights.settleAssumption.mutationOptions())
  return (
    <Form
      name="Where does it stand?"
      onSend={(data) =>
        send(async () => {
          const about = { attempt: attempt.id, assumption: assumption.id, version: at }
          const state = wordsOf(data, 'state') as Assumption['state']
          const answer = await settle.mutateAsync({ ...about, state, reason: wordsOf(data, 'reason') })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <RadioGroup
        label="Where it stands"
        name="state"
        defaultValue={assumption.state}
        choices={[
          { value: 'held', label: 'Held', hint: 'Nobody has looked yet, or it stood the test.' },
          { value: 'tested', label: 'Tested', hint: 'We looked; what we found is tied to it.' },
          { value: 'changed', label: 'Changed', hint: 'We believe something else now.' },
        ]}
      />
      <TextArea
        label="Why"
        name="reason"
        required
        maxLength={1000}
        rows={2}
        reach={readers(here)}
        keepAs={`settle ${assumption.id}`}
      />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}

const fieldsIn = (data: FormData) => ({ words: wordsOf(data, 'words'), holder: wordsOf(data, 'holder') })
