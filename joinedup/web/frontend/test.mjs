// Runs the notebook's tests (tests/unit/web/notebook/*.test.ts) in Node: each bundled, then handed to Node's own test runner.
// Bundles are written into a folder of their own and taken away, whatever happens.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const tests = join(here, '..', '..', '..', 'tests', 'unit', 'web', 'notebook')
const wanted = process.argv.slice(2)
const names = (await readdir(tests)).filter((name) => name.endsWith('.test.ts'))
const chosen = names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
const out = await mkdtemp(join(tmpdir(), 'notebook-tests-'))

try {
  await esbuild.build({
    entryPoints: chosen.map((name) => join(tests, name)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    sourcemap: 'inline',
    nodePaths: [join(here, 'node_modules')],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { FIXTURES: JSON.stringify(join(here, '..', '..', '..', 'tests', 'fixtures', 'notebook')) },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  const files = chosen.map((name) => join(out, name.replace(/\.ts$/, '.mjs')))
  const ran = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=dot', ...files], { stdio: 'inherit', timeout: 300_000 })
  process.exitCode = ran.status ?? 1
} finally {
  await rm(out, { recursive: true, force: true })
}
