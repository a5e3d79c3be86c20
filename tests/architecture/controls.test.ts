/** A control that no longer fits the source would prove nothing: here it is found before the ordeal is run. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { patched, root } from '../../ordeals/ground.ts'

const controls = readdirSync(join(root, 'ordeals/controls')).map((file) => file.replace(/\.patch$/, ''))

test.each(controls)('the control %s changes the source as it stands', (control) => {
  expect(patched(control).size).toBeGreaterThan(0)
})
