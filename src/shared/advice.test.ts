import { expect, test } from 'vitest'
import { readsLikeAdvice } from './advice.ts'

test.each([
  'Have you tried ringing them first?',
  'Why don’t you ask the school?',
  'And why not just write to her?',
  "Couldn't you let the team decide?",
  'You should talk to Ana.',
  'If I were you I would wait.',
  'Try a shorter form?',
  'What about a second meeting?',
])('“%s” reads like advice', (line) => expect(readsLikeAdvice(line)).toBe(true))

test.each([
  'What have you tried?',
  'Why did you begin there?',
  'Who would be glad if it failed?',
  'What do you not want to lose?',
  'Tell me what you saw.',
  '',
])('“%s” does not', (line) => expect(readsLikeAdvice(line)).toBe(false))
