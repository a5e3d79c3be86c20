import { randomUUID } from 'node:crypto'
import { done, type Space } from './answers.ts'
import { type Visitor, visitorOf } from './visitor.ts'

type People = { who(name: string): Visitor; everybody(): Visitor[] }

/** One whole chain: three lines, an insight with a view against it, a receiver, a decision, an action, an outcome. */
export async function tellChain(world: People, url: string, wearmouth: Space): Promise<void> {
  const shanice = world.who('Shanice Cole')
  const here = await shanice.api.spaces.here({ address: wearmouth.address })
  const line =
    'Families go silent after discharge because nobody rings in the first 48 hours; we tried ringing and it worked for six of eight.'
  const first = await bringLine(shanice, here.id, line, line)
  const second = await bringLine(
    world.who('Denise Hall'),
    here.id,
    'When my mam came home nobody rang for nine days. I thought we had been forgotten.',
    'When my mam came home nobody rang for nine days.',
  )
  const third = await bringLine(
    world.who('Colin Marsh'),
    here.id,
    'Three carers told me the same this week: the first call comes when it is already a crisis.',
    'the first call comes when it is already a crisis',
  )
  const gareth = world.who('Gareth Pryce')
  const insight = done(
    await world.who('Maya Lindqvist').api.insights.write({
      attempt: randomUUID(),
      space: here.id,
      chapter: here.chapter,
      words: 'A call within 48 hours of discharge keeps families connected.',
      evidence: [first, second, third].map((id) => ({ id, bears: 'supports' as const })),
      scope: 'Families leaving two wards',
      loop: 'double',
      confidence: 'fairly',
      asked: 11,
      change_mind: 'Readmissions no lower by spring.',
      sense_made_by: 'Six people in the front door group, with the learning partner.',
    }),
  )
  done(
    await world.who('Kit Robson').api.insights.addDissent({
      attempt: randomUUID(),
      insight: insight.id,
      words: 'There is no hour in the shift for this, whoever asks.',
    }),
  )
  const traced = await gareth.api.insights.trace({ id: here.id, kind: 'insight', of: insight.id })
  const sent = done(
    await gareth.api.insights.send({
      attempt: randomUUID(),
      insight: insight.id,
      seat: { title: 'Discharge lead, South Wear', holder: 'Lorna Finch' },
      note: 'Would this work on your wards?',
      let_out: traced.insights[0]!.let_out!,
      email: '',
    }),
  )
  // It goes when all who read it have said so.
  for (const one of world.everybody())
    for (const { id, to } of (await one.api.crossings.asked({})).asked)
      if (to === 'Discharge lead, South Wear')
        done(await one.api.crossings.answer({ attempt: randomUUID(), id, answer: 'goes' }))
  const { link } = done(await gareth.api.insights.link({ attempt: randomUUID(), receiver: sent.id }))
  const token = link?.split('#')[1]
  if (token !== undefined) {
    const lorna = visitorOf(url)
    await lorna.api.insights.seatPage({ token })
    await lorna.api.insights.seatAnswer({
      attempt: randomUUID(),
      token,
      answer: 'understood',
      words: 'Understood. I can offer two wards.',
    })
  }
  const decision = done(
    await world.who('Raj Malhotra').api.insights.decide({
      attempt: randomUUID(),
      space: here.id,
      chapter: here.standing,
      insights: [insight.id],
      words: 'Try it on two wards for six weeks, small enough to fail safely.',
      reasons: 'Executive, 7 agreed, 1 could live with it.',
      taken_by: 'Executive',
    }),
  )
  const action = done(
    await gareth.api.insights.act({
      attempt: randomUUID(),
      space: here.id,
      chapter: here.standing,
      decision: decision.id,
      words: '48-hour call rota, shared by two organisations that used to compete.',
      accountable: 'Shanice Cole',
      started_by: 'us',
      delivered_by: 'Harbour Families and Wear Carers',
    }),
  )
  done(
    await gareth.api.insights.conclude({
      attempt: randomUUID(),
      space: here.id,
      chapter: here.standing,
      action: action.id,
      state: 'too_early',
      words: 'Too early to say.',
    }),
  )
  await askUpward(world, here.id)
  await world.who('Maya Lindqvist').api.journal.write({
    attempt: randomUUID(),
    words: 'I filled the silence again today. Ask Ruth about it.',
    kind: 'did_not_work',
  })
}

/**
 * What a charity says here, asked to be heard above: it waits for everybody of Wearmouth, so that whoever looks through
 * their eyes is asked something.
 */
async function askUpward(world: People, wearmouth: string): Promise<void> {
  const yasmin = world.who('Yasmin Begum')
  const words = 'Small charities carry the meetings and are not paid for them.'
  const line = await bringLine(yasmin, wearmouth, `${words} I keep the count at home.`, words)
  const above = (await yasmin.api.crossings.targets({ from: wearmouth })).targets.find(
    (one) => one.name === 'Healthy Neighbourhoods',
  )
  if (above === undefined) throw new Error('The programme is not there to bring a line to.')
  const item = (await yasmin.api.library.evidence({ space: wearmouth })).items.find((one) => one.id === line)!
  done(
    await yasmin.api.crossings.propose({
      attempt: randomUUID(),
      kind: 'evidence',
      source: line,
      version: item.version,
      words,
      form: 'unnamed',
      target: above.id,
      purpose: 'For the talk about the next year’s money.',
      audience: above.reach.sentence,
      hat: 'myself',
    }),
  )
}

/** Writes into somebody's own journal, and brings one line of it across without a name. Returns what landed. */
async function bringLine(speaker: Visitor, target: string, entry: string, words: string): Promise<string> {
  const told = (await speaker.api.crossings.targets({})).targets.find((one) => one.id === target)!
  const written = done(await speaker.api.journal.write({ attempt: randomUUID(), words: entry, kind: 'noticed' }))
  done(
    await speaker.api.crossings.propose({
      attempt: randomUUID(),
      kind: 'entry',
      source: written.id,
      version: 1,
      words,
      form: 'unnamed',
      target,
      audience: told.reach.sentence,
    }),
  )
  const landed = (await speaker.api.library.evidence({ space: target })).items.find((item) => item.words === words)
  if (landed === undefined) throw new Error('A line did not land.')
  return landed.id
}
