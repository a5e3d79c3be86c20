import { expect, it } from 'vitest'
import { elsewhere } from './data.ts'

it('says where a time is and what it is for the reader, only where their clock shows something else then', () => {
  const call = { startsOn: '2026-10-22', startsAt: '10:00', zone: 'Europe/London' }
  expect(elsewhere(call, 'Europe/London')).toBe('')
  expect(elsewhere(call, 'Europe/Jersey')).toBe('')
  expect(elsewhere(call, 'Europe/Berlin')).toBe(' in London (11:00 where you are)')
  expect(elsewhere({ ...call, startsAt: '23:30' }, 'Asia/Kolkata')).toBe(
    ' in London (Friday 23 October, 04:00 where you are)',
  )
  // The night in which the clocks go back: by then London is at noon of UTC again.
  expect(elsewhere({ ...call, startsOn: '2026-10-25', startsAt: '12:00' }, 'UTC')).toBe('')
  expect(elsewhere({ ...call, startsOn: '2026-10-24', startsAt: '12:00' }, 'UTC')).toBe(
    ' in London (11:00 where you are)',
  )
})
