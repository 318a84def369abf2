// Builds the one style sheet and the one script every page loads, and the notebook's app and service worker, into ../static/dist (in the wheel, not in git).
// Written beside, then renamed: a build that stops half-way leaves the last whole one in place.
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const notebookSources = join(here, '..', 'notebook', 'src')
const typeface = join(modules, '@fontsource-variable', 'atkinson-hyperlegible-next')
const out = join(here, '..', 'static', 'dist')
const beside = `${out}.new`

async function styles() {
  const options = { loadPaths: [modules], style: 'compressed', quietDeps: true }
  const { css } = sass.compile(join(here, 'src', 'joinedup.scss'), options)
  await writeFile(join(beside, 'joinedup.css'), css)
}

async function scripts() {
  await esbuild.build({
    entryPoints: [join(here, 'src', 'joinedup.ts')],
    outfile: join(beside, 'joinedup.js'),
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2020',
    logLevel: 'warning',
  })
}

// The notebook: an app and a service worker of its own. It lies outside this folder, so it is told where the packages are.
async function notebook() {
  const common = {
    bundle: true,
    minify: true,
    target: 'es2022',
    logLevel: 'warning',
    nodePaths: [modules],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  }
  const into = (name) => join(beside, 'notebook', name)
  await esbuild.build({ ...common, format: 'esm', entryPoints: [join(notebookSources, 'app.tsx')], outfile: into('app.js') })
  await esbuild.build({ ...common, format: 'iife', entryPoints: [join(notebookSources, 'sw.ts')], outfile: into('sw.js') })
}

async function fonts() {
  await mkdir(join(beside, 'fonts'))
  for (const set of ['latin', 'latin-ext']) {
    for (const slope of ['normal', 'italic']) {
      const name = `atkinson-hyperlegible-next-${set}-wght-${slope}.woff2`
      await cp(join(typeface, 'files', name), join(beside, 'fonts', name))
    }
  }
  await cp(join(typeface, 'LICENSE'), join(beside, 'fonts', 'LICENSE.txt'))
}

await rm(beside, { recursive: true, force: true })
await mkdir(beside, { recursive: true })
await Promise.all([styles(), scripts(), notebook(), fonts()])
await cp(join(here, 'src', 'favicon.svg'), join(beside, 'favicon.svg'))
await cp(join(here, 'src', 'icons'), join(beside, 'icons'), { recursive: true })
await rm(out, { recursive: true, force: true })
await rename(beside, out)
