import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './scratch.ts'

const colours = (path: string) =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/(--[a-z-]+): (#[0-9a-f]{6});/g)].map(
    ([, name, value]) => `${name} ${value}`,
  )

test('the page for phones, which cannot read the tokens of the house, has its colours, light and dark', () => {
  const house = new Set(colours('src/web/tokens.css'))
  const own = colours('src/web/phone/colours.css')
  expect(own.length).toBeGreaterThan(40)
  expect(own.filter((one) => !house.has(one))).toEqual([])
})
