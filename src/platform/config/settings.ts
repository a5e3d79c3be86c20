import { resolve } from 'node:path'
import { z } from 'zod'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
/** Whether only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host)
}
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be an address that begins with ${protocols.join(' or ')}`,
    )

/** Where mail is taken in: `smtp://HOST:PORT?domain=in.example.org`. */
export type MailIn = { host: string; port: number; domain: string }

function readMailIn(value: string): MailIn | null {
  if (!URL.canParse(value)) return null
  const { protocol, hostname, port, searchParams, pathname, username } = new URL(value)
  const domain = searchParams.get('domain')?.toLowerCase() ?? ''
  const plain = ['', '/'].includes(pathname) && username === '' && [...searchParams.keys()].join() === 'domain'
  if (protocol !== 'smtp:' || hostname === '' || Number(port) < 1 || !plain) return null
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]{2,63}$/.test(domain)) return null
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), domain }
}

const Environment = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(65535, 'must be at most 65535')
    .default(3030),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: url('http:', 'https:').optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_IN: z
    .string()
    .refine(
      (value) => readMailIn(value) !== null,
      'must say where to listen and for which addresses, as in smtp://127.0.0.1:2525?domain=in.example.org',
    )
    .optional(),
  TRUST_PROXY: z.string().min(1).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_APART: z.string().min(1).optional(),
})

/** What is wrong between settings that may each be right: said beside the others, not after they were put right. */
function wrongTogether(given: Record<string, string | undefined>): string[] {
  const base = given.BASE_URL !== undefined && URL.canParse(given.BASE_URL) ? new URL(given.BASE_URL) : null
  const host = given.HOST ?? '127.0.0.1'
  const wrong: string[] = []
  if (!isLoopback(host) && base?.protocol !== 'https:') {
    wrong.push(`BASE_URL must begin with https: because HOST is ${host}, which others can reach`)
  } else if (base?.protocol === 'http:' && !isLoopback(base.hostname)) {
    wrong.push('BASE_URL must begin with https: anywhere but on this machine')
  }
  if (base?.protocol === 'https:' && given.TRUST_PROXY === undefined) {
    wrong.push(
      'TRUST_PROXY must name the proxy that takes BASE_URL’s https; without it everybody has the proxy’s address',
    )
  } else if (!isLoopback(host) && given.TRUST_PROXY === undefined) {
    wrong.push('TRUST_PROXY must name the proxy whose forwarded address is believed, because HOST is not on loopback')
  }
  if (given.BACKUP_APART !== undefined && given.BACKUP_DIR === undefined)
    wrong.push('BACKUP_DIR must say where backups lie, because BACKUP_APART says where their keys do')
  return wrong
}

export type Settings = {
  port: number
  host: string
  baseUrl: string
  dataDir: string
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailIn: MailIn | undefined
  trustProxy: string | undefined
  /** Where the place itself makes a backup every night, and where what is kept apart lies. */
  backupDir: string | undefined
  backupApart: string | undefined
}

/** Reads the settings, or throws one error that lists every one that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const wrong = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...wrongTogether(given),
  ]
  if (!parsed.success || wrong.length > 0) {
    const which = wrong.length === 1 ? 'This setting is' : 'These settings are'
    throw new Error(`Trefoil did not start. ${which} wrong:\n${wrong.map((line) => `  ${line}`).join('\n')}`)
  }
  const e = parsed.data
  return {
    port: e.PORT,
    host: e.HOST,
    baseUrl: (e.BASE_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    mailIn: (e.MAIL_IN && readMailIn(e.MAIL_IN)) || undefined,
    trustProxy: e.TRUST_PROXY,
    backupDir: e.BACKUP_DIR && resolve(e.BACKUP_DIR),
    backupApart: e.BACKUP_APART && resolve(e.BACKUP_APART),
  }
}
