import { Readable } from 'node:stream'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/**
 * Closing a backup with a passphrase, in the age format (age-encryption.org/v1), so that the `age` program opens it too.
 * The passphrase closes a key, and the key closes everything else: the place can go on making backups, and adding to
 * them, without knowing how to open one.
 */
export type Lock = {
  /** Closes for this; no secret. */
  recipient: string
  /** What opens it, itself closed with the passphrase. */
  closedKey: Uint8Array
}

export async function makeLock(passphrase: string): Promise<Lock> {
  const key = await generateX25519Identity()
  const closer = new Encrypter()
  closer.setPassphrase(passphrase)
  return { recipient: await identityToRecipient(key), closedKey: await closer.encrypt(key) }
}

/** The key that opens; null where the passphrase is another. */
export async function openLock(closedKey: Uint8Array, passphrase: string): Promise<string | null> {
  const opener = new Decrypter()
  opener.addPassphrase(passphrase)
  return opener.decrypt(closedKey, 'text').catch(() => null)
}

function closerFor(recipient: string): Encrypter {
  const closer = new Encrypter()
  closer.addRecipient(recipient)
  return closer
}

function openerWith(key: string): Decrypter {
  const opener = new Decrypter()
  opener.addIdentity(key)
  return opener
}

/** As it is where there is no recipient. */
export const close = async (bytes: Uint8Array, recipient: string | null): Promise<Uint8Array> =>
  recipient === null ? bytes : closerFor(recipient).encrypt(bytes)

export const open = async (bytes: Uint8Array, key: string | null): Promise<Uint8Array> =>
  key === null ? bytes : openerWith(key).decrypt(bytes)

export const closeStream = async (plain: Readable, recipient: string | null): Promise<Readable> =>
  recipient === null
    ? plain
    : Readable.fromWeb((await closerFor(recipient).encrypt(Readable.toWeb(plain) as never)) as never)

export const openStream = async (closed: Readable, key: string | null): Promise<Readable> =>
  key === null ? closed : Readable.fromWeb((await openerWith(key).decrypt(Readable.toWeb(closed) as never)) as never)
