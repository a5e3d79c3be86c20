import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letIn, makeOrganisation } from '#modules/crossings/server/testing.ts'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { asAdministrator, gone, openPost, rowsOf, somebody, startWorld, type Who } from './testing.ts'

const SAID = 'Families wait nine days for a call. Nobody tells them why.'
const LINE = 'Families wait nine days for a call.'
const TITLE = 'Discharge lead, South Wear'
const AUDIENCE = (title: string, holder = '') =>
  `Whoever holds the post “${title}”${holder && `, now ${holder}`}, by a link of their own, for 60 days. They see these words and nothing round them; their answer comes to whoever brings this, and to nobody else.`

type Line = Parameters<Visitor['api']['insights']['sendLine']>[0]
let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, ana, ben, out } = {} as typeof world
let marie: Who
let harbour: string
/** The post of Wearmouth, as everybody there reads it. */
let post: { id: string; audience: string }
let office: Awaited<ReturnType<typeof openPost>>

beforeAll(async () => {
  office = await openPost()
  world = await startWorld({ SMTP_URL: office.url })
  ;({ place, space, ana, ben, out } = world)
  marie = await somebody(place, 'Marie')
  harbour = await makeOrganisation(place.house, ana.id, 'Harbour Families')
  const speaks = { class: 'grantee', organisation: harbour, roles: ['speaks_for_organisation'] }
  await letIn(place.house, space, marie.id, ana.id, [ben.id], speaks)
  await world.send(ben, await world.write(ben, 'One number to ring.')).catch(() => undefined)
  const found = (await ana.api.insights.posts({})).find((one) => one.title === TITLE)
  post = found!
}, 60_000)
afterAll(async () => {
  await place?.stop()
  await office?.close()
})

async function keep(who: Who, words = SAID): Promise<string> {
  const kept = await who.api.journal.write({ attempt: attempt(), words })
  if (!kept.ok) throw new Error(kept.sentence)
  return kept.id
}
const send = (who: Who, entry: string, more: Partial<Line> = {}) =>
  who.api.insights.sendLine({
    attempt: attempt(),
    entry,
    version: 1,
    words: LINE,
    form: 'unnamed',
    seat: { id: post.id },
    audience: post.audience,
    hat: 'myself',
    ...more,
  })
async function went(who: Who, entry: string, more: Partial<Line> = {}) {
  const sent = await send(who, entry, more)
  if (!sent.ok || sent.link === null) throw new Error(JSON.stringify(sent))
  return { ...sent, token: sent.link.split('#')[1]! }
}
const door = () => place.visitor().api.insights
const device = 'the lead’s own'
const stands = async (who: Who, receiver: string) =>
  (await who.api.crossings.mine({})).crossings.find((one) => one.post?.receiver === receiver)
describe('a line of my own journal, to one post', () => {
  it('goes at once where I say it for myself, shows that line alone, and its answer comes to me', async () => {
    expect(post.audience).toBe(AUDIENCE(TITLE, 'R. Hale'))
    const sent = await went(ana, await keep(ana), { note: 'Could you say why?' })
    expect(sent.state).toBe('went')
    const page = await door().seatPage({ token: sent.token, device })
    expect(page).toMatchObject({
      title: TITLE,
      let_out: LINE,
      note: 'Could you say why?',
      can_answer: true,
      from_one: true,
    })
    for (const kept of ['Nobody tells', 'Ana', 'Wearmouth', 'journal']) expect(JSON.stringify(page)).not.toContain(kept)
    expect(await stands(ana, sent.id)).toMatchObject({
      state: 'went',
      part: 'said',
      from: { kind: 'journal' },
      to: { name: TITLE },
      post: { linked: true, answer: null },
      can: { takeBack: true },
    })
    await door().seatAnswer({
      attempt: attempt(),
      token: sent.token,
      device,
      answer: 'need_to_ask',
      words: 'Which ward?',
    })
    expect(await stands(ana, sent.id)).toMatchObject({ post: { answer: 'need_to_ask', words: 'Which ward?' } })
  })

  it('is nothing that anybody of the space whose post it is can read, count or be told', async () => {
    const packs = await place.house.db.read(ben.id, async (db) =>
      (await db.selectFrom('membership').select('id').where('space_id', '=', space).orderBy('id').execute()).map(
        (one) => one.id,
      ),
    )
    const look = async () => ({
      rows: await rowsOf(place, ben),
      seats: await ben.api.insights.seats({ id: space }),
      posts: await ben.api.insights.posts({}),
      list: await ben.api.insights.list({ id: space }),
      standing: await ben.api.insights.standing({ id: space }),
      unheard: await ben.api.insights.unheard({}),
      mine: await ben.api.crossings.mine({}),
      asked: await ben.api.crossings.asked({}),
      memory: await ben.api.spaces.memory({ address: `s-${space}` }),
      // What whoever wrote it carries in that space, as they would hand it over.
      carried: await Promise.all(
        packs.map((membership) => ana.api.spaces.handover({ membership }).catch((fault) => fault.code)),
      ),
      packs: await Promise.all(packs.map((membership) => ben.api.spaces.handover({ membership }).catch(() => null))),
    })
    const before = await look()
    const entry = await keep(ana)
    const sent = await went(ana, entry)
    await door().seatPage({ token: sent.token, device })
    await door().seatAnswer({
      attempt: attempt(),
      token: sent.token,
      device,
      answer: 'understood',
      words: 'Zebra answer',
    })
    expect(await look()).toEqual(before)
    await expect(ben.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
    await expect(ben.api.insights.remind({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
    const crossing = (await stands(ana, sent.id))!.id
    await expect(ben.api.crossings.takeBack({ attempt: attempt(), id: crossing })).rejects.toMatchObject(gone)
    await ana.api.crossings.takeBack({ attempt: attempt(), id: crossing })
    expect(await look()).toEqual(before)
  })

  it('sends nobody else’s entry, to no post that I may not know, and nothing that does not stand there', async () => {
    const entry = await keep(ana)
    await expect(send(ben, entry)).rejects.toMatchObject(gone)
    await expect(send(out, await keep(out))).rejects.toMatchObject(gone)
    expect(await out.api.insights.posts({})).toEqual([])
    expect(await send(ana, entry, { words: 'Families wait ninety days.' })).toMatchObject({ reason: 'not_these_words' })
    expect(await send(ana, entry, { form: 'theme' })).toMatchObject({ reason: 'not_a_theme' })
    const theme = { form: 'theme' as const, words: 'Waiting is left unexplained.' }
    expect(await send(ana, entry, { ...theme, note: LINE })).toMatchObject({ reason: 'not_a_theme' })
    expect(await send(ana, entry, { audience: 'Only you' })).toMatchObject({ reason: 'audience' })
    await expect(send(ana, entry, { until: '2020-01-01' })).rejects.toMatchObject({ code: 'invalid' })
    const direct = place.house.db.as(ben.id, (tx) =>
      sql`select send_line(gen_random_uuid(), gen_random_uuid(), ${entry}::uuid, 1, 'x', 'unnamed', '', ${post.id}::uuid, '', '', '', 'x', null, '{}', 'myself')`.execute(
        tx,
      ),
    )
    await expect(direct).rejects.toMatchObject({ code: 'TF404' })
    expect((await ana.api.crossings.mine({})).crossings.filter((one) => one.words?.includes('ninety'))).toEqual([])
  })

  it('goes with my name only where I let it, and as a theme without the words', async () => {
    const entry = await keep(ana)
    const named = await went(ana, entry, { form: 'words' })
    expect((await door().seatPage({ token: named.token, device })).let_out).toBe(`${LINE}\n— Ana Roy`)
    const theme = await went(ana, entry, { form: 'theme', words: 'Waiting is left unexplained.' })
    expect((await door().seatPage({ token: theme.token, device })).let_out).toBe('Waiting is left unexplained.')
  })

  it('goes to somebody outside whom I name myself, with a letter that has none of the words', async () => {
    const seat = { title: 'Ward sister, Seaham', holder: 'Lorna Finch' }
    const sent = await went(ana, await keep(ana), {
      seat,
      audience: AUDIENCE(seat.title, seat.holder),
      email: 'lorna@example.org',
    })
    expect(sent.mailed).toBe(true)
    expect(office.letters.at(-1)).toContain('/seat#')
    expect(office.letters.at(-1)).not.toContain('nine days')
    expect(await ana.api.insights.posts({})).toContainEqual(expect.objectContaining({ title: seat.title, space: null }))
    expect(JSON.stringify(await ben.api.insights.posts({}))).not.toContain('Seaham')
    expect(JSON.stringify(await ben.api.insights.seats({ id: space }))).not.toContain('Seaham')
  })

  it('is taken back: the page says so, and the words are in no row', async () => {
    const words = 'Quince orchard by the ward.'
    const sent = await went(ana, await keep(ana, words), { words, note: 'Quince note.' })
    await door().seatPage({ token: sent.token, device })
    const crossing = (await stands(ana, sent.id))!.id
    expect(await ana.api.crossings.takeBack({ attempt: attempt(), id: crossing })).toMatchObject({ copies: 1 })
    expect(await door().seatPage({ token: sent.token, device })).toMatchObject({
      taken_back: true,
      let_out: '',
      note: '',
    })
    expect(await stands(ana, sent.id)).toMatchObject({ state: 'taken_back', words: null })
    const left = await asAdministrator(
      place,
      `do $$ begin if exists (select from receiver where let_out || note like '%Quince%') or exists (select from sending where let_out || note like '%Quince%')
         or exists (select from crossing where words like '%Quince%') then raise exception 'left'; end if; end $$`,
    )
    expect(left).toBeUndefined()
  })

  it('leaves the post with the day it was let go until', async () => {
    const sent = await went(ana, await keep(ana), { until: '2099-01-01' })
    expect(await door().seatPage({ token: sent.token, device })).toMatchObject({ let_out: LINE })
    await asAdministrator(
      place,
      `alter table crossing disable trigger user; update crossing set until = '2020-01-01' where until = '2099-01-01'; alter table crossing enable trigger user`,
    )
    expect(await door().seatPage({ token: sent.token, device })).toMatchObject({ let_out: '' })
    await asAdministrator(place, `select lapse_letters()`)
    await asAdministrator(
      place,
      `do $$ begin if (select let_out from receiver where id = '${sent.id}') <> '' then raise exception 'left'; end if; end $$`,
    )
  })
})

describe('the name of an organisation in it', () => {
  it('is asked of whoever speaks for it in the space whose post it is, and of nobody else', async () => {
    const words = 'Harbour Families waits nine days.'
    const sent = await send(ana, await keep(ana, words), { words })
    expect(sent).toMatchObject({ ok: true, state: 'open', link: null })
    if (!sent.ok) throw new Error()
    const { asked } = await marie.api.crossings.asked({})
    const mine = asked.find((one) => one.words === words)!
    expect(mine).toMatchObject({
      standing: 'organisation',
      from: 'a journal',
      to: 'one person outside',
      audience: post.audience,
    })
    expect(JSON.stringify(await ben.api.crossings.asked({}))).not.toContain(words)
    expect(JSON.stringify(await ben.api.insights.unheard({}))).not.toContain(sent.id)
    await expect(ben.api.crossings.answer({ attempt: attempt(), id: mine.id, answer: 'goes' })).rejects.toMatchObject(
      gone,
    )
    await expect(ana.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
    await marie.api.crossings.answer({ attempt: attempt(), id: mine.id, answer: 'goes' })
    expect(await stands(ana, sent.id)).toMatchObject({ state: 'went', post: { linked: false } })
    const link = await ana.api.insights.link({ attempt: attempt(), receiver: sent.id })
    if (!link.ok) throw new Error(link.sentence)
    expect((await door().seatPage({ token: link.link!.split('#')[1]!, device })).let_out).toBe(words)
  })

  it('stays where they say so, and never goes where nobody speaks for it', async () => {
    const words = 'Harbour Families never rings.'
    const entry = await keep(ana, words)
    const sent = await send(ana, entry, { words })
    if (!sent.ok) throw new Error(sent.sentence)
    const mine = (await marie.api.crossings.asked({})).asked.find((one) => one.words === words)!
    await marie.api.crossings.answer({ attempt: attempt(), id: mine.id, answer: 'stays' })
    await expect(ana.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
    expect((await ana.api.crossings.mine({})).crossings.find((one) => one.id === mine.id)).toMatchObject({
      state: 'stays',
      words: null,
    })
    const seat = { title: 'Somebody', holder: '' }
    expect(await send(ana, entry, { words, seat, audience: AUDIENCE('Somebody') })).toMatchObject({ reason: 'name' })
    const without = '[an organisation] never rings.'
    expect(await send(ana, entry, { words: without, seat, audience: AUDIENCE('Somebody') })).toMatchObject({
      state: 'went',
    })
  })
})

it('goes with whoever is erased', async () => {
  const sam = await somebody(place, 'Sam')
  const seat = { title: 'Persimmon post', holder: 'Persimmon' }
  const sent = await went(sam, await keep(sam), { seat, audience: AUDIENCE(seat.title, seat.holder) })
  await door().seatPage({ token: sent.token, device })
  await door().seatAnswer({
    attempt: attempt(),
    token: sent.token,
    device,
    answer: 'understood',
    words: 'Persimmon says',
  })
  await place.house.db.as(sam.id, (tx) => place.house.gathered.forget(tx, sam.id))
  await asAdministrator(
    place,
    `do $$ begin if exists (select from seat where title || holder like '%Persimmon%') or exists (select from acknowledgement where words like '%Persimmon%')
       or exists (select from receiver where id = '${sent.id}' and let_out <> '') then raise exception 'left'; end if; end $$`,
  )
})
