import { connect } from 'node:net'
import { createTransport, type SendMailOptions } from 'nodemailer'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePerson } from '#modules/crossings/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { freePort } from '../../../../tests/support/ports.ts'
import { readLetter } from './mail/commands/letter.ts'

let place: TestPlace
let port: number
let ada: Visitor
let address: string

async function arrive(name: string): Promise<Visitor> {
  const visitor = place.visitor()
  visitor.jar.set(...(await makePerson(place.house, name, 'full')).cookie)
  return visitor
}

async function addressOf(visitor: Visitor): Promise<string> {
  await visitor.api.journal.makeAddress({ attempt: attempt() })
  return (await visitor.api.journal.mail({})).address!
}

const post = (mail: SendMailOptions) =>
  createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({
    from: 'ada@example.org',
    subject: 'On the bus',
    text: 'Nobody rang.',
    ...mail,
  })

const wordsOf = async (visitor: Visitor) => (await visitor.api.journal.list({})).entries.map((entry) => entry.words)

beforeAll(async () => {
  port = await freePort()
  place = await startTestPlace({ env: { MAIL_IN: `smtp://127.0.0.1:${port}?domain=in.example.org` } })
  ada = await arrive('Ada')
  address = await addressOf(ada)
})
afterAll(() => place?.stop())

it('takes a mail into the journal of whoever has the address, and into no other', async () => {
  expect(address).toMatch(/^[a-z2-9]{32}@in\.example\.org$/)
  const ben = await arrive('Ben')
  expect(await ben.api.journal.mail({})).toEqual({ takes: true, address: null })
  const sent = await post({ to: address.toUpperCase() })
  expect(sent.response).toContain('It is in the journal')
  expect(await wordsOf(ada)).toEqual(['On the bus\n\nNobody rang.'])
  expect(await wordsOf(ben)).toEqual([])
})

it('refuses what is nobody’s here and what is elsewhere in the same words, and tires of guessing', async () => {
  const said = async (to: string) => (await post({ to }).catch((fault) => fault)).response
  const unknown = await said(`${'a'.repeat(32)}@in.example.org`)
  expect(unknown).toBe('550 No such address here')
  expect(await said('ada@example.org')).toBe(unknown)
  expect(await said(address.replace('in.example', 'example'))).toBe(unknown)
  for (let i = 0; i < 20; i++) await said(`guess${i}@in.example.org`)
  expect(await said('one.more@in.example.org')).toContain('421')
})

it('keeps a mail once, however often it is delivered, and says so only when it is committed', async () => {
  const eve = await arrive('Eve')
  const to = await addressOf(eve)
  for (let i = 0; i < 3; i++) await post({ to, messageId: '<once@example.org>', text: `Delivery ${i}` })
  expect(await wordsOf(eve)).toEqual(['On the bus\n\nDelivery 0'])
})

it('makes photos of pictures that came along, and names what it does not keep', async () => {
  const finn = await arrive('Finn')
  const photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#345' } })
    .withExif({ IFD0: { Make: 'CanaryPhone' } })
    .jpeg()
    .toBuffer()
  await post({
    to: await addressOf(finn),
    attachments: [
      { filename: 'board.jpg', content: photo },
      { filename: 'minutes.pdf', content: Buffer.from('%PDF-1.7') },
      { filename: 'broken.png', content: Buffer.from('\x89PNG\r\n\x1a\nnothing', 'latin1') },
    ],
  })
  const [entry] = (await finn.api.journal.list({})).entries
  expect(entry?.cameBy).toBe('mail')
  expect((await finn.api.journal.read({ id: entry!.id })).cameBy).toBe('mail')
  expect(entry!.photos).toMatchObject([{ width: 300, height: 200 }])
  expect(entry!.words).toBe(
    'On the bus\n\nNobody rang.\n\n(Came with this mail and was not kept: minutes.pdf, broken.png.)',
  )
})

it('ignores what machines write, and mail from nobody', async () => {
  const gus = await arrive('Gus')
  const to = await addressOf(gus)
  for (const headers of [
    { 'Auto-Submitted': 'auto-replied' },
    { Precedence: 'bulk' },
    { 'List-Id': '<news.example.org>' },
  ] as Record<string, string>[])
    await post({ to, headers })
  await post({ to, envelope: { from: '', to } })
  expect(await wordsOf(gus)).toEqual([])
})

it('takes no more at an address that was changed or dropped', async () => {
  const hana = await arrive('Hana')
  const old = await addressOf(hana)
  const fresh = await addressOf(hana)
  expect(fresh).not.toBe(old)
  await expect(post({ to: old })).rejects.toMatchObject({ responseCode: expect.any(Number) })
  await hana.api.journal.dropAddress({ attempt: attempt() })
  await expect(post({ to: fresh })).rejects.toMatchObject({ responseCode: expect.any(Number) })
  expect(await wordsOf(hana)).toEqual([])
})

it('offers no way to sign in and no promise of secrecy it cannot keep, and refuses what is too long', async () => {
  const lines = await new Promise<string>((done) => {
    let text = ''
    const line = connect(port, '127.0.0.1')
    line.once('data', () => line.write('EHLO me\r\n'))
    line.on('data', (part) => {
      text += part
      if (!line.writableEnded && /^250 /m.test(text)) line.end('QUIT\r\n')
    })
    line.on('close', () => done(text))
  })
  expect(lines).toContain('SIZE 26214400')
  expect(lines).not.toMatch(/STARTTLS|AUTH/)
  const ivy = await arrive('Ivy')
  await expect(post({ to: await addressOf(ivy), text: 'x'.repeat(20_001) })).rejects.toMatchObject({
    responseCode: 552,
  })
  expect(await wordsOf(ivy)).toEqual([])
})

const letter = async (head: string, body: string) =>
  (await readLetter(Buffer.from(`From: a@example.org\r\n${head}\r\n\r\n${body.replaceAll('\n', '\r\n')}`), 'p'))?.words

it('leaves out what an answer quotes, and signatures, and keeps what was forwarded', async () => {
  const quote = 'On Tue, 3 Mar 2026 at 10:00, Ben Hall <ben@example.org> wrote:\n> Did they ring?\n> Ben'
  expect(await letter('Subject: Re: Ring', `They did not.\n\n${quote}`)).toBe('They did not.')
  expect(await letter('Subject: Re: Ring', `> Did they ring?\nNo.\n\n> And then?\n`)).toBe('> Did they ring?\nNo.')
  expect(
    await letter('Subject: RE: Ring', 'No.\n\nFrom: Ben\nSent: Tuesday\nTo: Ada\nSubject: Ring\n\nDid they ring?'),
  ).toBe('No.')
  expect(await letter('Subject: Ring', 'No.\n-- \nAda Hall, Director')).toBe('Ring\n\nNo.')
  expect(await letter('Subject: Fwd: Ring', `Look at this.\n\n${quote}`)).toContain('Did they ring?')
})

it('makes plain words of a page, and runs nothing of it', async () => {
  const html = '<p>One <b>bold</b> line</p><script>alert(1)</script><style>p{}</style><p>Two &lt;i&gt;</p>'
  expect(await letter('Subject: Page\r\nContent-Type: text/html; charset=utf-8', html)).toBe(
    'Page\n\nOne bold line\n\nTwo <i>',
  )
})
