import { oc } from '@orpc/contract'
import { call } from '@orpc/server'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { open } from './procedure.ts'

const refusing = (times: number, code: string) => {
  let tried = 0
  const procedure = open(oc.input(z.object({})).output(z.object({ tried: z.int() })), async () => {
    tried += 1
    if (tried <= times) throw Object.assign(new Error('words of the database'), { code })
    return { tried }
  })
  return call(procedure, {}, { context: {} as never })
}

it('does again what was undone because it stood in another’s way, and nothing else, and not for ever', async () => {
  expect(await refusing(2, '40P01')).toEqual({ tried: 3 })
  expect(await refusing(1, '40001')).toEqual({ tried: 2 })
  await expect(refusing(3, '40P01')).rejects.toMatchObject({ code: 'unavailable', status: 503 })
  await expect(refusing(1, '53300')).rejects.toMatchObject({ code: 'unavailable', status: 503 })
  await expect(refusing(1, '23505')).rejects.toMatchObject({ code: 'conflict', status: 409 })
})
