// The other doors of a journal: a photo with words and with something hidden in it, and a mail to a secret address.
import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import sharp from 'sharp'
import type { Running, Visitor } from './http.ts'
import type { Known, Mark } from './leak-scene.ts'

/** Puts a marked photo and a marked mail into this person's journal. */
export async function throughOtherDoors(
  place: Running,
  person: Visitor,
  marks: Mark[],
  know: (one: Known, of: string) => void,
  newToken: () => string,
): Promise<void> {
  const mark = (where: string, ...readers: string[]) => {
    const token = newToken()
    marks.push({ token, where, readers: new Set(readers) })
    return token
  }
  const { name } = person
  // What a camera hides in a photo is found by nobody, not even by its owner.
  const hidden = mark(`journal of ${name}: hidden in a photo`)
  const photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#2f6b4a' } })
    .withExif({ IFD0: { ImageDescription: hidden } })
    .jpeg()
    .toBuffer()
  if (!photo.includes(hidden)) throw new Error('The photo of the ordeal carries no mark.')
  const entry = {
    attempt: randomUUID(),
    words: `planted ${mark(`journal of ${name}: beside a photo`, name)}`,
    said: `planted ${mark(`journal of ${name}: what a photo shows`, name)}`,
  }
  const answer = await fetch(`${place.url}/journal/photos`, {
    method: 'POST',
    headers: { ...person.headers(), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(Buffer.concat([Buffer.from(`${JSON.stringify(entry)}\n`), photo])),
  })
  const { id } = (await answer.json()) as { id: string }
  know({ id, address: id }, name)
  const [kept] = (await person.must('journal.read', { id })).photos
  know({ id: kept.id, address: kept.id }, name)

  if (place.mailPort === null) return
  await person.change('journal.makeAddress', {})
  const { address } = await person.must('journal.mail', {})
  marks.push({ token: address.split('@')[0], where: `journal of ${name}: its mail address`, readers: new Set([name]) })
  await createTransport({ host: '127.0.0.1', port: place.mailPort, ignoreTLS: true }).sendMail({
    from: 'somebody@example.org',
    to: address,
    subject: `planted ${mark(`journal of ${name}: title of a mail`, name)}`,
    text: `planted ${mark(`journal of ${name}: a mail`, name)}`,
  })
}
