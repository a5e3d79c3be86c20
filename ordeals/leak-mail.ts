// Every letter that the place sends, taken by a real post office and opened: whoever reads that address has seen it.
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { PASSWORD, pause } from './http.ts'
import type { Scene } from './leak-scene.ts'

/** As it came over the wire, and as a reader of mail shows it. */
type Letter = { to: string; text: string }
export type PostOffice = { url: string; letters: Letter[]; close(): Promise<void> }

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    async onData(stream, session, taken) {
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      const raw = Buffer.concat(parts)
      const { subject, text, html } = await simpleParser(raw)
      for (const { address } of session.envelope.rcptTo)
        letters.push({ to: address, text: [raw.toString('latin1'), subject, text, html || ''].join('\n') })
      taken()
    },
  })
  server.listen(0, '127.0.0.1')
  await new Promise((listens) => server.server.once('listening', listens))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

/** Has the place write each letter that can be had of it in a day; those of the scene are on their way already. */
export async function evokeLetters({ people }: Scene): Promise<void> {
  const { ada, ben, nobody } = people
  for (const person of [ada!, ben!]) await person.change('people.prove', { password: PASSWORD })
  await ada!.change('people.allowMailedLinks', { allowed: true })
  await nobody!.change('people.askForLink', { email: ben!.email })
  await nobody!.change('people.askVouching', { email: ben!.email })
  await ben!.change('people.makeCodes', {})
  await ada!.change('people.changeEmail', { email: 'ada.elsewhere@example.org' })
}

/** What whom was sent, once no more letters come. */
export async function openedLetters(
  { people }: Scene,
  { letters }: PostOffice,
): Promise<{ who: string; text: string }[]> {
  for (let before = -1; before !== letters.length; await pause(300)) before = letters.length
  const owner = new Map(Object.values(people).map((one) => [one.email, one.name]))
  return letters.map(({ to, text }) => ({ who: owner.get(to) ?? to, text }))
}
