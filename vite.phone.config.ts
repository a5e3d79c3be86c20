import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/**
 * The page of whoever takes part in a gathering: built apart from the client, so that nothing of that is ever in it, for
 * phones some years older, and into the same folder.
 */
export default defineConfig({
  root: fileURLToPath(new URL('./src/web/phone', import.meta.url)),
  cacheDir: fileURLToPath(new URL('./node_modules/.cache/vite-phone', import.meta.url)),
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2020',
    cssTarget: ['chrome87', 'firefox78', 'safari14'],
    sourcemap: true,
    rolldownOptions: { input: fileURLToPath(new URL('./src/web/phone/in.html', import.meta.url)) },
  },
})
