// What the domain says each role may read and write, row by row. It knows nothing of how the database decides it.
import { gatheringsSay, liveReads, offersIt } from './planted-gatherings.ts'
import type { Row } from './planted-rows.ts'
import { WRITTEN } from './planting.ts'
import type { World } from './small-world.ts'

export type Context = {
  role: string
  person: string | null
  chapter: string
  /** A program asks in the person's name, with this token of theirs, which opens these spaces. */
  token?: { id: string; spaces: string[] }
  /** Nothing was shown that only the owner of a journal holds. */
  shut?: boolean
}
export type Command = 'select' | 'insert' | 'update' | 'delete'
export type All = Map<string, Row[]>

const TODAY = () => new Date().toISOString().slice(0, 10)

/** Whether the row may be read (or written) in the context. Null where the model has nothing to say. */
export function makeExpected(world: World, all: All, content: string[]) {
  const rows = (table: string) => all.get(table) ?? []
  let token: Context['token']
  let shut: Context['shut']
  const kindOf = (space: string) => String(rows('space').find((one) => one.id === space)?.kind)
  const spaceOf = (chapter: string) =>
    [...world.chapters].find(([, numbers]) => [...numbers.values()].includes(chapter))?.[0] ?? ''
  const within = (chapter: string) => token === undefined || token.spaces.includes(spaceOf(chapter))
  const readsUnless = (person: string | null, kinds: string[]) =>
    new Set(
      person === null
        ? []
        : [...(world.reads.get(person) ?? [])].filter(
            (chapter) => within(chapter) && !(shut === true && kinds.includes(kindOf(spaceOf(chapter)))),
          ),
    )
  /** Whoever has shown nothing only they hold reads neither their journal nor what is said between two. */
  const reads = (person: string | null) => readsUnless(person, ['person', 'pair'])
  const inSpaces = (person: string | null) => {
    const mine = readsUnless(person, ['pair'])
    return new Set([...world.chapters].filter(([, numbers]) => mine.has(numbers.get(0)!)).map(([id]) => id))
  }
  /** Being asked is a person's own, and a program is not told of it. */
  const asked = (crossing: unknown, person: string | null, standing?: string) =>
    token === undefined &&
    rows('consent').some(
      (one) =>
        one.crossing_id === crossing &&
        one.person_id === person &&
        (standing === undefined || one.standing === standing),
    )

  /** My own words for ever; others' for as long as I read where they were said, or stand for a name they carry there. */
  const crossingSeen = (row: Row, person: string | null) =>
    person !== null &&
    (row.speaker_id === person ||
      (row.to_seat !== null && asked(row.id, person, 'speaker')) ||
      (reads(person).has(String(row.from_chapter)) && (row.proposed_by === person || asked(row.id, person))) ||
      (inSpaces(person).has(String(row.to_space)) && asked(row.id, person, 'organisation')) ||
      // A line of a journal to a post: of whoever is asked for an organisation, where they still are.
      (row.to_seat !== null &&
        row.source_kind === 'entry' &&
        asked(row.id, person, 'organisation') &&
        rows('sending').some((one) => one.crossing_id === row.id && inSpaces(person).has(String(one.voices_in)))))
  const concerned = (row: Row | undefined, person: string | null) =>
    row !== undefined &&
    // Where nobody knows who said it, it may have been any of those who were asked, and it went on from there.
    (row.speaker_id === null ||
      (person !== null && (row.speaker_id === person || row.proposed_by === person || asked(row.id, person))))
  const crossing = (id: unknown) => rows('crossing').find((row) => row.id === id)

  const directory = (row: Row, person: string | null): boolean => {
    const mine = inSpaces(person)
    if (mine.has(String(row.id))) return true
    if (row.unlisted || ['person', 'pair', 'seat', 'room'].includes(String(row.kind))) return false
    const up = new Set<unknown>()
    for (const id of mine)
      for (let at = id as unknown; at; at = rows('space').find((one) => one.id === at)?.parent_id) up.add(at)
    return up.has(row.id) || mine.has(String(row.parent_id))
  }
  const met = (id: unknown, person: string | null) => {
    const mine = inSpaces(person)
    return rows('membership').some((one) => one.person_id === id && mine.has(String(one.space_id)))
  }
  const manages = (space: unknown, person: string | null) =>
    inSpaces(person).has(String(space)) &&
    rows('membership').some(
      (one) => one.space_id === space && one.person_id === person && String(one.roles).includes('manager'),
    )

  /** A body: whoever wrote it down, whoever shares a space with somebody from it or with it, and where a register names it. */
  const body = (row: Row, person: string | null) =>
    (row.made_by === person && token === undefined) ||
    rows('membership').some((one) => one.organisation_id === row.id && inSpaces(person).has(String(one.space_id))) ||
    rows('space_partner').some((one) => one.organisation_id === row.id && inSpaces(person).has(String(one.space_id))) ||
    ['shared_load', 'working_tie'].some((table) =>
      rows(table).some(
        (one) =>
          [one.organisation_id, one.one_organisation, one.other_organisation].includes(row.id!) &&
          reads(person).has(String(one.chapter_id)),
      ),
    )
  /** Roles in which somebody acts for others. */
  const weighty = ['manager', 'facilitator', 'administrator', 'treasurer', 'speaks_for_organisation', 'chair']
  const gone = (row: Row, table: string) =>
    rows('entry').find((one) => one.id === (table === 'entry' ? row.id : row.entry_id))?.gone_at !== null

  const web = (table: string, row: Row, context: Context, command: Command): boolean => {
    const { person } = context
    if (content.includes(table)) {
      if (!reads(person).has(String(row.chapter_id))) return false
      if (['entry', 'entry_version', 'entry_photo'].includes(table)) {
        if (shut === true) return false
        if (command === 'select') return !gone(row, table)
      }
      const run = gatheringsSay(table, row, { rows, person, command, manages, byToken: token !== undefined })
      if (run !== undefined) return run
      // A journal has entries, and no library beside them.
      if (
        command === 'insert' &&
        ['file', 'document', 'evidence', 'artefact'].includes(table) &&
        kindOf(String(row.space_id)) === 'person'
      )
        return false
      if (table === 'event' && command === 'insert') return [null, person].includes(row.actor_id as string | null)
      if (['shared_load', 'working_tie'].includes(table) && command === 'insert')
        return row.said_by === person && row.replaced_at === null
      if (['turning_point', 'context_event'].includes(table) && command !== 'select') return row.author_id === person
      if (table === 'parent_strategy' && command === 'insert') return row.said_by === person
      // What a copy said of a thing stands where the thing came in with it.
      if (table === 'copied' && command === 'insert')
        return rows('chapter').some((one) => one.id === row.chapter_id && one.kept)
      // That two say the same is told to whoever reads both.
      if (table === 'same_said') {
        const said = [row.evidence_id, row.under_id].map((id) => rows('evidence').find((one) => one.id === id))
        if (!said.every((one) => one !== undefined && web('evidence', one, context, 'select'))) return false
        if (command === 'insert') return row.tied_by === person
      }
      // What a room kept is there for whoever reads a version of it.
      if (table === 'artefact' && command === 'select' && row.kept_key !== null)
        return rows('document').some((one) => one.artefact_id === row.id && web('document', one, context, 'select'))
      if (table === 'seat' && command === 'update') return row.made_by === person || manages(row.space_id, person)
      if (table === 'handover_note' && command !== 'select')
        return rows('membership').some((one) => one.id === row.membership_id && one.person_id === person)
      if (command === 'insert' && WRITTEN.includes(table) && ![null, person].includes(row.author_id as string | null))
        return false
      // A dispute is taken back by whoever made it, and by no program of theirs.
      if (table === 'contest' && command === 'delete') return row.author_id === person && token === undefined
      if (table === 'evidence') {
        if (row.valid_until !== null && String(row.valid_until) < TODAY()) return false
        if (command === 'insert') return row.crossing_id === null && row.brought_on === null
        if (command === 'update') return row.crossing_id === null
      }
      if (table === 'look_again' && String(row.due_at) > TODAY()) return false
      if (table === 'charter' && command === 'update') return manages(row.space_id, person)
      return true
    }
    // What is a person's own is not a program's; their name, what they asked once, and what came into its spaces is there.
    const shared = ['installation', 'person', 'space', 'chapter', 'membership', 'organisation']
    if (token !== undefined && ![...shared, 'attempt', 'crossing', 'crossing_outcome'].includes(table)) return false
    if (['narrowing', 'request_answer', 'call_letter'].includes(table)) return false
    switch (table) {
      case 'installation':
        return command === 'select'
      case 'apart_wish':
        return row.person_id === person && (command !== 'insert' || inSpaces(person).has(String(row.space_id)))
      case 'meet_wish':
        return row.person_id === person && (command !== 'insert' || offersIt(row, rows, reads(person)))
      case 'sent_request':
        return row.asked_by === person
      case 'mail_address':
        return shut !== true && row.person_id === person
      case 'sign_in_provider':
        return rows('place_keeper').some((one) => one.person_id === person)
      case 'api_token': {
        if (command !== 'insert' || row.person_id !== person) return row.person_id === person
        const spaces = String(row.spaces).split(',')
        return spaces.every((id) => {
          const space = rows('space').find((one) => one.id === id)
          return inSpaces(person).has(id) && !['person', 'pair', 'room', 'seat'].includes(String(space?.kind))
        })
      }
      case 'person':
        return row.id === person || (command === 'select' && met(row.id, person))
      case 'space':
        return command === 'update' ? manages(row.id, person) && row.closed_at === null : directory(row, person)
      case 'chapter':
        return reads(person).has(String(row.id))
      case 'membership':
        return (row.person_id === person && token === undefined) || inSpaces(person).has(String(row.space_id))
      case 'organisation':
        return command === 'select' ? body(row, person) : row.made_by === person
      case 'invitation':
        if (command === 'select') return person !== null && (row.invited_by === person || row.accepted_by === person)
        if (command === 'insert' && weighty.some((role) => String(row.roles).includes(role))) {
          const kind = rows('space').find((one) => one.id === row.space_id)?.kind
          if (!manages(row.space_id, person) && !['pair', 'room', 'group'].includes(String(kind))) return false
        }
        return row.invited_by === person && (command !== 'insert' || inSpaces(person).has(String(row.space_id)))
      case 'crossing':
        return crossingSeen(row, person) && (token === undefined || token.spaces.includes(String(row.to_space)))
      case 'crossing_outcome':
        return rows('crossing').some(
          (one) =>
            one.id === row.crossing_id &&
            crossingSeen(one, person) &&
            (token === undefined || token.spaces.includes(String(one.to_space))),
        )
      case 'release': {
        const about = crossing(row.crossing_id)
        const said = about?.to_seat !== null && asked(row.crossing_id, person, 'speaker')
        return person !== null && (about?.speaker_id === person || said)
      }
      case 'withdrawal':
        return row.by === person
      default:
        return person !== null && row.person_id === person
    }
  }

  const isSource = (row: Row, person: string | null) =>
    rows('crossing').some((one) => one.source_id === row.id && concerned(one, person))
  const moverReads = (table: string, row: Row, person: string | null): boolean => {
    const landed = row.crossing_id !== null && concerned(crossing(row.crossing_id), person)
    switch (table) {
      case 'crossing':
        return concerned(row, person)
      case 'crossing_outcome':
      case 'release':
        return landed
      case 'withdrawal':
        return row.by === person
      case 'entry':
        return reads(person).has(String(row.chapter_id))
      case 'evidence':
        return landed || reads(person).has(String(row.chapter_id)) || isSource(row, person)
      case 'insight_evidence':
        return rows('evidence').some((one) => one.id === row.evidence_id && moverReads('evidence', one, person))
      case 'insight':
      case 'receiver':
      case 'look_again': {
        const about = table === 'insight' ? row.id : row.insight_id
        return rows('insight_evidence').some(
          (one) => one.insight_id === about && moverReads('insight_evidence', one, person),
        )
      }
      default:
        return true
    }
  }
  const mover = (table: string, row: Row, { person }: Context, command: Command): boolean => {
    // Any source may be held, so an update reaches it; what stands in it afterwards has to have landed.
    if (['evidence', 'entry'].includes(table) && command === 'update') return true
    if (table === 'evidence' && command === 'insert')
      return row.crossing_id !== null && concerned(crossing(row.crossing_id), person)
    if (table === 'crossing' && command === 'insert')
      return person !== null && (row.speaker_id === person || row.proposed_by === person)
    return moverReads(table, row, person)
  }

  return (table: string, row: Row, context: Context, command: Command): boolean => {
    token = context.token
    shut = context.shut
    if (context.role === 'web') return web(table, row, context, command)
    if (context.role === 'mover') return mover(table, row, context, command)
    if (context.role === 'live')
      return (
        table === 'installation' ||
        (row[table === 'chapter' ? 'id' : 'chapter_id'] === context.chapter && liveReads(table, row))
      )
    if (context.role === 'gate' && table === 'crossing_outcome' && command === 'insert') return row.outcome === 'stays'
    if (context.role === 'gate' && table === 'crossing' && command === 'insert')
      return row.to_seat !== null && context.person !== null && row.proposed_by === context.person
    // A post in the writer's own place, for a line of their journal: under their own hand and where they read.
    if (context.role === 'gate' && table === 'seat' && command === 'insert')
      return (
        context.person !== null && row.made_by === context.person && reads(context.person).has(String(row.chapter_id))
      )
    // The door of a room makes the session of a guest, and no other.
    if (context.role === 'gate' && table === 'session' && command === 'insert') return row.kind === 'guest'
    // Whoever took a copy is noted, and tells of it, by their own hand; erased, they are nobody in the note.
    if (context.role === 'gate' && table === 'space_copy')
      return (
        (command !== 'update' && row.person_id === null) ||
        (context.person !== null && row.person_id === context.person)
      )
    // Erasing somebody takes away what their own attempts were answered.
    if (context.role === 'gate' && table === 'attempt')
      return context.person !== null && row.person_id === context.person
    if (context.role === 'worker') {
      // It clears tokens, mailed links and askings away and reads none.
      if (['api_token', 'mailed_link', 'keeper_asking'].includes(table) && command === 'select') return false
      if (table === 'attempt') return String(row.at) < TODAY()
      if (['session', 'mailed_link', 'keeper_asking', 'api_token', 'recovery_request'].includes(table))
        return String(row.ends_at) < TODAY()
    }
    return true
  }
}
