import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SaidInCopy, useHere } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useSending, wordsOf } from '../data.ts'
import { Foot } from '../foot.tsx'
import { byWhen, ended, type Linked, PARTIES_WORDS, type Question, STATE_WORDS, useTheirs } from './data.ts'
import { History } from './history.tsx'
import styles from './inquiry.module.css'
import { AskQuestion, EditQuestion, type Here } from './question-form.tsx'
import { heldBy } from './questions-page.tsx'
import { Theirs } from './theirs.tsx'
import { TieDialog, type Tying } from './tie.tsx'
import { Ties } from './ties.tsx'

type Doing = { do: 'edit' | 'settle' | 'ask' } | { do: 'tie'; tying: Tying }

/** One question: why it matters, what is known so far, and everything that hangs on it. */
export default function QuestionPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const read = useQuery(api.insights.question.queryOptions({ input: { address, of: params.id! } }))
  const [doing, setDoing] = useState<Doing | null>(null)
  if (read.isPending || here.isPending) return <Loading what="Opening the question" />
  if (!read.data || !here.data)
    return (
      <NotThere
        fault={read.error ?? here.error}
        to={`/s/${address}/insights/questions`}
        verb="Go to the questions"
        again={() => void read.refetch()}
      />
    )
  const { question, history } = read.data
  const open = here.data.closed === null
  const { reach, name } = here.data
  const done = () => setDoing(null)
  return (
    <Page
      title={question.words}
      words
      reach={{ person: reach.person, sentence: reach.who, more: reach.more }}
      above={
        <>
          Question in <LinkTo to={`/s/${address}/insights/questions`}>{name}</LinkTo>
        </>
      }
      margin={<About question={question} />}
    >
      <SaidInCopy address={address} things={[{ id: question.id, words: null }]} />
      {question.state === 'active' && !(question.owner?.here && question.facilitator?.here) && (
        <Notice
          kind="info"
          title="Somebody who held this has left"
          actions={open && <Button onClick={() => setDoing({ do: 'edit' })}>Name somebody</Button>}
        >
          A question that is worked on has somebody who owns it and somebody who facilitates it.
        </Notice>
      )}
      {question.state_reason && (
        <p>
          <strong>{STATE_WORDS[question.state]}.</strong> <span className={styles.said}>{question.state_reason}</span>
        </p>
      )}
      {question.why && (
        <Section title="Why it matters">
          <p className={styles.said}>{question.why}</p>
        </Section>
      )}
      <Section title="What we know so far">
        {question.known ? <p className={styles.said}>{question.known}</p> : <p className={styles.soft}>Nothing yet.</p>}
        {open && (
          <div className={styles.acts} data-paper="no">
            <Button small kind="quiet" onClick={() => setDoing({ do: 'edit' })}>
              Say it anew
            </Button>
            <Button small kind="quiet" onClick={() => setDoing({ do: 'settle' })}>
              Say how far it has come
            </Button>
            <ButtonLink small kind="quiet" to={`/s/${address}/gatherings?about=learning_question:${question.id}#call`}>
              Meet about this
            </ButtonLink>
          </div>
        )}
      </Section>
      <Hanging question={question} here={here.data} open={open} onDo={setDoing} />
      <History changes={history} words={STATE_WORDS} />
      {doing?.do === 'edit' && (
        <Dialog open onClose={done} title="Say it anew" shape="sheet">
          <EditQuestion here={here.data} question={question} onDone={done} />
        </Dialog>
      )}
      {doing?.do === 'settle' && (
        <Dialog open onClose={done} title="How far has it come?" shape="sheet">
          <Settle here={here.data} question={question} onDone={done} />
        </Dialog>
      )}
      {doing?.do === 'ask' && (
        <Dialog open onClose={done} title="A question under this one" shape="sheet">
          <AskQuestion here={here.data} partOf={question.id} onDone={done} />
        </Dialog>
      )}
      {doing?.do === 'tie' && <TieDialog tying={doing.tying} space={here.data.id} address={address} onDone={done} />}
    </Page>
  )
}

function About({ question }: { question: Question }) {
  return (
    <Margin name="About this question">
      <Note title="How far it has come">{STATE_WORDS[question.state]}.</Note>
      <Note title="Who holds it">{heldBy(question)}</Note>
      {(question.informs || question.by_on) && (
        <Note title="What it is for">
          {ended(question.informs)} {byWhen(question.by_on, question.near)}
        </Note>
      )}
      <Note title="Whose question it is">{PARTIES_WORDS[question.whose]}.</Note>
    </Margin>
  )
}

type HangingProps = { question: Question; here: Here; open: boolean; onDo: (doing: Doing) => void }

/** What was brought to it and what was made of it, each part with the way to add to it. */
function Hanging({ question, here, open, onDo }: HangingProps) {
  const me = { kind: 'question' as const, id: question.id }
  const tied = (is: (one: Linked) => boolean) => question.linked.filter(is)
  const parts: { title: string; none: string; ties: Linked[]; verb?: string; doing?: Doing }[] = [
    {
      ...{ title: 'Evidence brought to it', none: 'None yet. Whoever has some brings it in, and ties it here.' },
      ties: tied((one) => one.kind === 'evidence'),
      verb: 'Tie evidence',
      doing: { do: 'tie', tying: { title: 'Which evidence?', kinds: ['evidence'], role: 'bears', to: me } },
    },
    {
      ...{ title: 'Findings that bear on it', none: '' },
      ties: tied((one) => one.kind === 'finding'),
      verb: 'Tie a finding',
      doing: { do: 'tie', tying: { title: 'Which finding?', kinds: ['finding'], role: 'bears', to: me } },
    },
    {
      ...{ title: 'What we made of it', none: 'No insight yet.' },
      ties: tied((one) => one.kind === 'insight'),
      verb: 'Tie an insight',
      doing: { do: 'tie', tying: { title: 'Which insight?', kinds: ['insight'], role: 'bears', to: me } },
    },
    {
      ...{ title: 'Questions under it', none: '' },
      ties: tied((one) => one.role === 'part_of' && one.end === 'from'),
      verb: 'Ask a question under it',
      doing: { do: 'ask' },
    },
    { title: 'It is part of', none: '', ties: tied((one) => one.role === 'part_of' && one.end === 'to') },
    { title: 'Cycles that ask it', none: '', ties: tied((one) => one.role === 'asks') },
    {
      ...{ title: 'Decisions it informs', none: '' },
      ties: tied((one) => one.role === 'informs'),
      verb: 'Tie a decision',
      doing: { do: 'tie', tying: { title: 'Which decision?', kinds: ['decision'], role: 'informs', from: me } },
    },
    {
      ...{ title: 'Aims it serves', none: '' },
      ties: tied((one) => one.role === 'made_for'),
      verb: 'Tie it to an aim',
      doing: { do: 'tie', tying: { title: 'Which aim?', kinds: ['aim'], role: 'made_for', from: me } },
    },
  ]
  return (
    <>
      {parts
        .filter((part) => part.ties.length > 0 || part.none !== '')
        .map(({ title, none, ties }) => (
          <Section key={title} title={title}>
            {ties.length === 0 && <p className={styles.soft}>{none}</p>}
            <Ties address={here.address} space={here.id} of={question.id} ties={ties} may={open} />
          </Section>
        ))}
      {open && (
        <div className={styles.acts} data-paper="no">
          {parts.map(
            ({ verb, doing }) =>
              verb &&
              doing && (
                <Button key={verb} small kind="quiet" onClick={() => onDo(doing)}>
                  {verb}
                </Button>
              ),
          )}
        </div>
      )}
    </>
  )
}

/** How far it has come; what cannot be answered, or is laid aside, says why. */
function Settle({ here, question, onDone }: { here: Here; question: Question; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(question.version)
  const [state, setState] = useState(question.state)
  const settle = useMutation(api.insights.settleQuestion.mutationOptions())
  const why = state === 'not_answerable' || state === 'parked'
  return (
    <Form
      name="How far has it come?"
      onSend={(data) =>
        send(async () => {
          const about = { attempt: attempt.id, question: question.id, version: at }
          const answer = await settle.mutateAsync({ ...about, state, reason: wordsOf(data, 'reason') })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <RadioGroup
        label="How far it has come"
        name="state"
        value={state}
        onChange={setState}
        choices={[
          { value: 'draft', label: STATE_WORDS.draft },
          { value: 'active', label: STATE_WORDS.active, hint: 'Somebody owns it, and somebody facilitates it.' },
          {
            value: 'answered',
            label: STATE_WORDS.answered,
            hint: 'As far as it needs to be; what we know stands above.',
          },
          { value: 'not_answerable', label: STATE_WORDS.not_answerable, hint: 'Worth knowing too. Say why.' },
          { value: 'parked', label: STATE_WORDS.parked, hint: 'Not now. Say why.' },
        ]}
      />
      <TextArea
        label="Why"
        name="reason"
        required={why}
        optional={!why}
        maxLength={1000}
        rows={2}
        reach={{ person: here.reach.person, sentence: `Those in ${here.name} who read this question` }}
        keepAs={`settle ${question.id}`}
      />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}
