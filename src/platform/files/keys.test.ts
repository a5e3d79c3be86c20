import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KeyStore, openKeyStore } from './keys.ts'
import { openFileStore } from './store.ts'

let folder: string
let keys: KeyStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trefoil-keys-'))
  keys = await openKeyStore(join(folder, 'keys'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the key store', () => {
  const bind = 'entry_version cipher 1'

  it('gives back what it sealed, whatever the script, also after a restart', async () => {
    const owner = randomUUID()
    for (const words of ['', 'Nobody rang.', '👩🏽‍⚕️ e\u0301 العربية', 'x'.repeat(9000)]) {
      const cipher = await keys.seal(owner, bind, words)
      expect(await (await openKeyStore(join(folder, 'keys'))).unseal(owner, bind, cipher)).toBe(words)
    }
  })

  it('says little by length: ciphertexts come in steps of 256 bytes', async () => {
    const owner = randomUUID()
    const sizes = await Promise.all(
      [1, 100, 252].map(async (n) => (await keys.seal(owner, bind, 'x'.repeat(n))).length),
    )
    expect(new Set(sizes).size).toBe(1)
    expect((await keys.seal(owner, bind, 'x'.repeat(253))).length).toBe(sizes[0]! + 256)
  })

  it('opens nothing for another owner, another row, or after the key is destroyed', async () => {
    const owner = randomUUID()
    const cipher = await keys.seal(owner, bind, 'one honest sentence')
    await keys.seal(randomUUID(), bind, 'x')
    await expect(keys.unseal(randomUUID(), bind, cipher)).rejects.toThrow()
    await expect(keys.unseal(owner, 'entry_version cipher 2', cipher)).rejects.toThrow()
    await keys.destroy(owner)
    await expect(keys.unseal(owner, bind, cipher)).rejects.toThrow()
  })

  it('keeps one small file a person and nothing half-written', async () => {
    const owner = randomUUID()
    await Promise.all(Array.from({ length: 8 }, () => keys.seal(owner, bind, 'at once')))
    const files = await readdir(join(folder, 'keys'))
    expect(files.filter((name) => name.startsWith('.'))).toEqual([])
    expect(files).toContain(`${owner}.key`)
  })
})

describe('the file store', () => {
  it('keeps files as ciphertext under their own keys, and knows an equal file within one space only', async () => {
    const files = await openFileStore(join(folder, 'files'), keys, Buffer.alloc(32, 7))
    const id = randomUUID()
    const bytes = Buffer.from('minutes of the executive')
    const wrapped = await files.put(id, bytes)
    expect(await files.get(id, wrapped)).toEqual(bytes)
    await expect(files.get(id, keys.wrap(`file ${randomUUID()}`, Buffer.alloc(32)))).rejects.toThrow()
    const [one, other] = [randomUUID(), randomUUID()]
    expect(files.digest(one, bytes)).toEqual(files.digest(one, bytes))
    expect(files.digest(one, bytes)).not.toEqual(files.digest(other, bytes))
  })

  it('wraps what is one person’s by their key: it opens for nobody else, and never again once the key is destroyed', async () => {
    const files = await openFileStore(join(folder, 'files'), keys, Buffer.alloc(32, 7))
    const [id, owner, bytes] = [randomUUID(), randomUUID(), Buffer.from([0xff, 0xd8, 0, 1, 2])]
    const wrapped = await files.put(id, bytes, owner)
    expect(await files.get(id, wrapped, owner)).toEqual(bytes)
    await expect(files.get(id, wrapped)).rejects.toThrow()
    await keys.seal(randomUUID(), 'x', 'another')
    await expect(files.get(id, wrapped, randomUUID())).rejects.toThrow()
    await keys.destroy(owner)
    await expect(files.get(id, wrapped, owner)).rejects.toThrow()
  })
})
