import pg from 'pg'
import type { Connection } from './database.ts'

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  float8: 'number',
  int8: 'number',
  float4: 'number',
  timestamptz: 'Date',
  bytea: 'Buffer',
  jsonb: 'Json',
  _text: 'string[]',
  _uuid: 'string[]',
  tsvector: 'string',
  regconfig: 'string',
  interval: 'string',
  _int2: 'number[]',
}

/**
 * Describes a migrated database from its own catalogue: the row types for queries, and one sorted text of tables,
 * constraints, indexes, functions, policies and grants, in which a review sees what a migration changed.
 */
export async function describeTables(connection: Connection): Promise<Record<string, string>> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return {
      'src/platform/db/tables.gen.ts': await types(client),
      'migrations/schema.sql': await schema(client, connection.database),
    }
  } finally {
    await client.end()
  }
}

async function types(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{
    table: string
    column: string
    type: string
    nullable: boolean
    given: boolean
    fixed: boolean
  }>(`
    select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
           a.atthasdef as given, a.attgenerated <> '' as fixed
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
     where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by 1, a.attnum`)
  const tables = Map.groupBy(rows, (row) => row.table)
  const lines = [
    '// Made by `npm run schema` from the migrations. Do not edit.',
    "import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'",
    '',
    'type GivenDate = ColumnType<Date, Date | string | undefined, Date | string>',
    'type Json = JSONColumnType<object, string, string>',
    '',
    'export type DB = {',
  ]
  for (const [table, columns] of tables) {
    lines.push(`  ${table}: {`)
    for (const c of columns) {
      if (c.type === 'timestamptz' && c.given) {
        lines.push(`    ${c.column}: GivenDate`)
        continue
      }
      const plain = `${TYPES[c.type] ?? fail(c.type)}${c.nullable ? ' | null' : ''}`
      lines.push(
        `    ${c.column}: ${c.fixed ? `GeneratedAlways<${plain}>` : c.given && c.type !== 'jsonb' ? `Generated<${plain}>` : plain}`,
      )
    }
    lines.push('  }')
  }
  return `${[...lines, '}'].join('\n')}\n`
}

function fail(type: string): never {
  throw new Error(`No TypeScript type is known for the column type ${type}.`)
}

async function schema(client: pg.Client, database: string): Promise<string> {
  const parts = [
    `select format('table %s: %s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end) as line
       from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`,
    `select format('table %s: row security %s, forced %s', relname, relrowsecurity, relforcerowsecurity) as line from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
    `select format('constraint %s: %s', conrelid::regclass, pg_get_constraintdef(oid)) as line from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
    `select indexdef as line from pg_indexes where schemaname = 'public' order by 1`,
    `select format('policy %s on %s %s %s to %s using %s check %s', policyname, tablename, permissive, cmd, array_to_string(roles, ','), qual, with_check) as line from pg_policies where schemaname = 'public' order by 1`,
    `select format('grant %s on %s to %s', string_agg(privilege_type, ', ' order by privilege_type), table_name, grantee) as line from information_schema.table_privileges where table_schema = 'public' and grantee <> '${database}_owner' group by table_name, grantee order by 1`,
    `select format('grant update (%s) on %s to %s', string_agg(column_name, ', ' order by column_name), table_name, grantee) as line from information_schema.column_privileges where table_schema = 'public' and privilege_type = 'UPDATE' and grantee <> '${database}_owner' group by table_name, grantee order by 1`,
    `select format('owner %s: %s%s', p.oid::regprocedure, p.proowner::regrole, coalesce(' ' || array_to_string(p.proacl, ' '), '')) || E'\\n' || pg_get_functiondef(p.oid) as line from pg_proc p
      where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.oid::regprocedure::text`,
  ]
  const out = ['-- Made by `npm run schema` from the catalogue of a freshly migrated database. Do not edit.']
  for (const part of parts)
    out.push(
      '',
      ...(await client.query<{ line: string }>(part)).rows.map((row) => row.line.replaceAll(`${database}_`, '')),
    )
  return `${out.join('\n')}\n`
}
