// What is typed while wordings are being joined is kept like any other words, and nothing that arrives takes it away.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { EditingSession } from '../../../../joinedup/web/notebook/src/contract'
import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import { Joining } from '../../../../joinedup/web/notebook/src/screens/join'
import { Device, FakeServer, INSPECTION, ME, PASSPHRASE, revisionOf, says, until } from './fakes'

interface Played {
  server: FakeServer
  device: Device
  tab: TheNotebook
  session: EditingSession
  note: string
}

// One note with two wordings, one of them written on another device of the same person's.
function play(name: string, story: (played: Played) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const server = new FakeServer()
    const device = new Device(server)
    try {
      const tab = await device.tab()
      const session = tab.begin(INSPECTION, says(''))
      session.type(says('One'), session.get().basedOn)
      await tab.saveAll()
      await until(() => session.get().save.kind === 'sent', 'sent')
      const { note, basedOn: parents } = session.get()
      session.type(says('One here'), parents)
      await tab.saveAll()
      server.take(await revisionOf('', { note, parents, content: says('One there') }), ME)
      tab.sendNow()
      await until(() => session.get().others.length === 1 && tab.sync.get().queued === 0, 'two wordings')
      await story({ server, device, tab, session, note })
    } finally {
      await device.end()
    }
  })
}

const headsOf = (tab: TheNotebook, note: string) => tab.note(note)!.branches.map((branch) => branch.head)
const said = (tab: TheNotebook, note: string) => headsOf(tab, note).map((head) => head.content.text).sort()
const ORDER = ['c1', 'c2']

play('what is typed while joining is not safe before it is on disk, and a crash brings it back', async ({ device, tab, session, note }) => {
  const joining = new Joining(session, ORDER)
  joining.change({ text: 'Both, in words of my own' })
  assert.equal(tab.safe, false)
  assert.ok(await session.save())
  await device.crash(tab)
  const next = await device.tab()
  await until(() => next.history(note).some((each) => each.content.text === 'Both, in words of my own'), 'recovered')
  await until(() => said(next, note).length === 2, 'read back')
  assert.deepEqual(said(next, note), ['Both, in words of my own', 'One there'])
})

play('locking while joining keeps what was typed', async ({ tab, session, note }) => {
  new Joining(session, ORDER).change({ text: 'Both' })
  assert.ok(await tab.lockNow())
  assert.equal(await tab.unlock(PASSPHRASE), 'opened')
  await until(() => tab.history(note).some((each) => each.content.text === 'Both'), 'read back')
})

play('joining puts what was typed on top of every wording that was seen', async ({ tab, session, note }) => {
  const joining = new Joining(session, ORDER)
  assert.equal(joining.content.text, 'One here\nOne there')
  joining.change({ text: 'Bo' })
  await tab.saveAll()
  joining.change({ text: 'Both' })
  await joining.join()
  assert.deepEqual(said(tab, note), ['Both'])
})

play('a join that arrives from elsewhere while this one is typed stands beside it, and no word is lost', async ({ server, tab, session, note }) => {
  const joining = new Joining(session, ORDER)
  const parents = headsOf(tab, note).map((head) => head.id)
  server.take(await revisionOf('', { note, parents, content: says('Joined elsewhere') }), ME)
  tab.sendNow()
  await until(() => session.get().others.length === 0, 'followed')
  assert.equal(session.get().content.text, 'Joined elsewhere')
  joining.change({ text: 'Both' })
  joining.change({ text: 'Both, as I saw it' })
  await tab.saveAll()
  assert.deepEqual(said(tab, note), ['Both, as I saw it', 'Joined elsewhere'])
  await joining.join()
  assert.deepEqual(said(tab, note), ['Both, as I saw it', 'Joined elsewhere'])
  assert.equal(session.get().content.text, 'Both, as I saw it')
})
