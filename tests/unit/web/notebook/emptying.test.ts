// Emptying the device, with several tabs open: nothing said to be saved goes unsent, and nothing wiped comes back.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import { Device, FakeServer, INSPECTION, says, until } from './fakes'

type Played = { server: FakeServer; device: Device; tab: TheNotebook }
type Reads = (work: (db: { count(table: string): Promise<number> }) => Promise<number>) => Promise<number>
type Inner = { tick(): Promise<void>; disk: { strict: (...given: unknown[]) => Promise<unknown>; read: Reads } }

function play(name: string, story: (played: Played) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const server = new FakeServer()
    const device = new Device(server)
    try {
      await story({ server, device, tab: await device.tab() })
    } finally {
      await device.end()
    }
  })
}

const inner = (tab: TheNotebook) => tab as unknown as Inner
const write = (tab: TheNotebook, text: string) => {
  const session = tab.begin(INSPECTION, says(''))
  session.type(says(text), session.get().basedOn)
  return session
}

// Runs `before` just ahead of the transaction that would empty everything.
function beforeEmptying(tab: TheNotebook, before: () => Promise<unknown>): void {
  const { disk } = inner(tab)
  const strict = disk.strict.bind(disk)
  let once = true
  disk.strict = async (...given) => {
    if (once && (given[0] as string[]).length === 9) {
      once = false
      await before()
    }
    return strict(...given)
  }
}

play('a withdrawn device keeps what another tab saved at the last moment, and sends it before it is emptied', async ({ device, tab, server }) => {
  const other = await device.tab()
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  let saved = ''
  beforeEmptying(tab, async () => {
    const session = write(other, 'Saved at the last moment')
    await session.save()
    saved = session.get().save.kind
  })
  beforeEmptying(other, async () => undefined)
  server.revoked = true
  tab.sendNow()
  await until(() => tab.lock.get().kind === 'wiped' && other.lock.get().kind === 'wiped', 'emptied')
  assert.ok(saved === '' || server.texts().includes('Saved at the last moment'), `said ${saved}; sent ${server.texts().join()}`)
})

play('a withdrawn device asks its other tabs for what they hold first', async ({ device, tab, server }) => {
  const other = await device.tab()
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  server.revoked = true
  write(other, 'On the other screen only')
  tab.sendNow()
  await until(() => tab.lock.get().kind === 'wiped' && other.lock.get().kind === 'wiped', 'emptied')
  assert.deepEqual(server.texts(), ['On the other screen only'])
})

play('what another tab holds of a wiped inspection is closed there, sent if typed late, and never fetched back', async ({ device, tab, server }) => {
  const session = write(tab, 'Everything')
  await session.close()
  const other = await device.tab()
  await until(() => other.notes(INSPECTION).length === 1 && tab.sync.get().phase === 'idle', 'known to both')
  const there = await other.open(other.notes(INSPECTION)[0]!.id)
  server.wipe = true
  const { wiped, why } = await tab.wipe(INSPECTION)
  assert.deepEqual([wiped, why], [true, ''])
  await until(() => other.openSessions().length === 0 && other.notes(INSPECTION).length === 0, 'closed there')
  there.type(says('Everything and more'), there.get().basedOn)
  assert.equal(await there.save(), true)
  await other.saveAll()
  await until(() => server.texts().includes('Everything and more'), 'sent')
  await there.close()
  for (const each of [tab, other]) {
    each.sendNow()
    await until(() => each.sync.get().phase === 'idle' && each.sync.get().queued === 0, 'idle')
    await inner(each).tick()
    assert.deepEqual([each.pack(INSPECTION), each.inspections.get()], [null, []])
  }
  const next = await device.tab()
  await until(() => next.lock.get().kind === 'open' && next.sync.get().phase === 'idle', 'open')
  assert.deepEqual([next.notes(INSPECTION), next.pack(INSPECTION)], [[], null])
})

function clearSiteData(device: Device, tab: TheNotebook): Promise<void> {
  return new Promise((done, failed) => {
    const asked = device.factory.deleteDatabase((tab as unknown as { env: { database: string } }).env.database)
    asked.onsuccess = () => done()
    asked.onerror = () => failed(asked.error)
  })
}

play('“Saved” after the browser cleared the disk is true: the key is put back, and what was not sent with it', async ({ device, tab, server }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  server.fault = () => 'offline'
  await write(tab, 'Saved before').close()
  await clearSiteData(device, tab)
  const session = write(tab, 'Saved after')
  assert.equal(await session.save(), true)
  let queued = 0
  const look = setInterval(() => void inner(tab).disk.read((db) => db.count('outbox')).then((count) => (queued = count)), 20)
  await until(() => queued === 1, 'queued again')
  clearInterval(look)
  await device.crash(tab)
  const next = await device.tab()
  await until(() => next.notes(INSPECTION).length === 2, 'both are there')
  assert.deepEqual(next.notes(INSPECTION).map((note) => note.content.text).sort(), ['Saved after', 'Saved before'])
})

play('a disk the browser cleared still says whose notebook it is and what it is called', async ({ device, tab }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  const name = tab.deviceName()
  assert.notEqual(name, '')
  await clearSiteData(device, tab)
  await write(tab, 'Saved after').save()
  let kept = 0
  const look = setInterval(() => void inner(tab).disk.read((db) => db.count('facts')).then((count) => (kept = count)), 20)
  await until(() => kept >= 5, 'put back')
  clearInterval(look)
  await device.crash(tab)
  const next = await device.tab()
  assert.equal(next.deviceName(), name)
  assert.deepEqual(next.inspections.get().map(({ id }) => id), [INSPECTION])
  assert.notEqual(inner(next).opened?.facts.owner, null)
})

play('nothing is called saved in a database whose key is gone', async ({ device, tab }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  await clearSiteData(device, tab)
  const other = await device.tab(null) // makes the database anew, and holds no key
  assert.equal(other.lock.get().kind, 'new')
  const session = write(tab, 'Nowhere to go')
  assert.equal(await session.save(), false)
  const { save } = session.get()
  assert.equal(save.kind, 'not-saved')
  assert.match(save.kind === 'not-saved' ? save.why : '', /was cleared/)
})
