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
})
