// A notebook that cannot be locked without losing words is covered: nobody reads it, nothing is lost, and it locks when it can.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import { Device, FakeServer, INSPECTION, PASSPHRASE, says, until } from './fakes'

const covered = (tab: TheNotebook) => {
  const lock = tab.lock.get()
  return lock.kind === 'open' && lock.covered
}

function play(name: string, lock: (tab: TheNotebook, device: Device) => Promise<unknown>): void {
  test(name, { timeout: 30_000 }, async () => {
    const server = new FakeServer()
    const device = new Device(server)
    try {
      const tab = await device.tab()
      const inner = tab as unknown as { disk: { strict: unknown }; tick(): Promise<void> }
      const { strict } = inner.disk
      inner.disk.strict = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
      const session = tab.begin(INSPECTION, says(''))
      session.type(says('No room'), session.get().basedOn)
      await lock(tab, device)
      assert.match(String(covered(tab)), /no room left/)
      const other = await device.tab(null)
      await new Promise((later) => setTimeout(later, 50))
      assert.equal(other.lock.get().kind, 'locked', 'a new tab is given no key by a covered one')
      assert.equal(await tab.unlock('not it at all'), 'wrong')
      assert.ok(covered(tab))
      assert.equal(await tab.unlock(PASSPHRASE), 'opened')
      assert.deepEqual([covered(tab), session.get().content.text], ['', 'No room'])
      assert.equal(await tab.lockNow(), false)
      inner.disk.strict = strict
      await inner.tick()
      assert.deepEqual(tab.lock.get(), { kind: 'locked', neverSent: 1 })
      await tab.unlock(PASSPHRASE)
      await until(() => tab.notes(INSPECTION).length === 1, 'read back')
    } finally {
      await device.end()
    }
  })
}

play('“Lock now” on a full disk covers the notebook and says why', (tab) => tab.lockNow())

play('the lock after a time covers the notebook on a full disk', async (tab, device) => {
  const late = Date.now() + 3_600_000
  device.clock = () => late
  await (tab as unknown as { tick(): Promise<void> }).tick()
})
