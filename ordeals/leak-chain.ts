// Marks in every field of the whole chain that takes words.
import type { Visitor } from './http.ts'

type Mark = (where: string, ...readers: string[]) => string
type Know = <T extends { id: string }>(one: T) => T
type Here = { id: string; chapter: string; standing: string }
const DAY = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)

/** A report's finding with a comment, what an insight means, a way to a committee, a decision to come, and an action handed on. */
export async function throughChain(
  [ada, ben]: [Visitor, Visitor],
  here: Here,
  made: { insight: string; action: string; document: string },
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  const m = (where: string) => mark(where, ...all)
  const finding = know(
    await ada.change('insights.writeFinding', {
      ...{ space: here.id, chapter: here.chapter, words: m('finding'), kind: 'developmental', sense_by: DAY },
      ...{ method: m('method of a finding'), commissioned_by: m('commissioned by'), done_by: m('done by') },
      ...{ edited_by: m('edited by'), document: made.document, comments_by: DAY },
    }),
  )
  const listed = await ada.must('insights.findings', { id: here.id })
  const round = know(listed.items[0].rounds[0] as { id: string })
  know(await ben.change('insights.commentFinding', { round: round.id, words: m('comment on a finding') }))
  await ada.change('insights.closeRound', { round: round.id, changed: m('what changed after comments') })
  know(
    await ada.change('insights.imply', {
      from: { kind: 'finding', id: finding.id },
      words: m('implication'),
      for_whom: m('for whom'),
    }),
  )
  const route = know(
    await ada.change('insights.addRoute', {
      ...{ space: here.id, chapter: here.standing, name: m('committee'), format: m('form of papers'), how: m('how') },
      paper_days: 7,
    }),
  )
  const meeting = know(await ada.change('insights.addMeeting', { route: route.id, meets_on: DAY }))
  const plan = know(
    await ada.change('insights.plan', {
      ...{ space: here.id, chapter: here.standing, words: m('decision to come'), meeting: meeting.id },
      insights: [made.insight],
    }),
  )
  // What was to be decided stays beside what was.
  await ada.change('insights.act', {
    ...{ space: here.id, chapter: here.standing, decision: plan.id, words: m('action of a plan') },
    accountable: m('accountable for a plan'),
  })
  await ada.change('insights.editDecision', {
    ...{ decision: plan.id, version: 1, words: m('decision, taken'), missing: m('missing'), meeting: meeting.id },
    ...{ dissent: m('dissent from a decision'), options: m('options'), format: m('form wanted') },
    decided_on: '2020-01-01',
  })
  know(await ada.change('insights.handOn', { action: made.action, member: ben.id, note: m('note of a handing') }))
  const traced = await ada.must('insights.trace', { id: here.id, kind: 'action', of: made.action })
  const action = traced.actions[0]
  for (const one of action.handed) know(one)
  await ada.change('insights.setAction', {
    ...{ action: made.action, version: action.version, state: 'changed', reason: m('why an action changed') },
  })
  know(
    await ada.change('insights.conclude', {
      ...{ space: here.id, chapter: here.standing, action: made.action, state: 'agreed', words: m('another outcome') },
      ...{ for_whom: m('for whom it changed'), shown_by: m('what shows it'), contribution: m('contribution') },
    }),
  )
  const told = know(
    await ada.change('insights.tell', { insight: made.insight, member: ben.id, note: m('note to a member') }),
  )
  await ben.change('insights.acknowledge', { receiver: told.id, answer: 'need_to_ask', words: m('answer of a member') })
  await ada.change('insights.closeReceiver', { receiver: told.id, why: m('why nobody waits') })
}
