/** The longer side of what is kept; the place makes it so again, whatever it is sent. */
const SIDE = 2560
const MOST_BYTES = 25 * 1024 * 1024

/** What is offered to choose from; a phone that takes photos in another format makes a JPEG of them for this. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp'

/**
 * A chosen file as it is kept on this device: drawn anew in the browser where it can, so that the place and the time in
 * the file are gone before it is kept, and it goes quickly over a slow line. Null where it is too large to be sent.
 */
export async function prepare(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const small = await drawn(file).catch(() => null)
  const chosen = small ?? file
  return chosen.size > MOST_BYTES ? null : new Uint8Array(await chosen.arrayBuffer())
}

async function drawn(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const part = Math.min(1, SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * part))
  canvas.height = Math.max(1, Math.round(picture.height * part))
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
}
