import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root as checkout } from './scratch.ts'

type Edge = { resolved: string }
type Cruised = {
  modules: { source: string; dependencies: Edge[] }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}
export type Cruise = {
  /** Each file that was read, with what it imports. */
  imports: Map<string, string[]>
  violations: { rule: string; from: string; to: string }[]
}

type Config = { forbidden: { name: string }[]; USES: Record<string, string[]> }
const config = createRequire(import.meta.url)(join(checkout, '.dependency-cruiser.cjs')) as Config
export const uses = config.USES
export const ruleNames = config.forbidden.map((rule) => rule.name)

/** Runs the very program and rules that the check runs, in any checkout or copy. */
export function cruise(root: string): Promise<Cruise> {
  const program = join(checkout, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [program, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      // With broken rules the program ends with a code of its own; without an answer it failed.
      if (!stdout.startsWith('{')) return fail(new Error(stderr || String(error)))
      const { modules, summary } = JSON.parse(stdout) as Cruised
      done({
        imports: new Map(modules.map((file) => [file.source, file.dependencies.map((edge) => edge.resolved)])),
        violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
      })
    })
  })
}
