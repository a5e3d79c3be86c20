import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './scratch.ts'

type Package = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Package
const declared = { ...dependencies, ...optionalDependencies, ...devDependencies }
const rows = [...read('docs/decisions/0001-parts.md').matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map((row) => row.slice(1).map((cell) => cell.trim()))
  .map(([name = '', licence = '', why = '', keeper = '']) => ({ name, licence, why, keeper }))
  .filter(({ name }) => name !== 'part' && !/^-+$/.test(name))

test('every package has its line, and every line its package', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(declared).sort())
})

test('every line gives a reason and a keeper', () => {
  expect(rows.filter(({ why, keeper }) => why.length < 5 || keeper.length < 5)).toEqual([])
})

test('the licence in the line is the one that the package states', () => {
  const installed = rows.filter(({ name }) => existsSync(join(root, 'node_modules', name)))
  expect(installed.length).toBeGreaterThan(Object.keys({ ...dependencies, ...devDependencies }).length - 1)
  const stated = installed.map(({ name }) => {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string }
    return { name, licence: license }
  })
  expect(installed.map(({ name, licence }) => ({ name, licence }))).toEqual(stated)
})

test('every version is exact', () => {
  const exact = /^(npm:[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/
  expect(Object.entries(declared).filter(([, version]) => !exact.test(version))).toEqual([])
})
