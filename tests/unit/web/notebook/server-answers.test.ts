// What the server answers, and what the notebook makes of it: nothing is held up that need not be, nothing is said that is not so.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Device, FakeServer, INSPECTION, revisionOf, says, until } from './fakes'
import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'

type Played = { server: FakeServer; device: Device; tab: TheNotebook }

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

const texts = (tab: TheNotebook) => tab.notes(INSPECTION).map((note) => note.content.text)
const write = (tab: TheNotebook, text: string) => {
  const session = tab.begin(INSPECTION, says(''))
  session.type(says(text), session.get().basedOn)
  return session
}

play('one revision that makes the server fail with a page of its own holds up no other', async ({ tab, server }) => {
  server.fault = () => 'offline'
  await Promise.all(['a', 'b', 'poison', 'c', 'd'].map((text) => write(tab, text).close()))
  server.chokes = (revision) => revision.content.text === 'poison'
  server.chokedPage = true
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => server.texts().length === 4 && tab.sync.get().queued === 1, 'the others')
  assert.deepEqual(server.texts().sort(), ['a', 'b', 'c', 'd'])
})

play('a server that fails for everything is not asked once for each note', async ({ tab, server }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  server.fault = () => 'offline'
  await Promise.all([...Array(40).keys()].map((at) => write(tab, `n${at}`).close()))
  server.chokes = () => true
  server.chokedPage = true
  server.fault = () => 'none'
  const before = server.requests
  tab.sendNow()
  await until(() => tab.sync.get().trouble !== '' && tab.sync.get().phase === 'waiting' && server.requests > before + 3, 'gave up')
  assert.ok(server.requests - before < 25, `${server.requests - before} requests`)
})

play('“Last sent” is when something was taken in, not when the server was last asked', async ({ tab }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  assert.equal(tab.sync.get().lastSent, '')
  await write(tab, 'Sent').close()
  await until(() => tab.sync.get().lastSent !== '', 'sent')
})

play('what arrives damaged is told, passed by, asked for again and shown once it is whole', async ({ device, tab, server }) => {
  const colleague = { id: 'c', name: 'Grace' }
  const whole = await revisionOf('Hurt on the way')
  server.take({ ...whole, hash: '0'.repeat(64) }, colleague)
  server.take(await revisionOf('After it'), colleague)
  tab.sendNow()
  await until(() => texts(tab).length === 1 && tab.sync.get().phase === 'idle', 'arrived')
  assert.match(tab.sync.get().trouble, /One change to a note did not arrive as written/)
  await tab.stop()
  server.revisions.set(whole.id, { ...server.revisions.get(whole.id)!, hash: whole.hash })
  const next = await device.tab()
  await until(() => texts(next).length === 2 && next.sync.get().phase === 'idle', 'asked for again')
  assert.equal(next.sync.get().trouble, '')
})

play('an inspection this person is in no more, with nothing left to send, is no trouble', async ({ tab, server }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  server.offTeam = true
  const before = server.requests
  tab.sendNow()
  await until(() => server.requests >= before + 2 && tab.sync.get().phase === 'idle', 'asked')
  await write(tab, 'Left behind').close()
  await until(() => tab.sync.get().phase === 'waiting', 'not sent')
  assert.match(tab.sync.get().trouble, /no such inspection/)
})

play('a device withdrawn whose person is in no inspection any more is emptied as it names itself', async ({ device, tab, server }) => {
  await write(tab, 'Sent').close()
  await until(() => server.texts().length === 1 && tab.sync.get().phase === 'idle', 'sent')
  await tab.stop()
  ;[server.offTeam, server.revoked] = [true, true]
  const next = await device.tab()
  await until(() => next.lock.get().kind === 'wiped', 'emptied')
})
