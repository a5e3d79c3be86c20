// Who may import whom, as data. ARCHITECTURE.md says it in words; tests/architecture/fences.test.ts proves each rule.
// An edge that is not here is a decision record first (docs/decisions), then a word in USES.

/** module → the modules it uses. Upstream never imports downstream: it appends an event, downstream subscribes. */
const USES = {
  people: [],
  spaces: ['people'],
  today: ['people', 'spaces'],
  demonstration: ['people'],
  crossings: ['spaces'],
  disclosure: ['spaces'],
  rounds: ['spaces'],
  agreements: ['spaces', 'rounds', 'disclosure'],
  library: ['spaces', 'crossings', 'disclosure'],
  journal: ['people', 'spaces', 'crossings'],
  methods: [],
  gatherings: ['spaces', 'agreements', 'methods', 'rounds', 'disclosure', 'crossings', 'library'],
  frameworks: ['spaces', 'agreements', 'rounds', 'gatherings', 'library', 'insights', 'disclosure'],
  maps: ['spaces', 'gatherings', 'library'],
  insights: ['spaces', 'crossings', 'library'],
  funds: ['spaces'],
  impact: ['spaces', 'rounds', 'library', 'insights', 'funds', 'disclosure'],
  practice: ['spaces', 'agreements', 'journal'],
  patterns: ['spaces', 'crossings', 'library', 'insights', 'disclosure'],
  reviews: ['spaces', 'gatherings', 'frameworks', 'insights', 'impact', 'funds'],
  network: ['spaces', 'funds', 'impact', 'disclosure'],
}

/** What a contract or the shared part may take from outside: both run everywhere. */
const ISOMORPHIC_PACKAGES = ['zod', '@orpc/contract']
/** What has no business in a browser. */
const SERVER_PACKAGES = [
  ...['fastify', '@fastify/[^/]+', '@node-rs/[^/]+', '@orpc/server', '@simplewebauthn/server', 'kysely', 'nodemailer'],
  ...['openid-client', 'pg', 'pg-boss', 'pino', 'sharp', 'yauzl', 'mammoth'],
]

const TEST = '\\.test\\.tsx?$'
/** Tests and the builders that tests use. */
const TESTING = '\\.test\\.tsx?$|/testing(\\.ts$|/)'
const SHARED = '^src/shared/'
const PLATFORM = '^src/platform/'
const contractOf = (name) => `^src/modules/${name}/contract(\\.ts$|/)`
const serverOf = (name) => `^src/modules/${name}/server/index\\.ts$`
const buildersOf = (name) => `^src/modules/${name}/server/testing(\\.ts$|/index\\.ts$)`
const webOf = (name) => `^src/modules/${name}/web/index\\.tsx?$`
const ANY = '[^/]+'
/** The worlds a demonstration can be filled with. */
const WORLDS = '^seeds/'
/** The small page of whoever takes part in a gathering. */
const PHONE = '^src/web/phone/'
const ROUTER = '^src/web/(router|frame|front|now|today|alone)(\\.tsx?$|/)'
const packages = (names) => `^node_modules/(${names.join('|')})/`

const fence = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** One part of src, and all of src that it may import. */
const mayImport = (name, comment, from, allowed) => fence(name, comment, from, { path: '^src/', pathNot: allowed })

const perModule = Object.entries(USES).flatMap(([name, uses]) => {
  const own = `^src/modules/${name}/`
  return [
    mayImport(
      `contract-of-${name}`,
      `The contract of ${name} may use shared and the contracts of: ${uses.join(', ') || 'no module'}.`,
      { path: contractOf(name) },
      [SHARED, contractOf(name), ...uses.map(contractOf)],
    ),
    mayImport(
      `server-of-${name}`,
      `The server of ${name} may use platform, shared, its own contract and the front doors of: ${uses.join(', ') || 'no module'}.`,
      { path: `${own}server/`, pathNot: TESTING },
      [
        PLATFORM,
        SHARED,
        contractOf(name),
        `${own}server/`,
        ...uses.flatMap((used) => [contractOf(used), serverOf(used)]),
      ],
    ),
    mayImport(
      `tests-of-${name}`,
      `The tests and builders of ${name} may use, besides, the builders of the modules it uses.`,
      { path: `${own}server/.*(${TESTING})` },
      [
        ...[PLATFORM, SHARED, contractOf(name), `${own}server/`],
        ...uses.flatMap((used) => [contractOf(used), serverOf(used), buildersOf(used)]),
      ],
    ),
    mayImport(
      `web-of-${name}`,
      `The screens of ${name} may use web/ui, web/lib, shared, its own contract and the front doors of: ${uses.join(', ') || 'no module'}.`,
      { path: `${own}web/` },
      [
        '^src/web/(ui|lib)/',
        SHARED,
        contractOf(name),
        `${own}web/`,
        ...uses.flatMap((used) => [contractOf(used), webOf(used)]),
      ],
    ),
  ]
})

const forbidden = [
  fence('resolves', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
  fence(
    'no-cycles',
    'Two files that need each other are one file, or a third is missing. (Cycles of types alone are let be.)',
    { path: '^src/' },
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  fence(
    'module-is-in-the-table',
    'A module stands in the table of uses before it imports anything.',
    { path: `^src/modules/${ANY}/`, pathNot: `^src/modules/(${Object.keys(USES).join('|')})/` },
    {},
  ),
  mayImport('shared-imports-nothing', 'The shared part is pure: it knows no other part.', { path: SHARED }, [SHARED]),
  mayImport('platform-knows-no-module', 'The platform holds no word of the domain.', { path: PLATFORM }, [
    PLATFORM,
    SHARED,
  ]),
  fence(
    'isomorphic-packages',
    `The shared part and the contracts run everywhere: of packages they take ${ISOMORPHIC_PACKAGES.join(' and ')}.`,
    { path: [SHARED, contractOf(ANY), '^src/contract\\.ts$'], pathNot: TEST },
    { path: '^node_modules/', pathNot: packages(ISOMORPHIC_PACKAGES) },
  ),
  fence(
    'no-node-outside-the-server',
    'What reaches a browser cannot use what only Node has.',
    { path: [SHARED, contractOf(ANY), '^src/contract\\.ts$', '^src/web/', `^src/modules/${ANY}/web/`], pathNot: TEST },
    { dependencyTypes: ['core'] },
  ),
  fence(
    'no-server-packages-in-the-browser',
    'This package runs on the server only.',
    { path: ['^src/web/', `^src/modules/${ANY}/web/`], pathNot: TEST },
    { path: packages(SERVER_PACKAGES) },
  ),
  mayImport(
    'web-base-knows-no-module',
    'The design system, the library and the words of the web client know no module.',
    { path: '^src/web/(ui|lib|words)/' },
    ['^src/web/(ui|lib|words)/', SHARED, '^src/contract\\.ts$'],
  ),
  mayImport(
    'web-shell',
    'The shell of the web client knows modules only by way of its router.',
    { path: '^src/web/', pathNot: ['^src/web/(ui|lib|words)/', ROUTER, PHONE] },
    ['^src/web/', SHARED, '^src/contract\\.ts$'],
  ),
  mayImport(
    'phone',
    'The page of whoever takes part knows three contracts, and the front door of rounds for lines without a name.',
    { path: PHONE },
    [
      PHONE,
      `${SHARED}advice\\.ts$`,
      contractOf('gatherings'),
      contractOf('methods'),
      contractOf('rounds'),
      webOf('rounds'),
    ],
  ),
  fence(
    'phone-takes-types-alone',
    'Of a contract the page of whoever takes part takes the types: its schemas weigh more than the page may.',
    { path: PHONE },
    { path: contractOf(ANY), dependencyTypesNot: ['type-only'] },
  ),
  fence(
    'phone-packages',
    'Of packages the page of whoever takes part has one.',
    { path: PHONE, pathNot: TEST },
    { path: '^node_modules/', pathNot: packages(['preact']) },
  ),
  fence(
    'phone-stands-apart',
    'Nothing of the page of whoever takes part is in another.',
    { path: '^src/', pathNot: PHONE },
    { path: PHONE },
  ),
  mayImport('web-router', "The router reaches a module's screens through their front door only.", { path: ROUTER }, [
    '^src/web/',
    SHARED,
    '^src/contract\\.ts$',
    webOf(ANY),
  ]),
  mayImport('contract-of-all', 'The whole contract is made of contracts.', { path: '^src/contract\\.ts$' }, [
    SHARED,
    contractOf(ANY),
  ]),
  mayImport(
    'composition-root',
    'The composition root knows modules only by way of modules.ts.',
    { path: '^src/(main|app|demonstration)\\.ts$' },
    [SHARED, PLATFORM, '^src/(app|modules|contract|demonstration)\\.ts$', WORLDS],
  ),
  mayImport(
    'list-and-command-line',
    'The list of modules and the command line reach a module through its front door only.',
    { path: '^src/(modules\\.ts$|cli(\\.ts$|/))' },
    [SHARED, PLATFORM, '^src/(app|modules|contract)\\.ts$', '^src/cli/', serverOf(ANY)],
  ),
  mayImport(
    'no-other-root',
    'A file beside these in src has no place in the tree.',
    { path: '^src/[^/]+$', pathNot: '^src/(main|app|modules|cli|contract|demonstration)\\.ts$' },
    [],
  ),
  fence(
    'tests-only-in-tests',
    'Builders and test files are for tests.',
    { path: '^src/', pathNot: TESTING },
    { path: `^src/.*(${TESTING})` },
  ),
  fence(
    'product-stands-alone',
    'What is shipped imports nothing of the tests, seeds, scripts, ordeals or benches.',
    { path: '^src/', pathNot: [TESTING, '^src/(demonstration|cli/world)\\.ts$'] },
    { path: '^(tests|seeds|scripts|ordeals|bench)/' },
  ),
  fence(
    'no-development-packages',
    'What is shipped imports no package that only development installs.',
    { path: '^src/', pathNot: TESTING },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  fence(
    'packages-are-declared',
    'A package that is used stands in package.json.',
    { path: '^src/' },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  ...perModule,
]

module.exports = {
  forbidden,
  options: {
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    doNotFollow: { path: ['^node_modules/', '^(tests|seeds|scripts|ordeals|bench)/'] },
    exclude: { path: '\\.(css|svg|json|woff2)$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
}
// For the tests; the cruiser reads only what it can enumerate.
Object.defineProperty(module.exports, 'USES', { value: USES })
