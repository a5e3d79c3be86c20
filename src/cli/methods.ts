import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMethod, readShelf } from '#modules/methods/server/index.ts'
import { AskedWrongly, type Verb } from './verb.ts'

type Checked = { file: string; key?: string; version?: number; instead?: boolean; problems: Problem[] }
type Problem = { line: number; sentence: string }

export const methods: Verb = {
  usage: 'methods check [FILE…]',
  does: 'reads methods as the place would, and says line by line what is wrong with them.',
  more: `Without a FILE it reads those in DATA_DIR/methods, where the place looks for methods of its own. How to write one stands in
docs/methods.md. It ends with 1 where something is wrong; a file that is wrong is left out, and the others are there.`,
  takes: [1, 200],
  async run([verb, ...files], { settings }) {
    if (verb !== 'check') throw new AskedWrongly('Say: methods check, and which files, if not those of the place.')
    const checked = files.length > 0 ? await Promise.all(files.map(checkFile)) : await checkPlace(settings.dataDir)
    const wrong = checked.filter((one) => one.problems.length > 0)
    const where = files.length > 0 ? '' : ` in ${join(settings.dataDir, 'methods')}`
    return {
      ...{ ok: wrong.length === 0, checked: checked.length, wrong: wrong.length, files: checked },
      says: [
        ...checked.flatMap(told),
        `${checked.length} ${checked.length === 1 ? 'file' : 'files'}${where}: ${wrong.length === 0 ? 'nothing is wrong' : `${wrong.length} left out`}.`,
      ],
    }
  },
}

async function checkFile(file: string): Promise<Checked> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return { file, problems: [{ line: 1, sentence: 'this file cannot be opened' }] }
  const read = readMethod(bytes)
  return read.ok
    ? { file, key: read.method.key, version: read.method.version, problems: [] }
    : { file, problems: read.problems }
}

/** What the place has of its own; one file may have several problems. */
async function checkPlace(dataDir: string): Promise<Checked[]> {
  const { methods, leftOut } = await readShelf(dataDir)
  const good = methods
    .filter((one) => one.own)
    .map(({ file, method, instead }) => ({ file, key: method.key, version: method.version, instead, problems: [] }))
  const bad = [...Map.groupBy(leftOut, (one) => one.file)].map(([file, problems]) => ({
    file,
    problems: problems.map(({ line, sentence }) => ({ line, sentence })),
  }))
  return [...good, ...bad].toSorted((one, other) => one.file.localeCompare(other.file, 'en'))
}

const told = ({ file, key, version, instead, problems }: Checked): string[] =>
  problems.length > 0
    ? problems.map(({ line, sentence }) => `${file}, line ${line}: ${sentence}`)
    : [`${file}: ${key}, version ${version}${instead ? ', in the place of the one that comes with Trefoil' : ''}`]
