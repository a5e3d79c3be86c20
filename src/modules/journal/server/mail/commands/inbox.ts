import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Actor, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { once } from '#platform/access/procedure.ts'
import { MOST_CHARACTERS } from '../../../contract.ts'
import { writeEntry } from '../../commands.ts'
import { named } from '../../photos/commands/keep.ts'
import { hashOf } from '../access.ts'
import { readLetter } from './letter.ts'

const LARGEST = 25 * 1024 * 1024
/** Mail that one journal takes in an hour; more waits with whoever sends it and comes again. */
const PER_HOUR = 60
/** Addresses that are nobody's which one network may try in ten minutes. */
const WRONG_TRIES = 20
const IGNORED = 'Not wanted here: this was written by a machine'

/** A refusal in the words of SMTP: a code, and a sentence that says the same to everybody. */
class Turned extends Error {
  readonly responseCode: number
  constructor(code: number, sentence: string) {
    super(sentence)
    this.responseCode = code
  }
}

/** Listens for mail at MAIL_IN, as long as the place does. It never answers by mail, and logs nothing of what comes. */
export function takeMail(server: FastifyInstance, house: House): void {
  const { mailIn } = house.settings
  if (mailIn === undefined || house.demonstration) return
  const inbox = makeInbox(house, mailIn.domain)
  server.addHook(
    'onReady',
    () =>
      new Promise<void>((ready, failed) => {
        inbox.once('error', failed)
        inbox.listen(mailIn.port, mailIn.host, () => {
          inbox.off('error', failed)
          // A sender that hangs up in the middle is no news; without a listener it would end the whole place.
          inbox.on('error', () => {})
          ready()
        })
      }),
  )
  server.addHook('preClose', () => new Promise<void>((closed) => inbox.close(() => closed())))
}

function makeInbox(house: House, domain: string): SMTPServer {
  return new SMTPServer({
    name: domain,
    banner: 'A journal takes mail here',
    size: LARGEST,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 2000,
    // Without a certificate of its own it promises no secrecy on the wire: a mail server stands in front.
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onConnect: ({ remoteAddress }, done) =>
      house.limits.allow(`mail from ${networkOf(remoteAddress)}`, 300, 600)
        ? done()
        : done(new Turned(421, 'Too often. Come again later')),
    onRcptTo: ({ address }, session, done) => {
      recipient(house, domain, address, session).then(
        () => done(),
        (fault) => done(asTurned(fault)),
      )
    },
    onData: (stream, session, done) => {
      takeIn(house, stream, session).then(
        (said) => done(null, said),
        (fault) => done(asTurned(fault)),
      )
    },
  })
}

/** Whatever else goes wrong here, the mail stays with whoever sends it, and comes again. */
function asTurned(fault: unknown): Turned {
  return fault instanceof Turned ? fault : new Turned(451, 'Not taken in just now. Come again later')
}

type Held = SMTPServerSession & { journals?: Map<string, string> }

/** Whose journal an address is; what is nobody's here and what is elsewhere are refused in the same words. */
async function recipient(house: House, domain: string, address: string, session: Held): Promise<void> {
  const network = networkOf(session.remoteAddress)
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const person =
    address.slice(at + 1).toLowerCase() === domain && local.length <= 64 ? await ownerOf(house, local) : null
  if (person === null) {
    const again = house.limits.allow(`mail to nobody ${network}`, WRONG_TRIES, 600)
    throw again ? new Turned(550, 'No such address here') : new Turned(421, 'Too often. Come again later')
  }
  session.journals ??= new Map()
  session.journals.set(address, person)
}

async function ownerOf(house: House, local: string): Promise<string | null> {
  return house.db.read(null, async (db) => {
    const { rows } = await sql<{ person: string | null }>`select journal_at(${hashOf(local)}) as person`.execute(
      db as never,
    )
    return rows[0]?.person ?? null
  })
}

async function takeIn(house: House, stream: Readable & { sizeExceeded?: boolean }, session: Held): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= LARGEST) parts.push(part)
    else parts.length = 0
  }
  if (stream.sizeExceeded || size > LARGEST) throw new Turned(552, 'Larger than 25 MB, which is the most taken in')
  const { mailFrom, rcptTo } = session.envelope
  // A mail from nobody is a report of delivery: answering or keeping those is how loops begin.
  if (mailFrom === false || mailFrom.address === '') return IGNORED
  const people = new Set(rcptTo.map(({ address }) => (session as Held).journals?.get(address)))
  const raw = Buffer.concat(parts)
  let said = 'It is in the journal'
  for (const person of people) if (person !== undefined && !(await keep(house, person, raw))) said = IGNORED
  return said
}

/** True when it is committed: only then is the mail acknowledged. A mail that comes twice is one entry. */
async function keep(house: House, person: string, raw: Buffer): Promise<boolean> {
  if (!house.limits.allow(`mail to ${person}`, PER_HOUR, 3600)) throw new Turned(452, 'Too much. Come again later')
  const letter = await readLetter(raw, person)
  if (letter === null) return false
  if (letter.words.length > MOST_CHARACTERS)
    throw new Turned(552, `More than ${MOST_CHARACTERS} characters: send it in parts`)
  if (letter.words.trim() === '' && letter.photos.length === 0) return false
  const actor: Actor = { person, session: '', kind: 'pen', provedAt: null }
  const photos = named(house, letter.photos)
  let kept = false
  try {
    await house.db.as(person, (tx) =>
      once(tx, actor, '/journal/mail', { attempt: letter.id }, () => {
        kept = true
        return writeEntry(tx, actor, { words: letter.words, photos: photos.own, cameBy: 'mail' }, house)
      }),
    )
  } catch (fault) {
    await photos.undo()
    throw fault
  }
  if (!kept) await photos.undo()
  return true
}
