import nodemailer from 'nodemailer'

export type Mail = { to: string; subject: string; text: string }
/** Without `SMTP_URL` a place sends no mail, and says so wherever mail would have been offered. */
export type Mailer = { sends: boolean; send(mail: Mail): Promise<void> }

export function makeMailer(smtpUrl: string | undefined, from: string): Mailer {
  if (smtpUrl === undefined) return { sends: false, send: async () => {} }
  const transport = nodemailer.createTransport(smtpUrl)
  return {
    sends: true,
    async send(mail) {
      await transport.sendMail({ from, ...mail })
    },
  }
}
