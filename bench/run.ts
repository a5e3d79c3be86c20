// npm run bench -- NAME [--json] [--quick]: measures beside a baseline of the same run, and says its figures.
import { type Ordeal, type Report, say } from '../ordeals/ground.ts'

const BENCHES: Record<string, () => Promise<Ordeal>> = {
  visibility: async () => (await import('./visibility.ts')).visibility,
  spine: async () => (await import('./spine.ts')).spine,
  live: async () => (await import('./live.ts')).live,
}

const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')))
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
if (
  names.length === 0 ||
  names.some((name) => !Object.hasOwn(BENCHES, name)) ||
  [...flags].some((flag) => !['--json', '--quick'].includes(flag))
) {
  console.error(`Usage: npm run bench -- NAME [--json] [--quick]\nThere are: ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}
for (const name of names) {
  const report: Report = { name, goals: [], figures: {} }
  const began = performance.now()
  say(`── ${name}`)
  await (await BENCHES[name]!())({ quick: flags.has('--quick'), report })
  report.figures.seconds = Math.round((performance.now() - began) / 100) / 10
  for (const [figure, value] of Object.entries(report.figures)) say(`${figure}: ${JSON.stringify(value)}`)
  if (flags.has('--json')) console.log(JSON.stringify(report))
}
