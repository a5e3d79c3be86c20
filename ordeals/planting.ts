// A row in every table, made from the catalogue: a table that somebody adds tomorrow is planted without being asked.
import type pg from 'pg'
import { plantGatherings, usualOf } from './planted-gatherings.ts'
import { columnsOf, plant, type Row, rowFor } from './planted-rows.ts'
import { uid, type World } from './small-world.ts'

/** What somebody writes down under their own hand. */
export const WRITTEN = [
  ...['document', 'evidence', 'insight', 'dissent', 'decision', 'action', 'outcome', 'dead_end'],
  ...['implication', 'finding', 'finding_round', 'finding_comment', 'committee_route', 'route_meeting', 'handing'],
  ...['learning_question', 'assumption', 'inquiry_change', 'experiment', 'learning_cycle', 'cycle_step', 'aim'],
  ...['inquiry_link', 'insight_scale', 'insight_succession'],
  'contest',
  'artefact',
]
/** What ties two things of one chapter has both its ends planted: a trigger asks for them. */
const endsOf = (table: string, nonce: string, other: string): Row => {
  if (table === 'insight_succession') return { old_id: uid('insight', nonce), new_id: uid('insight', other) }
  if (table !== 'inquiry_link') return {}
  const [from_id, to_id] = [uid('evidence', nonce), uid('learning_question', nonce)]
  return { from_kind: 'evidence', from_id, to_kind: 'question', to_id, role: 'bears' }
}
const LONG_AGO = '2020-01-01T00:00:00Z'
const FAR_OFF = '2099-01-01T00:00:00Z'
const DAY_MS = 86_400_000
/** A token lives ninety days at most. */
const SOON = new Date(Date.now() + 60 * DAY_MS).toISOString()

const ownSpace = (world: World, person: string) => {
  const name = Object.entries(world.people).find(([, id]) => id === person)![0]
  return uid('space', `${name}'s journal`)
}

/** Plants every table that is content in every chapter, every personal one for every person, and crossings between them. */
export async function plantAll(db: pg.Client, world: World, content: string[], personal: string[]): Promise<void> {
  const tables = await columnsOf(db)
  const put = (table: string, nonce: string, person: string, given: Row) =>
    plant(db, table, rowFor(table, tables.get(table)!, tables, nonce, person, given))
  const { ada, ben, cleo, dov, eve } = world.people
  await db.query('begin; set local session_replication_role = replica')
  // A closed space holds nothing here that somebody could try to change by hand: a trigger refuses that, and no policy.
  for (const table of content) await db.query(`delete from ${table} where space_id = $1`, [world.spaces.closed])
  await db.query('update space set closed_at = $2, ends_at = $3 where id = $1', [
    world.spaces.closed,
    LONG_AGO,
    FAR_OFF,
  ])
  // A copy came into the first of what was said in the group; none of the crossings below comes from there.
  await db.query('update chapter set kept = true where id = $1', [world.chapters.get(world.spaces.group)!.get(1)!])
  for (const [space, chapters] of world.chapters) {
    if (space === world.spaces.closed) continue
    for (const chapter of chapters.values()) {
      const [one, other] = [uid('organisation', `one ${chapter}`), uid('organisation', `other ${chapter}`)]
      for (const table of content) {
        if (table === 'handover_note') continue
        const extra: Row =
          table === 'event'
            ? { number: 1000 }
            : table === 'look_again'
              ? { due_at: LONG_AGO }
              : table === 'working_tie'
                ? { one_organisation: one, other_organisation: other }
                : {}
        await put(table, chapter, eve, {
          space_id: space,
          chapter_id: chapter,
          ...extra,
          ...usualOf(table),
          ...endsOf(table, chapter, `${chapter} ${ada}`),
        })
      }
      // Whom a register names, who carries something and who is a partner: bodies that Eve has written down.
      for (const nonce of [`one ${chapter}`, `other ${chapter}`, chapter]) await put('organisation', nonce, eve, {})
      await put('space_partner', `${chapter} partner`, eve, {
        space_id: space,
        chapter_id: chapter,
        organisation_id: uid('organisation', `partner ${chapter}`),
      })
      await put('organisation', `partner ${chapter}`, eve, {})
      // Said in one's own name, in somebody else's, and what was said before.
      for (const person of [ada, ben]) {
        const here: Row = { space_id: space, chapter_id: chapter }
        const nonce = `${chapter} ${person}`
        await put('event', nonce, person, { ...here, number: person === ada ? 1001 : 1002, actor_id: person })
        for (const table of ['turning_point', 'context_event'])
          await put(table, nonce, person, { ...here, author_id: person })
        await put('parent_strategy', nonce, person, { ...here, said_by: person, version: person === ada ? 2 : 3 })
        await put('seat', nonce, person, { ...here, made_by: person })
        await plantGatherings(put, here, nonce, person, person === ada ? ben : ada)
        await put('space_copy', nonce, person, { ...here, person_id: person })
        await put('same_said', nonce, person, { ...here, under_id: uid('evidence', chapter), tied_by: person })
        for (const table of WRITTEN)
          await put(table, nonce, person, { ...here, author_id: person, ...endsOf(table, nonce, chapter) })
        for (const replaced of [null, LONG_AGO]) {
          const tie = { one_organisation: one, other_organisation: other }
          await put('shared_load', `${nonce} ${replaced}`, person, { ...here, said_by: person, replaced_at: replaced })
          await put('working_tie', `${nonce} ${replaced}`, person, {
            ...{ ...here, ...tie },
            ...{ said_by: person, replaced_at: replaced },
          })
        }
      }
      // An entry that its writer threw away, with what belongs to it.
      for (const table of ['entry', 'entry_version', 'entry_photo'])
        await put(table, `${chapter} gone`, eve, {
          ...{ space_id: space, chapter_id: chapter },
          ...(table === 'entry' ? { gone_at: LONG_AGO } : {}),
        })
      // One whose day has passed, and one that nobody may know of before the next day.
      await put('evidence', `${chapter} lapsed`, eve, {
        space_id: space,
        chapter_id: chapter,
        valid_until: '2020-01-01',
      })
      await put('look_again', `${chapter} early`, eve, {
        space_id: space,
        chapter_id: chapter,
        due_at: FAR_OFF,
        insight_id: uid('insight', chapter),
      })
    }
  }
  const ledger = ['crossing', 'consent', 'crossing_outcome', 'release', 'withdrawal']
  const made = ['person', 'space', 'chapter', 'membership', 'invitation', 'arrival_answer']
  for (const person of Object.values(world.people)) {
    for (const table of personal.filter((name) => !ledger.includes(name) && !made.includes(name))) {
      // Ada set the place up.
      if (table === 'place_keeper' && person !== ada) continue
      await put(table, person, person, {
        ...(['session', 'recovery_request', 'mailed_link', 'keeper_asking'].includes(table)
          ? { ends_at: FAR_OFF }
          : {}),
        ...(table === 'attempt' ? { at: FAR_OFF } : {}),
        ...(table === 'api_token' ? { ends_at: SOON, spaces: `{${world.spaces.place}}` } : {}),
        ...(table === 'sign_in_provider' ? { issuer: `https://${person}.example.org` } : {}),
      })
    }
    for (const table of ['session', 'recovery_request', 'mailed_link', 'keeper_asking'])
      await put(table, `${person} old`, person, { ends_at: LONG_AGO })
    await put('session', `${person} guest`, person, { ends_at: FAR_OFF, kind: 'guest' })
    await put('attempt', `${person} old`, person, { at: LONG_AGO })
    await put('api_token', `${person} old`, person, {
      ...{ made_at: LONG_AGO, ends_at: LONG_AGO },
      spaces: `{${world.spaces.place}}`,
    })
    for (const [nonce, space] of [
      ['journal', ownSpace(world, person)],
      ['group', world.spaces.group],
      ['away', world.spaces.away],
    ] as const)
      await put('api_token', `${person} ${nonce}`, person, { ends_at: SOON, spaces: `{${space}}` })
    await put('invitation', `${person} sent`, person, { space_id: world.spaces.away, email: `${person}@example.org` })
    for (const [space, roles] of [
      [world.spaces.place, '{}'],
      [world.spaces.place, '{manager}'],
      [world.spaces.group, '{chair}'],
    ] as const)
      await put('invitation', `${person} ${space} ${roles}`, person, {
        ...{ space_id: space, roles },
        email: `${person}@example.org`,
      })
  }
  // Ben comes from a body that somebody else wrote down; everybody has left a note on what they carry.
  await db.query('update membership set organisation_id = $1 where person_id = $2 and space_id = $3', [
    uid('organisation', dov),
    ben,
    world.spaces.place,
  ])
  const { rows: memberships } = await db.query<{ id: string; space_id: string; person_id: string }>(
    'select id, space_id, person_id from membership where space_id <> $1',
    [world.spaces.closed],
  )
  for (const { id, space_id, person_id } of memberships)
    await put('handover_note', id, person_id, {
      ...{ membership_id: id, space_id },
      chapter_id: world.chapters.get(space_id)!.get(0)!,
    })
  // The owner of a chain of words; who asked; who is asked; where it came from; where it landed.
  const group = world.chapters.get(world.spaces.group)!
  const home = (name: string) => uid('space', `${name}'s journal`)
  const cross = async (
    nonce: string,
    speaker: string | null,
    asker: string,
    asked: [string, string][],
    from: string,
    chapter: string,
    to: string,
  ) => {
    const landing = [...world.chapters.get(to)!.values()].at(-1)!
    const owner = speaker ?? asker
    // What it was taken from stands where it was said.
    await put('evidence', `source ${nonce}`, owner, { space_id: from, chapter_id: chapter })
    await put('crossing', nonce, owner, {
      source_id: uid('evidence', `source ${nonce}`),
      speaker_id: speaker,
      proposed_by: asker,
      from_space: from,
      from_chapter: chapter,
      to_space: to,
      words: 'planted words',
      source_kind: 'evidence',
      form: 'unnamed',
      audience: 'planted',
      lapses_at: FAR_OFF,
    })
    for (const [person, standing] of asked)
      await put('consent', nonce, person, { crossing_id: uid('crossing', nonce), person_id: person, standing })
    await put('crossing_outcome', nonce, owner, {})
    await put('release', nonce, owner, { into_table: 'evidence', row_id: uid('evidence', nonce) })
    await put('withdrawal', nonce, owner, { by: owner })
    await put('evidence', nonce, owner, {
      space_id: to,
      chapter_id: landing,
      crossing_id: uid('crossing', nonce),
      brought_on: '2026-01-01',
    })
    await put('insight', nonce, owner, { space_id: to, chapter_id: landing })
    await put('insight_evidence', nonce, owner, { space_id: to, chapter_id: landing })
    await put('receiver', nonce, owner, { space_id: to, chapter_id: landing })
    await put('look_again', nonce, owner, { space_id: to, chapter_id: landing, due_at: LONG_AGO })
  }
  await cross(
    'own',
    ada,
    ada,
    [[ada, 'speaker']],
    home('ada'),
    world.chapters.get(home('ada'))!.get(1)!,
    world.spaces.place,
  )
  await cross(
    'asked',
    ben,
    ada,
    [
      [ben, 'speaker'],
      [cleo, 'group'],
      [dov, 'group'],
    ],
    world.spaces.group,
    group.get(4)!,
    world.spaces.place,
  )
  await cross(
    'early',
    ada,
    ben,
    [
      [cleo, 'group'],
      [dov, 'group'],
    ],
    world.spaces.group,
    group.get(2)!,
    world.spaces.away,
  )
  await cross(
    'name',
    ben,
    ben,
    [
      [eve, 'organisation'],
      [dov, 'organisation'],
    ],
    world.spaces.group,
    group.get(2)!,
    world.spaces.away,
  )
  await cross(
    'eve',
    eve,
    eve,
    [[eve, 'speaker']],
    home('eve'),
    world.chapters.get(home('eve'))!.get(1)!,
    world.spaces.away,
  )
  // Sent to a seat: two have said it, one is asked for the group, and Ada asks.
  await put('crossing', 'seat', ada, {
    ...{ source_id: uid('insight', group.get(2)!), source_kind: 'insight', speaker_id: null, proposed_by: ada },
    ...{ from_space: world.spaces.group, from_chapter: group.get(2)!, to_space: null, to_seat: uid('seat', 'far') },
    ...{ words: 'planted words', form: 'theme', audience: 'planted', lapses_at: FAR_OFF },
  })
  for (const [person, standing] of [
    [ben, 'speaker'],
    [dov, 'speaker'],
    [cleo, 'group'],
  ])
    await put('consent', `seat ${person}`, person!, {
      crossing_id: uid('crossing', 'seat'),
      person_id: person!,
      standing: standing!,
    })
  await put('release', 'seat', ada, { into_table: 'sending', row_id: uid('sending', 'seat') })
  // Typed for somebody whom nobody knows here.
  const away = world.chapters.get(world.spaces.away)!.get(1)!
  await cross('unknown', null, eve, [[eve, 'group']], world.spaces.away, away, world.spaces.place)
  await db.query('commit')
}
