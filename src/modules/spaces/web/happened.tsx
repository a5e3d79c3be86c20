type Happened = { kind: string; who: string | null; about: string | null }

/** What each kind of event reads as, with who did it and without. `*` stands for who, `+` for whom or what it is about. */
const SENTENCES: Record<string, [withName: string, without: string]> = {
  'space.founded': ['* made this space.', 'This space was made.'],
  'space.settled': ['* changed what we say of ourselves.', 'What we say of ourselves was changed.'],
  'space.phase_changed': ['* changed where we say we are.', 'Where we say we are was changed.'],
  'membership.announced': ['* asked + in.', '+ was announced.'],
  'membership.started': ['+ came in.', '+ came in.'],
  'membership.ended': ['+ left.', '+ left.'],
  'seat.added': ['* added the post of +.', 'The post of + was added.'],
  'seat.changed': ['* changed the post of +.', 'The post of + was changed.'],
  'document.imported': ['* brought in a document.', 'A document was brought in.'],
  'evidence.written': ['* put in evidence.', 'Evidence was put in.'],
  'evidence.card_changed': ['* looked at evidence again.', 'Evidence was looked at again.'],
  'evidence.brought_in': ['Something was brought in from elsewhere.', 'Something was brought in from elsewhere.'],
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
  'action.started': ['* wrote an action down.', 'An action was started.'],
  'outcome.said': ['* said what came of it.', 'What came of it was said.'],
  'chain.joined': ['* joined two things that belong together.', 'Two things that belong together were joined.'],
  'chain.stopped': ['* said why something stopped here.', 'Something stopped here, with a reason.'],
}

/** One sentence for one event. A kind nobody has a sentence for still says that something happened. */
export function happenedWords({ kind, who, about }: Happened): string {
  const sentences = SENTENCES[kind] ?? ['* changed something here.', 'Something here was changed.']
  const sentence = who === null ? sentences[1] : sentences[0]
  return sentence.replace('*', () => who ?? '').replace('+', () => about ?? 'somebody')
}
