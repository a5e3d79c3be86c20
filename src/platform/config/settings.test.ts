import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

describe('the settings of a place', () => {
  it('need nothing on one’s own machine', () => {
    const settings = readSettings({})
    expect(settings).toMatchObject({ port: 3030, host: '127.0.0.1', baseUrl: 'http://localhost:3030' })
  })

  it('list everything that is wrong at once, by name', () => {
    const wrong = () => readSettings({ PORT: 'ten', HOST: '0.0.0.0', DATABASE_URL: 'mysql://x', SMTP_URL: 'nonsense' })
    for (const name of ['PORT', 'DATABASE_URL', 'SMTP_URL']) expect(wrong).toThrow(name)
    expect(() => readSettings({ HOST: '0.0.0.0' })).toThrow(/BASE_URL[\s\S]*TRUST_PROXY/)
  })

  it('let others reach the place only by https behind a named proxy', () => {
    expect(readSettings({ HOST: '0.0.0.0', BASE_URL: 'https://t.example', TRUST_PROXY: '10.0.0.1' }).baseUrl).toBe(
      'https://t.example',
    )
    expect(() => readSettings({ HOST: '0.0.0.0', BASE_URL: 'http://t.example', TRUST_PROXY: '10.0.0.1' })).toThrow(
      'BASE_URL',
    )
    expect(() => readSettings({ BASE_URL: 'http://t.example' })).toThrow('BASE_URL')
  })

  it('take an empty setting for one that is not set', () => {
    expect(readSettings({ SMTP_URL: '', PORT: '4000' })).toMatchObject({ smtpUrl: undefined, port: 4000 })
  })

  it('say where mail is taken in, or what is wrong with it', () => {
    expect(readSettings({ MAIL_IN: 'smtp://127.0.0.1:2525?domain=In.Example.org' }).mailIn).toEqual({
      host: '127.0.0.1',
      port: 2525,
      domain: 'in.example.org',
    })
    for (const wrong of [
      '2525',
      'http://127.0.0.1:2525?domain=in.example.org',
      'smtp://127.0.0.1?domain=in.example.org',
    ])
      expect(() => readSettings({ MAIL_IN: wrong })).toThrow('MAIL_IN')
    for (const wrong of ['', '?domain=', '?domain=localhost', '?domain=in.example.org&tls=1'])
      expect(() => readSettings({ MAIL_IN: `smtp://127.0.0.1:2525${wrong}` })).toThrow('MAIL_IN')
  })
})
