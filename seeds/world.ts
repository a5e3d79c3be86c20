import { sql } from 'kysely'
import pg from 'pg'
import type { Place } from '#platform/db/cluster.ts'
import { moveClock } from '#platform/time.ts'
import { fillLandscape, type Size, TAKEN } from './landscape.ts'
import { attempt, done, mailOf, Player, type Refs, type Stage, secret, type Tell } from './player.ts'
import { momentOf } from './steps.ts'
import { visitorOf } from './visitor.ts'
import { BEGINS, FIRST_STOP, PLACE, SECOND_STOP, STOPS } from './wearmouth/index.ts'

/** The worlds that are played. `empty` is a place that one person has set up, with nothing in it. */
type Played = 'wearmouth' | 'empty'
/** The worlds by name. `landscape` is as large as a national programme, and laid down rather than played. */
export type WorldName = Played | 'landscape'
/** What the installation remembers of its world: ids and no words. */
type Noted = { name: WorldName; stop: number | null; refs: Refs }

/** Builds a world in a demonstration that nobody has set up yet, at its first stop. What fails says at which step. */
export async function loadWorld(stage: Stage, name: Played, tell: Tell): Promise<void> {
  const token = stage.setupLink?.split('#')[1]
  if (token === undefined) throw new Error(TAKEN)
  const player = new Player(stage)
  const begins = momentOf(name === 'empty' ? FIRST_STOP : BEGINS)
  await stage.house.db.as(null, (tx) => moveClock(tx, begins))
  const first = visitorOf(stage.url)
  done(
    await first.api.people.setUp({
      ...{ attempt: attempt(), token, ...PLACE },
      ...{ email: mailOf(PLACE.name), password: secret(), zone: 'Europe/London' },
    }),
  )
  player.remember(PLACE.name, first)
  if (name === 'wearmouth') {
    await player.play(STOPS[0], tell)
    await player.moveTo(FIRST_STOP)
  }
  await note(stage, { name, stop: 1, refs: player.refs })
}

/**
 * Lays a landscape into a demonstration that is not running and that nobody has set up yet, on the day of the first stop.
 * What fails, also because there is a world already, leaves it as it was.
 */
export async function layLandscape(place: Place, size: Size, tell: (what: string) => void): Promise<void> {
  await speaking(place.connection('web'), async (web) => {
    const { rows } = await web.query('select set_up_at from installation')
    if (rows[0].set_up_at !== null) throw new Error(TAKEN)
    // Before the world is there the clock may go back too.
    await web.query('select move_clock($1)', [momentOf(FIRST_STOP)])
  })
  await speaking(place.ownerConnection, (owner) => fillLandscape(owner, size, tell))
  await speaking(place.connection('web'), async (web) => {
    await web.query('select note_world($1)', [{ name: 'landscape', stop: 1, refs: {} } satisfies Noted])
  })
}

async function speaking(as: pg.ClientConfig, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(as)
  // A database that is taken away meanwhile fails the statement under way; that is enough.
  client.on('error', () => {})
  await client.connect()
  await run(client).finally(() => client.end())
}

/** Plays six months on, once: what happens in them is done then, by those who do it. One that stops on the way begins again. */
export async function playOn(stage: Stage, tell: Tell): Promise<void> {
  const noted = await notedOf(stage)
  if (noted?.name !== 'wearmouth' || noted.stop !== 1) throw new Error('This world goes no further. Begin it again.')
  await note(stage, { ...noted, stop: null })
  const player = new Player(stage, noted.refs)
  await player.play(STOPS[1], tell)
  await player.moveTo(SECOND_STOP)
  await note(stage, { name: 'wearmouth', stop: 2, refs: player.refs })
}

/** Which world this is, and at which of its stops; null where it stopped on the way. */
export async function worldIn(stage: Stage): Promise<{ name: WorldName; stop: number | null } | null> {
  const noted = await notedOf(stage)
  return noted === null ? null : { name: noted.name, stop: noted.stop }
}

async function note({ house }: Stage, world: Noted): Promise<void> {
  await house.db.as(null, (tx) => sql`select note_world(${JSON.stringify(world)}::jsonb)`.execute(tx))
}

async function notedOf({ house }: Stage): Promise<Noted | null> {
  return house.db.read(null, async (db) => {
    const row = await db.selectFrom('installation').select('world').executeTakeFirstOrThrow()
    return row.world as Noted | null
  })
}
