// Marks in what a space asks itself and tries out, and in what it says of itself over time.
import type { Visitor } from './http.ts'

type Mark = (where: string, ...readers: string[]) => string
type Know = <T extends { id: string }>(one: T) => T
type Here = { id: string; chapter: string; standing: string; address: string }
const STARTS = '2026-01-01'
const LATER = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)

/** Questions, assumptions, cycles, experiments and aims; and insights that took the place of others. */
export async function throughInquiry(
  ada: Visitor,
  here: Here,
  made: { insight: string; evidence: string },
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  const m = (where: string) => mark(where, ...all)
  const [said, standing] = [
    { space: here.id, chapter: here.chapter },
    { space: here.id, chapter: here.standing },
  ]
  // Said anew below: what it was before is read by nobody any more.
  const question = know(
    await ada.change('insights.askQuestion', {
      ...{
        ...said,
        words: mark('question, as it was'),
        why: mark('why a question'),
        known: mark('known of a question'),
      },
      informs: mark('what a question informs'),
    }),
  )
  const asked = { why: m('why, anew'), known: m('known, anew'), informs: m('informs, anew') }
  const words = m('question')
  const { version } = await ada.change('insights.editQuestion', { question: question.id, version: 1, words, ...asked })
  await ada.change('insights.settleQuestion', {
    ...{ question: question.id, version, state: 'parked', reason: m('why a question is parked') },
  })
  const assumption = know(
    await ada.change('insights.writeAssumption', { ...said, words: m('assumption'), holder: m('who assumes') }),
  )
  await ada.change('insights.settleAssumption', {
    ...{ assumption: assumption.id, version: 1, state: 'changed', reason: m('why an assumption changed') },
  })
  const cycle = know(
    await ada.change('insights.startCycle', {
      ...{ ...said, words: m('cycle'), evaluation: m('evaluation'), starts_on: STARTS, question: question.id },
    }),
  )
  await ada.change('insights.moveCycle', { cycle: cycle.id, version: 1, to: 'try', shows: m('what shows a step') })
  const experiment = know(
    await ada.change('insights.tryOut', {
      ...{ ...said, words: m('experiment'), safe: m('what is safe'), risk_agreed_by: m('who agreed the risk') },
      ...{ appetite: m('appetite'), stop_sign: m('stop sign'), starts_on: STARTS, stops_on: LATER },
      ...{ assumption: assumption.id, cycle: cycle.id },
    }),
  )
  await ada.change('insights.endExperiment', {
    ...{ experiment: experiment.id, version: 1, result: 'did_not_work' },
    ...{ came: m('what came of it'), tell_others: m('what to tell others') },
  })
  know(await ada.change('insights.setAim', { ...standing, kind: 'other', words: m('aim'), whose: m('whose aim') }))
  await ada.change('insights.scale', { insight: made.insight, scale: 'system', how: m('how far it reached') })
  const old = know(
    await ada.change('insights.write', {
      ...said,
      words: m('insight, superseded'),
      evidence: [{ id: made.evidence, bears: 'supports' }],
    }),
  )
  await ada.change('insights.consolidate', {
    ...{ space: here.id, how: 'supersede', old: [old.id], made: [{ words: m('insight, anew') }] },
    why: m('why an insight was superseded'),
  })
  await ada.change('insights.stop', { space: here.id, kind: 'insight', of: old.id, reason: m('why it stopped') })
}

/** What a space says of itself, anew and as it was; who carries what; and how it is to end. */
export async function throughSpace(
  [ada, ben]: [Visitor, Visitor],
  here: Here,
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  const m = (where: string) => mark(where, ...all)
  const at = { address: here.address }
  const { version } = await ada.change('spaces.settle', {
    ...{ ...at, version: 1, purpose: m('purpose, anew'), payer: m('payer, anew'), priorities: [m('priority, anew')] },
    vocabulary: { gathering: m('what we call it').slice(0, 60) },
  })
  await ada.change('spaces.settle', { ...at, version, phase: 'ending', reason: m('why another phase') })
  await ada.change('spaces.nameLimits', {
    ...{ ...at, version: 0, decides: m('who decides'), told: m('who is told'), safeguarding: m('safeguarding') },
  })
  await ada.change('spaces.tickEnding', { ...at, step: 'archive', done: true, note: m('note on ending') })
  know(
    await ada.change('spaces.addTurningPoint', {
      ...{ ...at, chapter: here.chapter, day: STARTS, words: m('turning point') },
    }),
  )
  const partner = know(
    await ada.change('spaces.addPartner', { ...at, name: m('partner'), reason: m('why a partner came') }),
  )
  await ada.change('spaces.endPartner', { partner: partner.id, reason: m('why a partner left') })
  const { id: body } = await ada.change('people.addOrganisation', {
    ...{ name: m('organisation'), orgId: null, sizeBand: '1-9', sector: 'charity' },
  })
  await ada.change('spaces.sayLoad', {
    ...{ ...at, function: 'hosting', organisation: body, from: STARTS, until: null, resource: m('with what') },
  })
  const { members } = await ada.must('spaces.people', at)
  const bens = members.find((one: { name: string }) => one.name === ben.name).id
  await ada.change('spaces.sayTie', {
    ...{ ...at, one: { membership: bens }, oneAs: 'academic', other: { organisation: body }, otherAs: 'consultant' },
    ...{ client: m('whose client'), pace: m('pace'), outputs: m('outputs') },
  })
  await ada.change('spaces.proposeResidence', {
    ...{ membership: bens, until: LATER, observe: m('observe'), write: m('write'), publish: m('publish') },
    bias: m('bias'),
  })
  await ada.change('spaces.proposeClosing', { ...at, way: 'deleted', reason: m('why it might close') })
}

/** A map with its story, a link that is kept, what is disputed, and a newer version of a document. */
export async function throughLibrary(
  [ada, ben]: [Visitor, Visitor],
  here: Here,
  made: { evidence: string; document: string },
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  const m = (where: string) => mark(where, ...all)
  const said = { space: here.id, chapter: here.chapter }
  know(
    await ada.change('library.makeArtefact', {
      ...{
        ...said,
        sort: 'story',
        title: m('artefact'),
        purpose: m('what an artefact is for'),
        fields: { told_by: m('who told a story') },
      },
      ...{ mayGo: m('where it may go'), occasion: m('occasion of an artefact'), occasionOn: null, owner: null },
    }),
  )
  await ben.change('library.contest', { space: here.id, evidence: made.evidence, words: m('dispute'), as: 'mine' })
  const [contest] = await ben.must('library.contests', { space: here.id, evidence: [made.evidence] })
  know(contest)
  const kept = m('address of a link').replace('planted ', 'https://example.org/')
  know(
    await ada.change('library.link', {
      ...{ ...said, title: 'A page', source: '', link: kept, text: 'What it says.' },
      newer: { of: made.document, changed: m('what changed'), occasion: m('occasion'), occasionOn: null },
    }),
  )
}
