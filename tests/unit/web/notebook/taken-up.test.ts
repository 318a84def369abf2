// Taking up what was left on the device: nothing that somebody is typing, and nothing unreadable, stands in its way.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import type { Keeper } from '../../../../joinedup/web/notebook/src/store/keeping'
import { recover } from '../../../../joinedup/web/notebook/src/store/reading'
import { Device, FakeServer, INSPECTION, PASSPHRASE, says, until } from './fakes'

function play(name: string, story: (tab: TheNotebook, device: Device, server: FakeServer) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const server = new FakeServer()
    server.fault = () => 'offline'
    const device = new Device(server)
    try {
      await story(await device.tab(), device, server)
    } finally {
      await device.end()
    }
  })
}

const texts = (tab: TheNotebook) => tab.notes(INSPECTION).map((note) => note.content.text).sort()
const write = (tab: TheNotebook, text: string) => {
  const session = tab.begin(INSPECTION, says(''))
  session.type(says(text), session.get().basedOn)
  return session
}
const keeperOf = (tab: TheNotebook) => (tab as unknown as { opened: { keeper(): Keeper } }).opened.keeper()
const readBack = (tab: TheNotebook) => until(() => {
  const lock = tab.lock.get()
  return lock.kind === 'open' && !lock.loading
}, 'read back')

play('a note begun while the tab looks for what was left is not taken from under its keys', async (tab) => {
  await write(tab, 'Typed during the look').save()
  const open = new Set<string>()
  const alive = async () => (tab.openSessions().forEach((session) => open.add(session.get().note)), new Set<string>())
  const { written } = await recover(keeperOf(tab), { alive, isOpen: (note) => open.has(note) })
  assert.deepEqual(written, [])
})

play('a working copy typed into since it was read is left to whoever types', async (tab) => {
  const session = write(tab, 'First')
  await session.save()
  let asked = 0
  const isOpen = () => {
    asked += 1
    return false
  }
  const keeper = keeperOf(tab)
  const sealer = { seal: keeper.sealer.seal.bind(keeper.sealer), open: async (...given: [string, string, never]) => {
    const opened = await keeper.sealer.open(...given)
    session.type(says('First and more'), session.get().basedOn)
    await session.save()
    return opened
  } }
  const { written } = await recover({ ...keeper, sealer } as unknown as Keeper, { alive: async () => new Set(), isOpen })
  assert.ok(asked > 0)
  assert.deepEqual(written, [])
})

play('words whose cut failed before the lock are not written over when their note is opened again', async (tab) => {
  const session = write(tab, 'One')
  await tab.saveAll()
  const { note } = session.get()
  session.type(says('One and more'), session.get().basedOn)
  const inner = tab as unknown as { disk: { strict(tables: string[], work: unknown): Promise<unknown> } }
  const strict = inner.disk.strict.bind(inner.disk)
  inner.disk.strict = (tables, work) =>
    tables.includes('revisions') ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : strict(tables, work)
  assert.ok(await tab.lockNow())
  await tab.unlock(PASSPHRASE)
  await readBack(tab)
  await assert.rejects(tab.open(note), /could not be put into its history/)
  inner.disk.strict = strict
  assert.equal((await tab.open(note)).get().content.text, 'One and more')
})

// The bytes of a table's first row, or of all of them, come back wrong from the disk.
async function damage(device: Device, tab: TheNotebook, table: string, all = false): Promise<void> {
  await new Promise<void>((done, failed) => {
    const asked = device.factory.open((tab as unknown as { env: { database: string } }).env.database)
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => {
      const tx = asked.result.transaction(table, 'readwrite')
      const store = tx.objectStore(table)
      store.getAll().onsuccess = (event) => {
        const rows = (event.target as IDBRequest<{ sealed: { data: ArrayBuffer } }[]>).result
        rows.slice(0, all ? rows.length : 1).forEach((row) => {
          new Uint8Array(row.sealed.data).fill(0)
          store.put(row)
        })
      }
      tx.oncomplete = () => (asked.result.close(), done())
    }
  })
}

play('what a tab left as it went is taken up at once by the tab that lives, however many live', async (tab, device) => {
  const going = await device.tab(null)
  const third = await device.tab(null)
  await until(() => going.lock.get().kind === 'open' && third.lock.get().kind === 'open', 'unlocked beside the first')
  await write(going, 'Typed as it went').save()
  await device.crash(going)
  const soon = 1_500 // well before the next look of its own, five seconds on
  await until(() => [tab, third].every((living) => texts(living).includes('Typed as it went')), 'taken up', soon)
  assert.equal(await keeperOf(tab).disk.read((db) => db.count('working')), 0)
  assert.equal(await keeperOf(tab).disk.read((db) => db.count('outbox')), 1)
})

play('one working copy that cannot be read holds up nothing: the rest comes back, and it stays where it is', async (tab, device) => {
  await write(tab, 'Cut before').close()
  await write(tab, 'Left, one').save()
  await write(tab, 'Left, two').save()
  await device.crash(tab)
  await damage(device, tab, 'working')
  const next = await device.tab()
  await readBack(next)
  assert.equal(texts(next).length, 2)
  assert.ok(texts(next).includes('Cut before'))
  assert.equal(await keeperOf(next).disk.read((db) => db.count('working')), 1)
  assert.equal(next.unreadable(), 1)
})

play('one revision that cannot be read hides no other, stops no sending, and is said', async (tab, device, server) => {
  for (const text of ['One', 'Two', 'Three']) {
    await write(tab, text).close()
  }
  await device.crash(tab)
  await damage(device, tab, 'revisions')
  const next = await device.tab()
  await readBack(next)
  assert.equal(texts(next).length, 2)
  assert.equal(next.unreadable(), 1)
  server.fault = () => 'none'
  next.sendNow()
  await until(() => server.texts().length === 2 && next.sync.get().queued === 1, 'the others are sent')
})

play('a pack that cannot be read keeps nobody out, and is fetched again', async (tab, device, server) => {
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => tab.pack(INSPECTION) !== null, 'packed')
  await device.crash(tab)
  await damage(device, tab, 'packs')
  const next = await device.tab()
  await until(() => next.pack(INSPECTION) !== null, 'fetched again')
})

play('facts that cannot be read keep nobody out, are said, and the packs say whose notebook it is', async (tab, device, server) => {
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => tab.pack(INSPECTION) !== null && tab.sync.get().phase === 'idle', 'packed')
  await write(tab, 'Written before').close()
  await device.crash(tab)
  await damage(device, tab, 'facts', true)
  server.fault = () => 'offline'
  const next = await device.tab()
  await readBack(next)
  assert.deepEqual(texts(next), ['Written before'])
  assert.ok(next.unreadable() >= 3)
  assert.deepEqual(next.inspections.get().map(({ id, packed }) => [id, packed]), [[INSPECTION, true]])
  const { owner } = (next as unknown as { opened: { facts: { owner: { id: string } } } }).opened.facts
  assert.equal(owner.id, next.pack(INSPECTION)?.me.id)
})

play('an own change that was sent and cannot be read any more is fetched again, and the device is emptied with proof', async (tab, device, server) => {
  server.fault = () => 'none'
  tab.sendNow()
  await write(tab, 'One').close()
  await write(tab, 'Two').close()
  await until(() => server.texts().length === 2 && tab.sync.get().queued === 0, 'sent')
  await device.crash(tab)
  await damage(device, tab, 'revisions')
  const next = await device.tab()
  await readBack(next)
  assert.equal(texts(next).length, 1)
  const wiping = await next.wipe(INSPECTION)
  assert.deepEqual([wiping.wiped, wiping.proof?.revisions], [true, 2])
})

play('an own change never sent that cannot be read keeps the device from being emptied, and says so', async (tab, device, server) => {
  await write(tab, 'Never sent').close()
  await device.crash(tab)
  await damage(device, tab, 'revisions')
  server.fault = () => 'none'
  const next = await device.tab()
  await readBack(next)
  const wiping = await next.wipe(INSPECTION)
  assert.equal(wiping.wiped, false)
  assert.match(wiping.why, /One change on this device cannot be read, and was never sent/)
  assert.equal(next.unreadable(), 1)
})
