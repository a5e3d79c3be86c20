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

const Environment = z
  .object({
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
    MAIL_IN: z.string().optional(),
    TRUST_PROXY: z.string().min(1).optional(),
  })
  .superRefine((env, context) => {
    const away = !isLoopback(env.HOST)
    const https = env.BASE_URL?.startsWith('https:') ?? false
    if (away && !https)
      context.addIssue({
        code: 'custom',
        path: ['BASE_URL'],
        message: `must begin with https: because HOST is ${env.HOST}, which others can reach`,
      })
    if (away && env.TRUST_PROXY === undefined)
      context.addIssue({
        code: 'custom',
        path: ['TRUST_PROXY'],
        message: 'must name the proxy whose forwarded address is believed, because HOST is not on loopback',
      })
    if (env.BASE_URL?.startsWith('http:') && !LOOPBACK.has(new URL(env.BASE_URL).hostname))
      context.addIssue({
        code: 'custom',
        path: ['BASE_URL'],
        message: 'must begin with https: anywhere but on this machine',
      })
  })

export type Settings = {
  port: number
  host: string
  baseUrl: string
  dataDir: string
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailIn: string | undefined
  trustProxy: string | undefined
}

/** Reads the settings, or throws one error that lists every one that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    throw new Error(
      `Trefoil did not start. ${wrong.length === 1 ? 'This setting is' : 'These settings are'} wrong:\n${wrong.join('\n')}`,
    )
  }
  const e = parsed.data
  return {
    port: e.PORT,
    host: e.HOST,
    baseUrl: (e.BASE_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    mailIn: e.MAIL_IN,
    trustProxy: e.TRUST_PROXY,
  }
}
