import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const SRC = resolve(import.meta.dirname, '../../..')

it('never listens: no page asks the browser for speech, which would send it to the browser’s maker', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(tsx?|js|html)$/.test(name) && !name.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(100)
  const listening = files.filter((name) =>
    /SpeechRecognition|x-webkit-speech|getUserMedia|MediaRecorder/.test(readFileSync(join(SRC, name), 'utf8')),
  )
  expect(listening).toEqual([])
})
