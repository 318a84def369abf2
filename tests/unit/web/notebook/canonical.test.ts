// The device and the server write out and hash a revision alike: both are held to one file of awkward ones.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { canonical, cleaned, hashOf, wellFormed } from '../../../../joinedup/web/notebook/src/canonical'
import type { Revision } from '../../../../joinedup/web/notebook/src/contract'

declare const FIXTURES: string
const cases = JSON.parse(readFileSync(`${FIXTURES}/revisions.json`, 'utf8')) as { why: string; revision: Revision }[]

test('the file holds enough awkward revisions to mean something', () => {
  assert.ok(cases.length >= 25)
})

for (const { why, revision } of cases) {
  test(`hashes as the server does: ${why}`, async () => {
    assert.equal(await hashOf(revision), revision.hash)
  })

  test(`hashes what is kept on the device the same: ${why}`, async () => {
    assert.equal(await hashOf({ ...revision, content: cleaned(revision.content) }), revision.hash)
  })
}

test('any other word gives another hash', async () => {
  const { revision } = cases[0] as { revision: Revision }
  const other = { ...revision, content: { ...revision.content, text: `${revision.content.text} ` } }
  assert.notEqual(await hashOf(other), revision.hash)
})

test('keys are sorted at every level and nothing is spaced', () => {
  assert.equal(canonical({ b: [{ z: 1, a: null }], a: 'é\n"' }), '{"a":"é\\n\\"","b":[{"a":null,"z":1}]}')
})

test('half a character becomes the replacement character; a whole one stays', () => {
  assert.equal(wellFormed('a\ud83d b\ude00 \ud83d\ude00'), 'a\ufffd b\ufffd \ud83d\ude00')
})
