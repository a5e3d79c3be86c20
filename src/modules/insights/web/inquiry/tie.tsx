import { useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { EvidencePicker } from '#modules/library/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useSending } from '../data.ts'
import { Foot } from '../foot.tsx'
import { KIND_NAMES, type Kind, type Role } from './data.ts'
import styles from './inquiry.module.css'

type End = { kind: Kind; id: string }
export type Tying = {
  title: string
  /** Of which kinds one is chosen here. */
  kinds: Kind[]
  role: Role
  /** The end that is known; the other is chosen here. */
  to?: End
  from?: End
}
type TieProps = { tying: Tying; space: string; address: string; onDone: () => void }
type Input = Parameters<ReturnType<typeof useTie>>[0]

function useTie() {
  const tie = useMutation(api.insights.tie.mutationOptions())
  return tie.mutateAsync
}

/** Chooses what is tied, over the page it is tied on. */
export function TieDialog(props: TieProps) {
  return (
    <Dialog open onClose={props.onDone} title={props.tying.title} shape="sheet">
      <Choosing {...props} />
    </Dialog>
  )
}

function Choosing({ tying, space, address, onDone }: TieProps) {
  const send = useSending()
  const attempt = useAttempt()
  const tie = useTie()
  const [kind, setKind] = useState(tying.kinds[0]!)
  const [chosen, setChosen] = useState<string[]>([])
  const one = async (id: string) => {
    const other = { kind, id }
    const from = (tying.from ?? other) as Input['from']
    const to = (tying.to ?? other) as Input['to']
    const answer = await tie({ attempt: attempt.id, space, from, to, role: tying.role })
    attempt.renew()
    return answer
  }
  const all = async () => {
    for (const id of chosen) {
      const answer = await one(id)
      if (!answer.ok) return answer
    }
    return { ok: true as const }
  }
  return (
    <Form
      name={tying.title}
      onSend={() => (chosen.length === 0 ? { problem: 'Choose one first.' } : send(all, onDone))}
    >
      {tying.kinds.length > 1 && (
        <Select
          label="What kind of thing?"
          value={kind}
          onChange={(next) => {
            setKind(next as Kind)
            setChosen([])
          }}
          choices={tying.kinds.map((value) => ({ value, label: KIND_NAMES[value][1] }))}
        />
      )}
      {kind === 'evidence' ? (
        <EvidencePicker address={address} chosen={chosen} onChange={setChosen} />
      ) : (
        <Choices
          key={kind}
          {...{ kind, space, but: (tying.to ?? tying.from)?.id }}
          chosen={chosen[0] ?? null}
          onChange={(id) => setChosen([id])}
        />
      )}
      <p className={styles.soft}>Seen by those who read both. It can be untied again.</p>
      <Foot verb="Tie it" onDone={onDone} />
    </Form>
  )
}

type ChoicesProps = {
  kind: Kind
  space: string
  but: string | undefined
  chosen: string | null
  onChange: (id: string) => void
}

/** Things of one kind, newest first; typing narrows them. */
function Choices({ kind, space, but, chosen, onChange }: ChoicesProps) {
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed.trim())
  const list = useQuery(api.insights.choices.queryOptions({ input: { space, kind, words } }))
  const others = list.data?.filter((one) => one.id !== but)
  const many = KIND_NAMES[kind][1]
  return (
    <>
      <TextField type="search" label={`Find ${many} by their words`} value={typed} onChange={setTyped} />
      {list.isPending && <Loading what={`Fetching the ${many}`} lines={3} />}
      {list.isError && <p>The {many} could not be fetched. Close this and try again; nothing was changed.</p>}
      {others?.length === 0 && (
        <p className={styles.soft}>
          {words === '' ? `There are no ${many} here to choose from.` : `No ${many} here have these words.`}
        </p>
      )}
      {others !== undefined && others.length > 0 && (
        <RadioGroup
          label={`Which of the ${many}?`}
          value={chosen}
          onChange={onChange}
          choices={others.map((one) => ({ value: one.id, label: one.words }))}
        />
      )}
    </>
  )
}
