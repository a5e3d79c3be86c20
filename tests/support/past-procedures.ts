// Asks the database itself, as somebody would who got past every procedure: under their own policies, and nothing stays changed.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { TestPlace } from './place.ts'

type Callable = { name: string; types: string[] }
class TakenBack extends Error {}
const FILL: Record<string, string> = {
  ...{
    integer: '1',
    boolean: 'false',
    jsonb: `'{}'`,
    bytea: `'x'`,
    date: `'2030-01-01'`,
    'text[]': `'{}'`,
    tsquery: `'x'`,
  },
  ...{ 'timestamp with time zone': 'clock_now()', 'double precision': '1', real: '1', regconfig: `'english'` },
}
/** But those that reckon with what they are given, and read nothing. */
const FUNCTIONS = `select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes) t) as types
  from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype and p.provolatile <> 'i' and has_function_privilege(p.oid, 'execute')`
const TABLES = `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`

/**
 * Where somebody is told of these: tables in which one of the ids or words stands, and functions that answer one of the ids
 * otherwise than an id that never was. `asked`: how many questions there were.
 */
export async function toldPastProcedures(place: TestPlace, person: string, ids: readonly string[], word: string) {
  const ask = async (question: string): Promise<string> => {
    let told = ''
    const going = place.house.db.as(person, async (tx) => {
      told = JSON.stringify((await sql.raw(question).execute(tx)).rows)
      throw new TakenBack()
    })
    await going.catch((fault: { code?: string }) => {
      if (!(fault instanceof TakenBack)) told = `refused ${fault.code}`
    })
    return told
  }
  const known = async <T>(question: string) => JSON.parse(await ask(question)) as T[]
  const marks = [...ids, word]
  const found: string[] = []
  let asked = 0
  for (const { name } of await known<{ name: string }>(TABLES)) {
    asked += 1
    const told = await ask(`select to_jsonb(t) from "${name}" t`)
    if (marks.some((mark) => told.includes(mark))) found.push(`table ${name}`)
  }
  for (const { name, types } of await known<Callable>(FUNCTIONS)) {
    const places = types.flatMap((type, at) => (type.startsWith('uuid') ? [at] : []))
    if (!types.every((type) => type in FILL || type === 'text' || type.startsWith('uuid'))) continue
    const call = async (at: number, id: string) => {
      const given = types.map((type, n) => {
        if (!type.startsWith('uuid')) return `${type === 'text' ? `'${word}'` : FILL[type]}::${type}`
        const one = n === at ? id : randomUUID()
        return type === 'uuid' ? `'${one}'::uuid` : `'{${one}}'::uuid[]`
      })
      asked += 1
      // An id that was made up, or that was asked about, tells nothing.
      return (await ask(`select to_jsonb(x) from ${name}(${given.join(', ')}) x`))
        .replaceAll(id, '')
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (one) => (ids.includes(one) ? 'HERE' : ''))
    }
    if (places.length === 0 && /HERE/.test(await call(-1, ''))) found.push(name)
    for (const at of places) {
      const never = await call(at, randomUUID())
      for (const id of ids) if ((await call(at, id)) !== never) found.push(`${name} ${at}`)
    }
  }
  return { found: [...new Set(found)], asked }
}
