// What the domain says each role may read and write, row by row. It knows nothing of how the database decides it.

import type { Row } from './planting.ts'
import type { World } from './small-world.ts'

export type Context = { role: string; person: string | null; chapter: string }
export type Command = 'select' | 'insert' | 'update' | 'delete'
export type All = Map<string, Row[]>

const TODAY = () => new Date().toISOString().slice(0, 10)

/** Whether the row may be read (or written) in the context. Null where the model has nothing to say. */
export function makeExpected(world: World, all: All, content: string[]) {
  const rows = (table: string) => all.get(table) ?? []
  const reads = (person: string | null) =>
    person === null ? new Set<string>() : (world.reads.get(person) ?? new Set<string>())
  const inSpaces = (person: string | null) => {
    const mine = reads(person)
    return new Set([...world.chapters].filter(([, numbers]) => mine.has(numbers.get(0)!)).map(([id]) => id))
  }
  const asked = (crossing: unknown, person: string | null, standing?: string) =>
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
      (reads(person).has(String(row.from_chapter)) && (row.proposed_by === person || asked(row.id, person))) ||
      (inSpaces(person).has(String(row.to_space)) && asked(row.id, person, 'organisation')))
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

  const web = (table: string, row: Row, { person }: Context, command: Command): boolean => {
    if (content.includes(table)) {
      if (!reads(person).has(String(row.chapter_id))) return false
      if (table === 'evidence') {
        if (row.valid_until !== null && String(row.valid_until) < TODAY()) return false
        if (command === 'insert') return row.crossing_id === null && row.brought_on === null
        if (command === 'update') return row.crossing_id === null
      }
      if (table === 'look_again' && String(row.due_at) > TODAY()) return false
      if (table === 'charter' && command === 'update') return manages(row.space_id, person)
      return true
    }
    switch (table) {
      case 'installation':
        return command === 'select'
      case 'person':
        return row.id === person || (command === 'select' && met(row.id, person))
      case 'space':
        return command === 'update' ? manages(row.id, person) : directory(row, person)
      case 'chapter':
        return reads(person).has(String(row.id))
      case 'membership':
        return row.person_id === person || inSpaces(person).has(String(row.space_id))
      case 'organisation':
        return row.made_by === person
      case 'invitation':
        if (command === 'select') return person !== null && (row.invited_by === person || row.accepted_by === person)
        return row.invited_by === person && (command !== 'insert' || inSpaces(person).has(String(row.space_id)))
      case 'crossing':
        return crossingSeen(row, person)
      case 'crossing_outcome':
        return rows('crossing').some((one) => one.id === row.crossing_id && crossingSeen(one, person))
      case 'release':
        return person !== null && crossing(row.crossing_id)?.speaker_id === person
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
    if (context.role === 'web') return web(table, row, context, command)
    if (context.role === 'mover') return mover(table, row, context, command)
    if (context.role === 'live')
      return table === 'installation' || row[table === 'chapter' ? 'id' : 'chapter_id'] === context.chapter
    if (context.role === 'gate' && table === 'crossing_outcome' && command === 'insert') return row.outcome === 'stays'
    if (context.role === 'worker') {
      if (table === 'attempt') return String(row.at) < TODAY()
      if (table === 'session') return String(row.ends_at) < TODAY()
    }
    return true
  }
}

/** Everybody as whom a place may be asked: each person and nobody, each chapter and none, and the roles of its doors. */
export function contextsOf(world: World): Context[] {
  const people = [...Object.values(world.people), null]
  const group = world.chapters.get(world.spaces.group)!
  return [
    ...people.map((person) => ({ role: 'web', person, chapter: '' })),
    ...people.map((person) => ({ role: 'mover', person, chapter: '' })),
    ...[group.get(0)!, group.get(2)!, ''].map((chapter) => ({ role: 'live', person: null, chapter })),
    { role: 'worker', person: null, chapter: '' },
    { role: 'gate', person: null, chapter: '' },
    { role: 'finder', person: null, chapter: '' },
  ]
}
