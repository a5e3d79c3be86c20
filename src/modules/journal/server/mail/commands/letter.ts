import { createHash } from 'node:crypto'
import { type ParsedMail, simpleParser } from 'mailparser'
import { LIMITS } from '../../photos/commands/limits.ts'
import { type Small, shrink } from '../../photos/commands/shrink.ts'

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

const ANSWER = /^\s*((re|aw|antw|sv|vs|rif|ref|tr|odp)\s*(\[\d+\])?\s*:\s*)+/i

function titleOf(mail: ParsedMail): string {
  const title = (mail.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, 300)
  return ANSWER.test(title) ? '' : title
}

/** The plain text, or else the page as text; without what it quotes at its end, and without a signature. */
function bodyOf(mail: ParsedMail): string {
  const text = (mail.text ?? '').replace(/\r\n?/g, '\n').replace(/[\u200b\u2060\ufeff]/g, '')
  const isAnswer = ANSWER.test(mail.subject ?? '') || mail.inReplyTo !== undefined
  return withoutSignature(isAnswer ? withoutQuote(text) : text)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Where an answer's quote of the mail before it begins. A forwarded mail is what its sender wanted kept. */
const QUOTES = [
  /\n[ \t]*(on|am|le|el|il|op|den)\b[^\n]{5,200}(\n[^\n]{0,100})?(wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\s*:[ \t]*(\n|$)/i,
  /\n[ \t]*-{2,}\s*original message\s*-{2,}/i,
  /\n_{10,}\s*\n\s*from:/i,
  /\n\s*from:[^\n]+\n\s*(sent|date):[^\n]+\n\s*to:/i,
]

function withoutQuote(text: string): string {
  const whole = `\n${text}`
  const starts = QUOTES.map((quote) => whole.search(quote)).filter((at) => at >= 0)
  const own = starts.length > 0 ? whole.slice(0, Math.min(...starts)) : whole
  // Lines that are marked as quoted at the end; between one's own lines they are what one answers to.
  return own.replace(/(\n[ \t]*>[^\n]*|\n[ \t]*)+$/, '')
}

function withoutSignature(text: string): string {
  const at = `\n${text}`.lastIndexOf('\n-- \n')
  return at < 0 ? text : text.slice(0, Math.max(0, at - 1))
}

function plainName(name: string | undefined): string {
  const plain = (name ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, 100)
  return plain === '' ? 'a file without a name' : plain
}
