// Folding, hints of names, searching and sealing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { sha256 } from '../../../../joinedup/web/notebook/src/canonical'
import { newKeys, openKeys, ROUNDS, Sealer } from '../../../../joinedup/web/notebook/src/crypto'
import { folded, searchable, words } from '../../../../joinedup/web/notebook/src/fold'
import { Names } from '../../../../joinedup/web/notebook/src/names'
import { Memory } from '../../../../joinedup/web/notebook/src/store/memory'
import { INSPECTION, revisionOf, says } from './fakes'

declare const FIXTURES: string

const SPELLINGS: [string, string][] = [
  ['O’Brien', 'obrien'],
  ['Zoë', 'zoe'],
  ['ANN-MARIE', 'annmarie'],
  ['İlkay', 'ilkay'],
  ['ﬁona', 'fiona'],
  ['12', ''],
]

for (const [written, read] of SPELLINGS) {
  test(`${written} is read as “${read}”`, () => assert.equal(folded(written), read))
}

test('words are found where they stand', () => {
  const found = words('Mrs O’Brien, 12')
  assert.deepEqual(
    found.map(({ start, end, folded: word }) => [start, end, word]),
    [
      [0, 3, 'mrs'],
      [4, 11, 'obrien'],
    ],
  )
})

async function namesOf(...known: string[]): Promise<Names> {
  const hashes = await Promise.all(known.map(async (name) => (await sha256(`salt|${name}`)).slice(0, 4)))
  return new Names({ salt: 'salt', hashes })
}

test('a pair from the lists is hinted once, whichever way round, with or without capitals', async () => {
  const names = await namesOf('zoe', 'obrien')
  for (const text of ['We saw Zoë O’Brien today.', 'We saw o’brien zoe today.']) {
    const [hint, ...more] = await names.in(text)
    assert.equal(text.slice(hint?.start, hint?.end).toLowerCase(), hint?.words.toLowerCase())
    assert.equal(more.length, 0)
  }
})

test('one name alone is hinted with a capital only; strangers and parted words are not', async () => {
  const names = await namesOf('hope', 'obrien')
  const hinted = async (text: string) => (await names.in(text)).map((hint) => hint.words)
  assert.deepEqual(await hinted('We hope that Hope is well.'), ['Hope'])
  assert.deepEqual(await hinted('Seen by Zoe. An obrien came later.'), [])
  assert.deepEqual(await new Names({ salt: '', hashes: [] }).in('Hope'), [])
})

test('short hashes are those the server makes', async () => {
  const fixture = JSON.parse(readFileSync(`${FIXTURES}/name_hints.json`, 'utf8')) as { salt: string; hashes: string[]; tokens: string[] }
  const names = new Names({ salt: fixture.salt, hashes: fixture.hashes })
  for (const word of fixture.tokens) {
    const [hint] = await names.in(`${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    assert.ok(hint, word)
  }
  assert.deepEqual(await names.in('Stranger'), [])
})

test('what is searched is folded: case, accents and apostrophes do not part words', () => {
  assert.equal(searchable('Zoë’s  MEETING – 12:30'), 'zoes meeting 12 30')
})

test('10,000 notes are searched in under 100 ms', async () => {
  const memory = new Memory('device', () => 'me')
  const shared = await revisionOf('')
  const vocabulary = 'school police strategy meeting child health visit plan review referral threshold delay record'.split(' ')
  for (let at = 0; at < 10_000; at += 1) {
    const text = Array.from({ length: 80 }, (_, word) => vocabulary[(at * 7 + word * word) % vocabulary.length]).join(' ')
    const content = says(at === 4_321 ? `${text} Zoë the needle` : text)
    memory.put(INSPECTION, { ...shared, id: `r${at}`, note: `n${at}`, content })
  }
  await memory.readAhead(() => true) // as after unlocking: the first key waits for nothing
  const start = process.cpuUsage() // not the clock: others may run on this machine
  const found = memory.notes(INSPECTION, { text: 'zoe need' })
  const spent = process.cpuUsage(start)
  const took = (spent.user + spent.system) / 1_000
  assert.deepEqual(
    found.map((note) => note.id),
    ['n4321'],
  )
  assert.equal(memory.notes(INSPECTION, { text: 'strategy', sector: 'health' }).length, 0)
  assert.ok(took < 100, `${took.toFixed(1)} ms`)
  console.log(`search of 10,000 notes: ${took.toFixed(1)} ms`)
})

test('a sealed row opens in its own place only', async () => {
  const { row, key } = await newKeys('a passphrase', 'device', 1_000)
  const sealer = new Sealer(key)
  const sealed = await sealer.seal('revisions', 'r1', { text: 'Said' })
  assert.deepEqual(await sealer.open('revisions', 'r1', sealed), { text: 'Said' })
  await assert.rejects(sealer.open('revisions', 'r2', sealed))
  await assert.rejects(sealer.open('working', 'r1', sealed))
  assert.equal((await openKeys({ ...row, device: 'another' }, 'a passphrase')).how, 'wrong')
  assert.equal((await openKeys(row, 'a passphrase')).how, 'opened')
  assert.equal(key.extractable, false)
  assert.ok(ROUNDS >= 600_000)
})
