import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Problem, useAct } from './act.tsx'
import styles from './spaces.module.css'
import { PHASE_WORDS } from './words.tsx'

type Happening = {
  kind: string
  day: string
  until: string | null
  who: string | null
  about: string | null
  words: string | null
  gone: boolean
  to: string | null
  mine: string | null
}

/** What each kind of event reads as, with who did it and without. `*` stands for who, `+` for whom or what it is about. */
const SENTENCES: Record<string, [withName: string, without: string]> = {
  'space.founded': ['* made this space.', 'This space was made.'],
  'space.settled': ['* changed what we say of ourselves.', 'What we say of ourselves was changed.'],
  'space.rule_set': [
    '* changed how long we wait, or who takes documents out.',
    'How long we wait, or who takes documents out, was changed.',
  ],
  'space.rules_said': ['* said how we meet.', 'How we meet was said.'],
  'space.phase_changed': ['* said where we are now: +.', 'Where we say we are was changed: +.'],
  'space.called_together': ['* asked everybody of other spaces in.', 'Everybody of other spaces was asked in.'],
  'space.closed': ['The space closed.', 'The space closed.'],
  'closing.proposed': ['* asked that this space end.', 'Somebody asked that this space end.'],
  'closing.agreed': ['It was agreed that this space ends.', 'It was agreed that this space ends.'],
  'closing.not_agreed': ['It was not agreed that this space end.', 'It was not agreed that this space end.'],
  'closing.called_off': ['* called the ending off.', 'The ending was called off.'],
  'ending.done': ['* ticked a step of a good end.', 'A step of a good end was ticked.'],
  'ending.undone': ['* opened a step of a good end again.', 'A step of a good end was opened again.'],
  'limits.named': ['* said who decides where confidence ends.', 'Who decides where confidence ends was said.'],
  'partner.joined': ['+ takes part from here on.', '+ takes part from here on.'],
  'partner.left': ['+ no longer takes part.', '+ no longer takes part.'],
  'context.noted': ['Round us, noted by *.', 'Round us.'],
  'request.came': ['It was asked whether we could bring something.', 'It was asked whether we could bring something.'],
  'request.taken_back': ['What was asked of us was taken back.', 'What was asked of us was taken back.'],
  'strategy.tied': ['* said that we are part of “+”.', 'We said that we are part of “+”.'],
  'strategy.changed': ['* said anew what “+” is.', 'What “+” is was said anew.'],
  'strategy.untied': ['* said that we are no longer part of “+”.', 'We said that we are no longer part of “+”.'],
  'strategy.milestone': ['In the strategy we are part of.', 'In the strategy we are part of.'],
  'turning_point.written': ['A turning point, told by *.', 'A turning point.'],
  'membership.announced': ['* asked + in.', '+ was announced.'],
  'membership.started': ['+ came in.', '+ came in.'],
  'membership.ended': ['+ left.', '+ left.'],
  'membership.roles_changed': ['* changed what + does here.', 'What + does here was changed.'],
  'membership.role_asked': ['A role was asked for +.', 'A role was asked for +.'],
  'membership.role_taken': ['+ took a role on.', '+ took a role on.'],
  'membership.role_not_taken': ['A role asked for + was not taken on.', 'A role asked for + was not taken on.'],
  'membership.residence_asked': [
    '* asked for + to be a researcher in residence.',
    'It was asked for + to be a researcher in residence.',
  ],
  'membership.residence_started': ['+ is a researcher in residence.', '+ is a researcher in residence.'],
  'membership.job_shared': ['+ shares the job with somebody now.', '+ shares the job with somebody now.'],
  'membership.job_apart': ['+ no longer shares the job.', '+ no longer shares the job.'],
  'membership.handover_noted': ['+ wrote down what they carry.', '+ wrote down what they carry.'],
  'space.unmanaged': ['Nobody manages this space since.', 'Nobody manages this space since.'],
  'seat.held': ['* said who holds the post of +.', 'Who holds the post of + was said.'],
  'load.said': ['* wrote down who carries what.', 'Who carries what was written down.'],
  'tie.said': ['* wrote down who works with whom.', 'Who works with whom was written down.'],
  'tie.ended': ['* wrote down that two no longer work together.', 'Two no longer work together.'],
  'seat.added': ['* added the post of +.', 'The post of + was added.'],
  'seat.changed': ['* changed the post of +.', 'The post of + was changed.'],
  'gathering.changed': ['* changed the call to a gathering.', 'The call to a gathering was changed.'],
  'gathering.shared_back': ['* said what came of a gathering.', 'It was said what came of a gathering.'],
  'gathering.held': ['* closed a gathering that was held.', 'A gathering was held.'],
  'gathering.asked': ['* asked people to a gathering.', 'People were asked to a gathering.'],
  'gathering.answered': ['* said whether they come.', 'Somebody said whether they come.'],
  'gathering.looked_back': ['* said how a gathering was.', 'How a gathering was was said.'],
  'gathering.series_started': ['* made a gathering the first of a series.', 'A series was begun.'],
  'gathering.series_ended': ['* ended a series.', 'A series was ended.'],
  'gathering.in_touch': ['* noted that people were in touch.', 'People were in touch.'],
  'artefact.made': [
    '* began something we make: a map, a story, data or a design.',
    'A map, a story, data or a design was begun.',
  ],
  'artefact.edited': ['* said anew what something we make is.', 'What something we make is was said anew.'],
  'artefact.stands': ['* let something we make stand for everybody.', 'Something we make was let stand for everybody.'],
  'document.imported': ['* brought in a document.', 'A document was brought in.'],
  'document.taken_out': ['* took out a document that somebody else had brought in.', 'A document was taken out.'],
  'evidence.written': ['* put in evidence.', 'Evidence was put in.'],
  'evidence.card_changed': ['* looked at evidence again.', 'Evidence was looked at again.'],
  'evidence.brought_in': ['Something was brought in from elsewhere.', 'Something was brought in from elsewhere.'],
  'evidence.tied': ['* said that two pieces say the same.', 'It was said that two pieces say the same.'],
  'evidence.untied': ['* said that two pieces differ after all.', 'It was said that two pieces differ after all.'],
  'evidence.taken_back': [
    'Something was taken back by whoever said it.',
    'Something was taken back by whoever said it.',
  ],
  'insight.written': ['* wrote an insight.', 'An insight was written.'],
  'insight.edited': ['* changed the words of an insight.', 'The words of an insight were changed.'],
  'insight.disputed': ['* put a view against an insight beside it.', 'A view against an insight was put beside it.'],
  'insight.looked_again': ['* looked at an insight again.', 'An insight was looked at again.'],
  'insight.sent': ['* sent an insight to who needs to hear it.', 'An insight was sent to who needs to hear it.'],
  'receiver.answered': ['An insight was heard, and answered.', 'An insight was heard, and answered.'],
  'receiver.link_renewed': ['* sent a link again.', 'A link was sent again.'],
  'implication.written': ['* said what an insight means for us.', 'What an insight means for us was said.'],
  'decision.made': ['* wrote a decision down.', 'A decision was made.'],
  'decision.taken_back': ['A decision was taken back.', 'A decision was taken back.'],
  'action.started': ['* wrote an action down.', 'An action was started.'],
  'outcome.said': ['* said what came of it.', 'What came of it was said.'],
  'question.asked': ['* asked a question.', 'A question was asked.'],
  'question.changed': ['* said a question anew.', 'A question was said anew.'],
  'question.settled': ['* said how far a question has come.', 'How far a question has come was said.'],
  'assumption.written': ['* wrote an assumption down.', 'An assumption was written down.'],
  'assumption.changed': ['* said an assumption anew.', 'An assumption was said anew.'],
  'assumption.settled': ['* said where an assumption stands.', 'Where an assumption stands was said.'],
  'cycle.started': ['* began a learning cycle.', 'A learning cycle was begun.'],
  'cycle.changed': ['* said a learning cycle anew.', 'A learning cycle was said anew.'],
  'cycle.moved': ['* moved a learning cycle.', 'A learning cycle was moved.'],
  'experiment.started': ['* began to try something out.', 'Something began to be tried out.'],
  'experiment.changed': ['* said an experiment anew.', 'An experiment was said anew.'],
  'experiment.ended': ['* said what came of an experiment.', 'What came of an experiment was said.'],
  'aim.set': ['* set an aim.', 'An aim was set.'],
  'aim.changed': ['* said an aim anew.', 'An aim was said anew.'],
  'insight.consolidated': ['* wrote what takes the place of an insight.', 'Something took the place of an insight.'],
  'insight.scaled': ['* said how far an insight has reached.', 'How far an insight has reached was said.'],
  'inquiry.tied': ['* tied two things that belong together.', 'Two things that belong together were tied.'],
  'inquiry.untied': ['* untied two things.', 'Two things were untied.'],
  'gathering.called': ['* called a gathering.', 'A gathering was called.'],
  'gathering.cancelled': ['* called a gathering off.', 'A gathering was called off.'],
  'chain.joined': ['* joined two things that belong together.', 'Two things that belong together were joined.'],
  'chain.stopped': ['* said why something stopped here.', 'Something stopped here, with a reason.'],
}

/** Said before what was written with it, where it needs saying. */
const BEFORE: Record<string, string> = { 'space.settled': 'Until then it said: ' }

/** Words that come first, with the sentence under them: what somebody told, and what was planned, rather than what was done. */
const WORDS_FIRST = ['turning_point.written', 'context.noted', 'strategy.milestone']

/** One sentence for one event, and what was said with it. A kind nobody has a sentence for still says that something happened. */
export function Happened({ one }: { one: Happening }) {
  const attempt = useAttempt()
  const takeOut = useAct(async (id: string) => {
    const which = { attempt: attempt.id, id }
    const answer =
      one.kind === 'context.noted'
        ? await client.spaces.takeOutContext(which)
        : await client.spaces.takeOutTurningPoint(which)
    attempt.renew()
    return answer
  })
  const words = one.words === null ? null : <span className={styles.words}>{one.words}</span>
  const first = WORDS_FIRST.includes(one.kind)
  return (
    <div>
      {first && words}
      <div className={first ? styles.meta : undefined}>
        {sentenceOf(one)}
        {one.kind === 'context.noted' && one.about !== null && ` ${one.about} says so.`}
        {one.until !== null && ` Until ${dayWords(one.until)}.`}
      </div>
      {!first && words && (
        <div className={styles.meta}>
          {BEFORE[one.kind] ?? ''}
          {one.to === null ? (
            words
          ) : (
            <LinkTo to={one.to} className={styles.readOn}>
              {words}
            </LinkTo>
          )}
        </div>
      )}
      {one.gone && <div className={styles.meta}>What was written then is gone.</div>}
      {one.mine !== null && (
        <div data-paper="no" className={styles.flush}>
          <Button kind="quiet" small pending={takeOut.isPending} onClick={() => takeOut.mutate(one.mine!)}>
            Take it out
          </Button>
        </div>
      )}
      <Problem>{takeOut.problem}</Problem>
    </div>
  )
}

function sentenceOf({ kind, who, about }: Happening): string {
  const sentences = SENTENCES[kind] ?? ['* changed something here.', 'Something here was changed.']
  const sentence = who === null ? sentences[1] : sentences[0]
  const what =
    kind === 'space.phase_changed' ? (PHASE_WORDS[about as keyof typeof PHASE_WORDS]?.label.toLowerCase() ?? '') : about
  return sentence
    .replace('*', () => who ?? '')
    .replace('+', () => what ?? 'somebody')
    .replace(/: \.$/, '.')
}
