import { createHash } from 'node:crypto'
import { type ParsedMail, simpleParser } from 'mailparser'
import { LIMITS } from '#platform/pictures/limits.ts'
import { type Small, shrink } from '#platform/pictures/shrink.ts'

/** What a mail becomes: an entry's words and its photos; `id` is the same each time the same mail arrives. */
export type Letter = { id: string; words: string; photos: (Small & { said: string })[] }

/** Reads one mail. Null where a machine wrote it: an answer of absence, a list, a report of delivery. */
export async function readLetter(raw: Buffer, owner: string): Promise<Letter | null> {
  const mail = await simpleParser(raw, {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    maxHtmlLengthToParse: 2_000_000,
  })
  if (byMachine(mail)) return null
  const photos: Letter['photos'] = []
  const left: string[] = []
  for (const { contentType, content, filename, related } of mail.attachments) {
    const name = plainName(filename)
    // A picture inside the text of a mail is most often a signature's.
    if (related && content.length < 20_000) continue
    if (!contentType.startsWith('image/') || photos.length >= LIMITS.each) {
      left.push(name)
      continue
    }
    const shrunk = await shrink(content)
    if (shrunk.ok) photos.push({ ...shrunk.photo, said: '' })
    else left.push(name)
  }
  const notKept = left.length > 0 ? `(Came with this mail and was not kept: ${left.join(', ')}.)` : ''
  const words = [titleOf(mail), bodyOf(mail), notKept].filter((part) => part !== '').join('\n\n')
  return { id: idOf(mail, raw, owner), words: words.replaceAll('\0', '').toWellFormed(), photos }
}

/** One id for one mail, however often it is delivered, in the shape of an attempt. */
function idOf(mail: ParsedMail, raw: Buffer, owner: string): string {
  const digest = createHash('sha256')
    .update(`${owner} `)
    .update(mail.messageId ?? raw)
    .digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}

function header(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name)
  return typeof value === 'string' ? value.trim().toLowerCase() : value === undefined ? '' : 'there'
}

function byMachine(mail: ParsedMail): boolean {
  const auto = header(mail, 'auto-submitted')
  return (
    (auto !== '' && auto !== 'no') ||
    /^(bulk|junk|list|auto_reply)$/.test(header(mail, 'precedence')) ||
    ['list-id', 'list', 'x-autoreply', 'x-autorespond', 'x-loop'].some((name) => mail.headers.has(name)) ||
    /^multipart\/report/.test((mail.headers.get('content-type') as { value?: string } | undefined)?.value ?? '')
  )
}

const ANSWER = /^(re|aw|antw|sv|vs|rif|ref|tr|odp) ?(\[\d{1,9}\])? ?:/i

/** The longest line a subject may be is far shorter than this. */
const titleLine = ({ subject }: Pick<ParsedMail, 'subject'>) =>
  (subject ?? '').slice(0, 2000).replace(/\s+/g, ' ').trim()

function titleOf(mail: ParsedMail): string {
  const title = titleLine(mail).slice(0, 300)
  return ANSWER.test(title) ? '' : title
}

/** More than an entry may hold: nothing further on is looked at, however long a mail is. */
const LOOKED_AT = 100_000

/** The plain text, or else the page as text; without what it quotes at its end, and without a signature. */
export function bodyOf(mail: Pick<ParsedMail, 'text' | 'subject' | 'inReplyTo'>): string {
  const lines = (mail.text ?? '')
    .slice(0, LOOKED_AT)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .split('\n')
  const isAnswer = ANSWER.test(titleLine(mail)) || mail.inReplyTo !== undefined
  const own = withoutSignature(isAnswer ? withoutQuote(lines) : lines)
  // One empty line between two paragraphs, however many there were.
  return own
    .filter((line, at) => line !== '' || own[at - 1] !== '')
    .join('\n')
    .trim()
}

// Every pattern is held against one line, of its first few hundred characters, so that no mail can make it try long.
const LONGEST = 400
const WROTE = /\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)[ \t]{0,9}:[ \t]*$/i
const BEGINS = /^[ \t]{0,99}(on|am|le|el|il|op|den)\b/i
const ORIGINAL = /^[ \t]{0,99}-{2,}[ \t]{0,9}original message[ \t]{0,9}-{2,}/i
const FROM = /^[ \t]{0,99}from:/i
const SENT = /^[ \t]{0,99}(sent|date):/i
const TO = /^[ \t]{0,99}to:/i

/** Where an answer's quote of the mail before it begins. A forwarded mail is what its sender wanted kept. */
function beginsQuote(line: string, next: string, then: string): boolean {
  if (BEGINS.test(line) && (WROTE.test(line) || WROTE.test(next))) return true
  if (ORIGINAL.test(line)) return true
  if (/^_{10,}[ \t]*$/.test(line)) return FROM.test(next)
  return FROM.test(line) && SENT.test(next) && TO.test(then)
}

function withoutQuote(lines: string[]): string[] {
  const short = lines.map((line) => line.slice(0, LONGEST))
  // What an empty line stands between is one heading all the same.
  const next = afterEach(short)
  let end = short.findIndex((line, at) => beginsQuote(line, next(at), next(at, 2)))
  if (end < 0) end = lines.length
  // Lines that are marked as quoted at the end; between one's own lines they are what one answers to.
  while (end > 0 && /^[ \t]*(>|$)/.test(short[end - 1]!)) end -= 1
  return lines.slice(0, end)
}

/** The first or second line after one that is not empty, found once for all of them. */
function afterEach(lines: string[]): (at: number, which?: 1 | 2) => string {
  const following: number[] = new Array(lines.length)
  let near = lines.length
  for (let at = lines.length - 1; at >= 0; at--) {
    following[at] = near
    if (lines[at]!.trim() !== '') near = at
  }
  const first = (at: number) => following[at] ?? lines.length
  return (at, which = 1) => lines[which === 1 ? first(at) : first(first(at))] ?? ''
}

function withoutSignature(lines: string[]): string[] {
  const at = lines.lastIndexOf('-- ')
  return at < 0 ? lines : lines.slice(0, at)
}

function plainName(name: string | undefined): string {
  const plain = (name ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, 100)
  return plain === '' ? 'a file without a name' : plain
}
