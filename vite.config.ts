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

// `#shared/…`, `#modules/…` and `#web/…` come from "imports" in package.json: Vite reads them as Node does.
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  cacheDir: fileURLToPath(new URL('./node_modules/.cache/vite', import.meta.url)),
  plugins: [react(), offline()],
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    // The strict content policy allows no data: addresses for fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    cssTarget: ['chrome111', 'firefox114', 'safari16.4'],
    sourcemap: true,
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/rpc', '/live', '/files', '/journal/photos'].map((at) => [
        at,
        process.env.TREFOIL_SERVER ?? 'http://localhost:3030',
      ]),
    ),
  },
})
