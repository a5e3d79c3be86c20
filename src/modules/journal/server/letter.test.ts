// No mail makes the place stand still: what is done with a body takes as long as the body is long, and no longer.
import { expect, test } from 'vitest'
import { bodyOf, readLetter } from './mail/commands/letter.ts'

const answer = (text: string) => bodyOf({ text, subject: 'Re: hello' })
const tookFor = (text: string) => {
  const best = Array.from({ length: 5 }, () => {
    const from = performance.now()
    answer(text)
    return performance.now() - from
  })
  return Math.min(...best)
}

test.each([
  ['empty lines', (n: number) => `a${'\n'.repeat(n)}b`],
  ['quoted lines', (n: number) => `a${'\n>'.repeat(n / 2)}\nb`],
  ['lines that begin a quote and do not end it', (n: number) => '\non'.repeat(n / 4)],
  ['rules', (n: number) => '\n__________'.repeat(n / 10)],
  ['from and nothing after it', (n: number) => '\nfrom:\n'.repeat(n / 7)],
  ['one line of spaces', (n: number) => `on${' '.repeat(n)}x`],
  ['empty lines that are not empty', (n: number) => `from: a${'\n '.repeat(n / 2)}`],
])('%s take no longer than they are long', (_what, made) => {
  tookFor(made(10_000))
  const [short, long] = [tookFor(made(10_000)), tookFor(made(40_000))]
  expect(long).toBeLessThan(Math.max(short * 6, 20))
  expect(tookFor(made(60_000))).toBeLessThan(200)
})

test('a whole mail of 60,000 empty lines, and of one subject of 60,000 spaces, is read at once', async () => {
  const head = 'From: a@x.example\r\nTo: b@y.example\r\nMessage-ID: <1@x>\r\nContent-Type: text/plain\r\n'
  for (const mail of [
    `${head}Subject: Re: x\r\n\r\na${'\r\n'.repeat(60_000)}b`,
    `${head}Subject: re${' '.repeat(60_000)}x\r\n\r\na`,
  ]) {
    const from = performance.now()
    await readLetter(Buffer.from(mail), 'x')
    expect(performance.now() - from).toBeLessThan(1000)
  }
})

test('what is quoted goes, and one’s own lines stay', () => {
  expect(answer('Mine\n\n\n\nand more\n\nOn 3 May, Ben <b@x.example>\nwrote:\n> old')).toBe('Mine\n\nand more')
  expect(answer('Mine\n\n-----Original Message-----\nold')).toBe('Mine')
  expect(answer('Mine\n______________\n\nFrom: Ben\nold')).toBe('Mine')
  expect(answer('Mine\n\nFrom: Ben\nSent: today\nTo: me\nold')).toBe('Mine')
  expect(answer('> asked\nMine\n> old\n\n')).toBe('> asked\nMine')
  expect(answer('On Monday we met.\nShe wrote a letter.\nFrom: here on')).toBe(
    'On Monday we met.\nShe wrote a letter.\nFrom: here on',
  )
  expect(bodyOf({ text: '> theirs\nOn 3 May, Ben wrote:\n> old\n-- \nAda', subject: 'Fwd: hello' })).toBe(
    '> theirs\nOn 3 May, Ben wrote:\n> old',
  )
})
