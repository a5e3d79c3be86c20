import { client } from '#web/lib/client.ts'

/** Puts everything I wrote and said in a space into a file on this device. */
export async function takeRecord(address: string, name: string): Promise<void> {
  const record = await client.spaces.record({ address })
  const file = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = file
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}-my-record.json`
  link.click()
  URL.revokeObjectURL(file)
}
