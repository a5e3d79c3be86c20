import nodemailer, { type TransportOptions } from 'nodemailer'

export type Mail = {
  to: string
  subject: string
  text: string
  headers?: Record<string, string>
  /** An event for the calendar of whoever gets it (RFC 5546). */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string }
}
/** Without `SMTP_URL` a place sends no mail, and says so wherever mail would have been offered. */
export type Mailer = { sends: boolean; send(mail: Mail): Promise<void> }

/**
 * What a letter failed with. `maybeTaken`: the connection ended after the letter had begun to go over, so that nobody can
 * tell whether it was taken. `code` is what the post office answered, if it did.
 */
export type MailFault = { maybeTaken: boolean; code: number | null }

export function makeMailer(smtpUrl: string | undefined, from: string): Mailer {
  if (smtpUrl === undefined) return { sends: false, send: async () => {} }
  return {
    sends: true,
    async send({ calendar, ...mail }) {
      let begun = false
      const hear = (_entry: object, said: string) => {
        begun ||= said === 'DATA'
      }
      const transport = nodemailer.createTransport({
        // A post office that does not answer is not waited for until whoever waits gives up.
        ...{ url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, debug: true },
        logger: Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, hear])),
      } as TransportOptions)
      try {
        await transport.sendMail({ from, ...mail, ...(calendar && { icalEvent: calendar }) })
      } catch (fault) {
        const code = (fault as { responseCode?: number }).responseCode ?? null
        throw Object.assign(fault as Error, { fault: { maybeTaken: begun && code === null, code } satisfies MailFault })
      }
    },
  }
}
