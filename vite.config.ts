import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What must open without a connection: the shell with the journal's sheet in it, and the pages it stands on. */
const OFFLINE = ['journal-page.tsx', 'write-page.tsx', 'capture-sheet.tsx', 'dialog-modal.tsx', 'signing-out-sheet.tsx']

/** Writes down for the service worker which files those are, so that it has them before anybody opens the page. */
function offline(): Plugin {
  return {
    name: 'offline',
    generateBundle(_options, bundle) {
      const files = new Set<string>()
      const add = (name: string) => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
        chunk.imports.forEach(add)
      }
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const from = chunk.facadeModuleId ?? ''
        if (chunk.isEntry || OFFLINE.some((page) => from.endsWith(`/${page}`))) add(chunk.fileName)
      }
      for (const name of Object.keys(bundle)) if (/latin-(400|600)-normal.*\.woff2$/.test(name)) files.add(name)
      const source = JSON.stringify([...files].map((name) => `/${name}`).sort())
      this.emitFile({ type: 'asset', fileName: 'offline.json', source })
    },
  }
}

/**
 * Of a module's front door the router takes the routes and nothing else: what the door names beside them comes with the
 * page that shows it. Without this all of it would come with the first page, whichever that is.
 */
function routesAlone(): Plugin {
  const door = /\/modules\/[a-z]+\/web\/index\.tsx$/
  return {
    name: 'routes-alone',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!importer?.endsWith('/src/web/router.tsx')) return null
      const found = await this.resolve(source, importer, { skipSelf: true })
      return found !== null && door.test(found.id) ? `${found.id}?routes` : found
    },
    // The lines stay where they are, so the map of the file holds.
    transform: (code, id) =>
      id.endsWith('?routes') ? { code: code.replace(/^export \{[^}]*\} from .*$/gm, ''), map: null } : null,
  }
}

/**
 * What every page stands on travels as two files that compress well, instead of thirty that do not: what others made,
 * and the house's own frame. Whatever opens later (dialogs, lists, dates, pictures) stays where it is asked for.
 */
const GROUPS = [
  { name: 'base', tags: ['$initial' as const], test: /node_modules/, priority: 2 },
  { name: 'frame', tags: ['$initial' as const], priority: 1 },
  { name: 'parts', test: /\/src\/web\/(ui|lib)\//, minShareCount: 12 },
]

// `#shared/…`, `#modules/…` and `#web/…` come from "imports" in package.json: Vite reads them as Node does.
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  cacheDir: fileURLToPath(new URL('./node_modules/.cache/vite', import.meta.url)),
  plugins: [routesAlone(), react(), offline()],
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    // The strict content policy allows no data: addresses for fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    cssTarget: ['chrome111', 'firefox114', 'safari16.4'],
    sourcemap: true,
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/rpc', '/live', '/files', '/journal/photos', '/rounds'].map((at) => [
        at,
        process.env.TREFOIL_SERVER ?? 'http://localhost:3030',
      ]),
    ),
  },
})
