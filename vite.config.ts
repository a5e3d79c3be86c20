import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `#shared/…`, `#modules/…` and `#web/…` come from "imports" in package.json: Vite reads them as Node does.
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  cacheDir: fileURLToPath(new URL('./node_modules/.cache/vite', import.meta.url)),
  plugins: [react()],
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
      ['/api', '/rpc', '/live', '/files'].map((at) => [at, process.env.TREFOIL_SERVER ?? 'http://localhost:3030']),
    ),
  },
})
