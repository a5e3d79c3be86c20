import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePerson } from '#modules/crossings/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { journal } from './index.ts'

let place: TestPlace
let ada: Visitor
let ben: Visitor
const ids = new Map<Visitor, string>()

async function arrive(name: string, kind: 'full' | 'pen' = 'full'): Promise<Visitor> {
  const visitor = place.visitor()
  const person = await makePerson(place.house, name, kind)
  visitor.jar.set(...person.cookie)
  ids.set(visitor, person.id)
  return visitor
}

const cookie = (visitor: Visitor) => [...visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ')

/** A photo as a phone makes it: lying on its side, and full of where, when and with what. */
async function phonePhoto(width = 400, height = 300): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: '#2f6b4a' } })
  return picture
    .withExif({
      IFD0: { Make: 'CanaryPhone', ImageDescription: 'Canary at home', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 54/1 22/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 23/1 1/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>CanaryXmp</r></x:xmpmeta>')
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

async function send(visitor: Visitor, photo: Buffer, entry: object = {}) {
  const line = JSON.stringify({ attempt: attempt(), words: 'The flipchart', kind: 'noticed', ...entry })
  const answer = await fetch(`${place.url}/journal/photos`, {
    method: 'POST',
    headers: { cookie: cookie(visitor), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(Buffer.concat([Buffer.from(`${line}\n`), photo])),
  })
  return { status: answer.status, body: (await answer.json()) as { ok: boolean; id: string; sentence: string } }
}

const picture = (visitor: Visitor, id: string) =>
  fetch(`${place.url}/journal/photos/${id}`, { headers: { cookie: cookie(visitor) } })

const files = () => readdirSync(join(place.house.settings.dataDir, 'files', place.databaseName))

beforeAll(async () => {
  place = await startTestPlace()
  ada = await arrive('Ada')
  ben = await arrive('Ben')
})
afterAll(() => place?.stop())

it('keeps a photo upright and small, with nothing in it but the picture, for its owner alone', async () => {
  const given = await phonePhoto(4000, 3000)
  for (const canary of ['CanaryPhone', 'CanaryXmp']) expect(given.includes(canary)).toBe(true)
  const { body } = await send(ada, given, { said: 'A flipchart with three columns' })
  const entry = await ada.api.journal.read({ id: body.id })
  expect(entry.photos).toMatchObject([{ said: 'A flipchart with three columns', width: 1920, height: 2560 }])
  const id = entry.photos[0]!.id
  const answer = await picture(ada, id)
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const kept = Buffer.from(await answer.arrayBuffer())
  const about = await sharp(kept).metadata()
  expect(about).toMatchObject({ format: 'jpeg', width: 1920, height: 2560, space: 'srgb' })
  for (const part of ['exif', 'icc', 'xmp', 'iptc', 'orientation', 'comments'] as const)
    expect(about[part]).toBeUndefined()
  for (const canary of ['Canary', 'GPS', 'Exif', 'ICC_PROFILE', 'xmp']) expect(kept.includes(canary)).toBe(false)
  // Somebody else, nobody, and a pen: as if it were not there.
  const pen = await arrive('Ada with a pen', 'pen')
  for (const other of [ben, pen, place.visitor()]) {
    const refused = await picture(other, id)
    const absent = await picture(other, attempt())
    expect([refused.status, await refused.text()]).toEqual([404, await absent.text()])
  }
  expect((await ada.api.journal.search({ words: 'three columns' })).entries.map((one) => one.id)).toEqual([body.id])
  await expect(ben.api.journal.describePhoto({ attempt: attempt(), photo: id, said: 'mine' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(ben.api.journal.removePhoto({ attempt: attempt(), photo: id })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('holds neither picture nor description in the clear', async () => {
  const before = new Set(files())
  const { body } = await send(ada, await phonePhoto(), { said: 'A sandpiper on the wall' })
  const [file] = files().filter((name) => !before.has(name))
  const bytes = readFileSync(join(place.house.settings.dataDir, 'files', place.databaseName, file!))
  expect(bytes.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false)
  const owner = new pg.Client(place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`))
  await owner.connect()
  try {
    const { rows } = await owner.query('select cipher from entry_photo where entry_id = $1', [body.id])
    expect(rows).toHaveLength(1)
    expect(rows[0].cipher.includes('sandpiper')).toBe(false)
  } finally {
    await owner.end()
  }
})

it('takes a photo from a pen, once for an attempt, and needs no words with it', async () => {
  const dora = await arrive('Dora', 'pen')
  const same = { attempt: attempt(), words: '' }
  const photo = await phonePhoto()
  const before = files().length
  const answers = [await send(dora, photo, same), await send(dora, photo, same)]
  expect(answers.map(({ body }) => body.id)).toEqual([answers[0]!.body.id, answers[0]!.body.id])
  expect(files().length).toBe(before + 1)
  expect((await send(place.visitor(), photo)).status).toBe(401)
  expect((await send(dora, photo, { writer: attempt() })).status).toBe(401)
})

it('refuses by the header what is larger than 40 million dots, and says of other files what can be opened', async () => {
  const vast = await sharp({ create: { width: 8001, height: 5000, channels: 3, background: '#000' } })
    .png()
    .toBuffer()
  expect(await send(ada, vast)).toMatchObject({ status: 422, body: { ok: false, reason: 'too_large' } })
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(100)])
  expect((await send(ada, heic)).body.sentence).toContain('HEIC')
  expect(await send(ada, Buffer.from('<svg/>'))).toMatchObject({ status: 422, body: { reason: 'kind' } })
  expect(await send(ada, (await phonePhoto()).subarray(0, 600))).toMatchObject({ body: { reason: 'damaged' } })
  expect((await send(ada, Buffer.alloc(0), { words: 3 })).status).toBe(400)
})

it('gives photos with everything of mine, and their names in the export', async () => {
  const frank = await arrive('Frank')
  await send(frank, await phonePhoto(), { said: 'The board' })
  const out = await frank.api.journal.export({})
  expect(out.photos).toHaveLength(1)
  expect(JSON.parse(out.json).entries[0].photos).toEqual([{ file: out.photos[0]!.name, said: 'The board' }])
  expect(out.readable).toContain('[Photo: The board.')
  const person = ids.get(frank)!
  const mine = await place.house.db.read(person, (db) => journal.mine(db, person, place.house))
  const [entry] = mine.entries as { photos: { base64: string }[] }[]
  const bytes = Buffer.from(entry!.photos[0]!.base64, 'base64')
  expect((await sharp(bytes).metadata()).format).toBe('jpeg')
})

it('puts a deleted entry back within its minute, and destroys it after, photo and all', async () => {
  const gina = await arrive('Gina')
  const { body } = await send(gina, await phonePhoto(), { words: 'a dipper' })
  const { id } = body
  const photo = (await gina.api.journal.read({ id })).photos[0]!.id
  await gina.api.journal.remove({ attempt: attempt(), id })
  expect((await gina.api.journal.list({})).entries).toEqual([])
  expect((await gina.api.journal.search({ words: 'dipper' })).entries).toEqual([])
  expect((await gina.api.journal.export({})).json).not.toContain('dipper')
  expect((await picture(gina, photo)).status).toBe(404)
  await expect(gina.api.journal.read({ id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(ben.api.journal.putBack({ attempt: attempt(), id })).rejects.toMatchObject({ code: 'not_found' })
  await gina.api.journal.putBack({ attempt: attempt(), id })
  expect((await gina.api.journal.read({ id })).words).toBe('a dipper')

  await gina.api.journal.remove({ attempt: attempt(), id })
  const owner = new pg.Client(place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`))
  await owner.connect()
  try {
    await owner.query('begin; alter table entry no force row level security')
    await owner.query("update entry set gone_at = gone_at - interval '2 minutes' where id = $1", [id])
    await owner.query('alter table entry force row level security; commit')
    await expect(gina.api.journal.putBack({ attempt: attempt(), id })).rejects.toMatchObject({ code: 'not_found' })
    const path = join(place.house.settings.dataDir, 'files', place.databaseName, photo)
    await expect.poll(() => existsSync(path), { timeout: 5000 }).toBe(false)
    const { rows } = await owner.query('select 1 from entry_version where entry_id = $1', [id])
    expect(rows).toEqual([])
  } finally {
    await owner.end()
  }
})

it('takes one photo out of an entry, and describes one anew', async () => {
  const { body } = await send(ada, await phonePhoto(), { words: 'Two of us' })
  const [photo] = (await ada.api.journal.read({ id: body.id })).photos
  await ada.api.journal.describePhoto({ attempt: attempt(), photo: photo!.id, said: 'A door' })
  expect((await ada.api.journal.read({ id: body.id })).photos[0]!.said).toBe('A door')
  await ada.api.journal.removePhoto({ attempt: attempt(), photo: photo!.id })
  expect((await ada.api.journal.read({ id: body.id })).photos).toEqual([])
  const path = join(place.house.settings.dataDir, 'files', place.databaseName, photo!.id)
  await expect.poll(() => existsSync(path), { timeout: 5000 }).toBe(false)
})

it('is unreadable once its owner is erased: row, key of the file and key of the person are gone', async () => {
  const hal = await arrive('Hal')
  const { body } = await send(hal, await phonePhoto())
  const key = join(place.house.settings.dataDir, 'keys', place.databaseName, `${ids.get(hal)}.key`)
  expect(existsSync(key)).toBe(true)
  await hal.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' })
  expect(existsSync(key)).toBe(false)
  const owner = new pg.Client(place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`))
  await owner.connect()
  try {
    expect((await owner.query('select 1 from entry_photo where entry_id = $1', [body.id])).rows).toEqual([])
  } finally {
    await owner.end()
  }
})

it('holds two photos of one person at once and no third, and keeps nobody else out', async () => {
  const cleo = await arrive('Cleo')
  const two = [1, 2].map(() => {
    const call = request(`${place.url}/journal/photos`, {
      ...{ method: 'POST', agent: false, headers: { cookie: cookie(cleo), 'content-length': 20_000_000 } },
    })
    call.on('error', () => {}).write('{')
    return call
  })
  const third = async () => (await send(cleo, Buffer.from('no photo'))).status
  await expect.poll(third).toBe(429)
  expect((await send(ben, await phonePhoto())).status).toBe(200)
  for (const call of two) call.destroy()
  await expect.poll(third).toBe(422)
})
