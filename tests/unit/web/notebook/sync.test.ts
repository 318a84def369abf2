// Any order, any doubling, any fault on the way: every device and the server come to the same history.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { heads, inOrder } from '../../../../joinedup/web/notebook/src/history'
import { backOff } from '../../../../joinedup/web/notebook/src/sync/backoff'
import { Device, FakeServer, INSPECTION, says, until } from './fakes'

const faults = fc.array(fc.constantFrom('none', 'offline', 'lost-answer', 'error-500', 'signed-out'), { maxLength: 12 })
const typed = fc.array(fc.record({ device: fc.nat(1), note: fc.nat(2) }), { minLength: 1, maxLength: 10 })

test('two devices behind a failing server end with one history', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(typed, faults, async (written, failing) => {
      const server = new FakeServer()
      const devices = [new Device(server), new Device(server)]
      const tabs = [await devices[0]!.tab(), await devices[1]!.tab()]
      const left = [...failing] as ('none' | 'offline')[]
      server.fault = () => left.shift() ?? 'none'
      for (const [at, { device, note }] of written.entries()) {
        const tab = tabs[device]!
        const mine = tab.notes(INSPECTION)[note]
        const session = mine ? await tab.open(mine.id) : tab.begin(INSPECTION, says(''))
        session.type(says(`${session.get().content.text} w${at}`), session.get().basedOn)
        await session.close()
        tab.sendNow()
      }
      left.length = 0
      for (const tab of tabs) {
        tab.sendNow()
        await until(() => tab.sync.get().queued === 0 && tab.sync.get().phase === 'idle', 'sent')
      }
      for (const tab of tabs) {
        tab.sendNow()
        const here = () => tab.notes(INSPECTION).reduce((sum, note) => sum + note.revisions, 0)
        await until(() => here() === server.revisions.size, 'all arrived')
        for (const note of tab.notes(INSPECTION)) {
          const there = [...server.revisions.values()].filter((each) => each.note === note.id)
          assert.deepEqual(
            note.branches.map((branch) => branch.head.id),
            heads(there).map((head) => head.id),
          )
          assert.deepEqual(
            tab.history(note.id).map((each) => each.id),
            inOrder(there).map((each) => each.id),
          )
        }
      }
      const words = [...server.revisions.values()].flatMap((each) => each.content.text.split(' '))
      written.forEach((_, at) => assert.ok(words.includes(`w${at}`), `w${at} is lost`))
      await Promise.all(devices.map((device) => device.end()))
    }),
    { numRuns: 15, endOnFailure: true },
  )
})

test('the wait doubles, is spread, and never passes a minute', () => {
  assert.deepEqual(
    [1, 2, 3, 20].map((failures) => backOff(failures, () => 1)),
    [2_000, 4_000, 8_000, 60_000],
  )
  assert.deepEqual(
    [1, 20].map((failures) => backOff(failures, () => 0)),
    [500, 500],
  )
})
