import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monotonic } from '#platform/time.ts'

/** What stands on screen where nobody has renamed it. The keys are what the data holds, and never change. */
const DEFAULTS: Record<string, string> = {
  now: 'Now',
  evidence: 'Evidence',
  insights: 'Insights',
  people: 'People',
  memory: 'Memory',
  first: 'First person',
  'first.means': 'What I notice, and learn about my own work.',
  second: 'Second person',
  'second.means': 'What we learn together, among people who know each other.',
  third: 'Third person',
  'third.means': 'What is learned across places, by people who may never meet.',
}
const EVERY_MS = 5000
const read = new Map<string, { at: number; words: Record<string, string> }>()

/**
 * The words of an installation: its own, from `words.json` beside its data, over the usual ones. Whoever runs the place
 * writes that file; a change shows within seconds. A file that cannot be read changes nothing.
 */
export async function wordsOf(dataDir: string): Promise<Record<string, string>> {
  const known = read.get(dataDir)
  if (known !== undefined && monotonic() - known.at < EVERY_MS) return known.words
  const own = await readFile(join(dataDir, 'words.json'), 'utf8')
    .then((text) => JSON.parse(text) as unknown)
    .catch(() => null)
  const renamed =
    typeof own === 'object' && own !== null
      ? Object.entries(own).filter(
          (one): one is [string, string] =>
            one[0] in DEFAULTS && typeof one[1] === 'string' && one[1].trim() !== '' && one[1].length <= 200,
        )
      : []
  const words = { ...DEFAULTS, ...Object.fromEntries(renamed) }
  read.set(dataDir, { at: monotonic(), words })
  return words
}
