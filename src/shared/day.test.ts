import { expect, test } from 'vitest'
import { addDays, dayOf, sayDay, sayMonth, sayWeekday, sayWholeDay } from './day.ts'

test('a day is said in words, with its year only where that is another one', () => {
  expect(sayDay('2026-10-22', '2026-01-01')).toBe('22 October')
  expect(sayDay('2025-10-22', '2026-01-01')).toBe('22 October 2025')
  expect(sayWholeDay('2026-10-22')).toBe('22 October 2026')
  expect(sayWeekday('2026-10-21')).toBe('Wednesday 21 October')
  expect(sayMonth('2026-10-31')).toBe('October 2026')
})

test('the day is that of the zone: an hour before midnight UTC it is tomorrow in a British summer', () => {
  expect(dayOf(new Date('2026-07-01T23:30:00Z'), 'Europe/London')).toBe('2026-07-02')
  expect(dayOf('2026-07-01T23:30:00Z', 'UTC')).toBe('2026-07-01')
  expect(dayOf('2026-07-01T02:00:00Z', 'America/New_York')).toBe('2026-06-30')
})

test('days are counted over the ends of months and changes of the clock', () => {
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})
