import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    // A test that was focused on somebody's desk must not make the run green by leaving out the rest.
    allowOnly: false,
    // What is waited for comes when the machine gets round to it, which on a slow one is not within a second.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          include: ['src/**/*.test.{ts,tsx}', 'tests/architecture/**/*.test.ts', 'tests/whole/**/*.test.ts'],
          globalSetup: ['./tests/support/global-setup.ts'],
          // One more than the processors of a small machine, since much of this waits; and what all of them load is loaded
          // once for each worker: what a file leaves behind it is in its database, and that is its own.
          maxWorkers: 3,
          isolate: false,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['./tests/support/world-setup.ts'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
