/**
 * The process that makes one photo small. It is started for that photo, knows nothing of the rest of the house, and may
 * be killed at any moment. In: the bytes of the photo. Out, on descriptor 3: one line of JSON, `{width, height}` or
 * `{fault}`, and after it the new picture.
 */
import { writeSync } from 'node:fs'
import sharp from 'sharp'
import { LIMITS } from './limits.ts'

for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)

// One picture needs no cache and no second thread; what is not asked for here is not opened, whatever it calls itself.
sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })

function say(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(3, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

async function main(): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const given = Buffer.concat(chunks)
  try {
    // The header says how large the picture is; more than the limit is never unpacked.
    const { width, height } = await sharp(given, { limitInputPixels: false }).metadata()
    if (width * height > LIMITS.pixels) return say(Buffer.from(`${JSON.stringify({ fault: 'too_large' })}\n`))
    // Nothing of what the photo carried is written: no place, no time, no device, no small copy, no profile.
    const { data, info } = await sharp(given, { limitInputPixels: LIMITS.pixels, failOn: 'truncated', pages: 1 })
      .autoOrient()
      .resize({ width: LIMITS.side, height: LIMITS.side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer({ resolveWithObject: true })
    say(Buffer.from(`${JSON.stringify({ width: info.width, height: info.height })}\n`))
    say(data)
  } catch {
    say(Buffer.from(`${JSON.stringify({ fault: 'damaged' })}\n`))
  }
}

await main()
process.exit(0)
