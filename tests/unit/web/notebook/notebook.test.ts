// The notebook against a disk, tabs and a server that fail: what was typed is kept, sent once, and never silently replaced.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Pack } from '../../../../joinedup/web/notebook/src/contract'
import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import { lockTime } from '../../../../joinedup/web/notebook/src/store/lock-time'
import { Device, FakeServer, PACK, INSPECTION, PASSPHRASE, revisionOf, says, until } from './fakes'

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

play('says saving, then saved on this device, then sent', async ({ tab, server }) => {
  const session = write(tab, 'Seen the same day.')
  assert.equal(session.get().save.kind, 'saving')
  await session.save()
  assert.equal(session.get().save.kind, 'saved')
  await until(() => session.get().save.kind === 'sent', 'sent')
  assert.deepEqual(server.texts(), ['Seen the same day.'])
})

play('an empty note is kept nowhere and sent nowhere', async ({ tab, server }) => {
  const session = tab.begin(INSPECTION, says(''))
  assert.equal(session.get().save.kind, 'untouched')
  session.type(says('a'), session.get().basedOn)
  session.type(says(''), session.get().basedOn)
  assert.ok(await session.close())
  await tab.saveAll()
  assert.deepEqual([texts(tab), server.texts(), tab.openSessions()], [[], [], []])
})

play('prompts alone are an empty note: kept nowhere, sent nowhere, and no finding rests on them', async ({ tab, server }) => {
  await until(() => tab.pack(INSPECTION) !== null, 'packed')
  const blank = tab.emptyContent(INSPECTION)
  const session = tab.begin(INSPECTION, blank)
  const prompts = tab.emptyContent(INSPECTION, 'meeting').text
  assert.equal(prompts, 'Who was there:\n')
  session.type({ ...blank, source: 'meeting', text: prompts }, session.get().basedOn)
  assert.ok(await session.close())
  await tab.saveAll()
  assert.deepEqual([session.get().save.kind, texts(tab), server.texts(), tab.openSessions()], ['untouched', [], [], []])
  const chosen = write(tab, prompts)
  await chosen.close()
  assert.deepEqual(tab.notes(INSPECTION).map((note) => note.usable), [])
  const filled = write(tab, `${prompts}The head teacher.`)
  filled.type(says(`${prompts}The head teacher.`), filled.get().basedOn)
  await tab.saveAll()
  filled.type(says(prompts), filled.get().basedOn)
  await tab.saveAll()
  assert.deepEqual(tab.notes(INSPECTION).map((note) => [note.content.text, note.usable]), [[prompts, false]])
})

play('what a crashed tab had on disk comes back in the next one', async ({ device, tab, server }) => {
  server.fault = () => 'offline'
  const session = write(tab, 'Half a sent')
  await session.save()
  await device.crash(tab)
  const next = await device.tab()
  await until(() => texts(next).includes('Half a sent'), 'recovered')
  server.fault = () => 'none'
  next.sendNow()
  await until(() => server.texts().length === 1, 'sent')
  assert.deepEqual(server.texts(), ['Half a sent'])
})

play('a living tab’s working copy is left alone by another', async ({ device, tab }) => {
  const session = write(tab, 'Being typed')
  await session.save()
  const other = await device.tab()
  await until(() => other.lock.get().kind === 'open', 'open')
  assert.deepEqual(texts(other), [])
})

play('a disk that refuses says so, keeps the text, and saves it when it can', async ({ tab, device, server }) => {
  const inner = tab as unknown as { disk: { strict: (...given: unknown[]) => Promise<unknown> } }
  const strict = inner.disk.strict.bind(inner.disk)
  inner.disk.strict = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
  const session = write(tab, 'No room')
  assert.equal(await session.save(), false)
  const { save, content } = session.get()
  assert.deepEqual([save.kind, content.text], ['not-saved', 'No room'])
  assert.match(save.kind === 'not-saved' ? save.why : '', /no room left/)
  assert.equal(await session.close(), false)
  assert.equal(await tab.lockNow(), false)
  assert.equal(tab.lock.get().kind, 'open')
  inner.disk.strict = strict
  await until(() => session.get().save.kind === 'sent', 'saved and sent')
  assert.deepEqual(server.texts(), ['No room'])
  assert.ok(device)
})

play('two tabs on one note make two branches, shown side by side, until they are joined', async ({ device, tab, server }) => {
  const first = write(tab, 'One')
  await first.close()
  const [note] = tab.notes(INSPECTION)
  const other = await device.tab()
  await until(() => texts(other).length === 1, 'the other tab has it')
  const [here, there] = [await tab.open(note!.id), await other.open(note!.id)]
  here.type(says('One here'), here.get().basedOn)
  there.type(says('One there'), there.get().basedOn)
  await Promise.all([tab.saveAll(), other.saveAll()])
  await until(() => tab.note(note!.id)?.branches.length === 2, 'two branches')
  assert.deepEqual(here.get().others.map((branch) => branch.head.content.text), ['One there'])
  const heads = tab.note(note!.id)!.branches.map((branch) => branch.head.id)
  await here.join(says('One here and there'), heads)
  assert.deepEqual(tab.note(note!.id)!.branches.map((branch) => branch.head.content.text), ['One here and there'])
  await until(() => server.revisions.size === 4, 'all sent')
})

play('a tab where nothing is being typed follows the other', async ({ device, tab }) => {
  await write(tab, 'One').close()
  const [note] = tab.notes(INSPECTION)
  const other = await device.tab()
  await until(() => texts(other).length === 1, 'the other tab has it')
  const [here, there] = [await tab.open(note!.id), await other.open(note!.id)]
  here.type(says('Two'), here.get().basedOn)
  await tab.saveAll()
  await until(() => there.get().content.text === 'Two', 'followed')
  there.type(says('Three'), there.get().basedOn)
  await other.saveAll()
  await until(() => texts(tab)[0] === 'Three', 'back')
  assert.equal(tab.note(note!.id)?.branches.length, 1)
})

play('words typed on what the screen showed before make a branch, never a silent winner', async ({ device, tab }) => {
  await write(tab, 'One').close()
  const [note] = tab.notes(INSPECTION)
  const other = await device.tab()
  await until(() => texts(other).length === 1, 'the other tab has it')
  const [here, there] = [await tab.open(note!.id), await other.open(note!.id)]
  const shown = there.get().basedOn
  here.type(says('Two'), here.get().basedOn)
  await tab.saveAll()
  await until(() => there.get().content.text === 'Two', 'followed')
  there.type(says('One more'), shown)
  await other.saveAll()
  await until(() => tab.note(note!.id)?.branches.length === 2, 'two branches')
})

play('typing on during a cut stays one line', async ({ tab }) => {
  const session = tab.begin(INSPECTION, says(''))
  const shown = session.get().basedOn
  session.type(says('One'), shown)
  const cutting = tab.saveAll()
  session.type(says('One two'), shown)
  await cutting
  session.type(says('One two three'), shown)
  await tab.saveAll()
  const [note] = tab.notes(INSPECTION)
  assert.equal(note?.branches.length, 1)
  assert.equal(note?.content.text, 'One two three')
})

play('undo and redo take nothing away', async ({ tab }) => {
  const session = write(tab, 'One')
  await tab.saveAll()
  session.type(says('One two'), session.get().basedOn)
  session.undo()
  assert.equal(session.get().content.text, 'One')
  session.redo()
  assert.equal(session.get().content.text, 'One two')
  session.undo()
  session.undo()
  assert.equal(session.get().content.text, '')
  assert.equal(session.get().canUndo, false)
  session.redo()
  await tab.saveAll()
  const [note] = tab.notes(INSPECTION)
  const said = tab.history(note!.id).map((revision) => revision.content.text)
  assert.deepEqual([note?.branches.length, note?.content.text, said.includes('One two')], [1, 'One', true])
})

play('an answer lost on the way back sends nothing twice', async ({ tab, server }) => {
  let lost = 3
  server.fault = () => (lost-- > 0 ? 'lost-answer' : 'none')
  await write(tab, 'Once').close()
  await until(() => tab.sync.get().queued === 0 && server.texts().length === 1, 'sent')
  assert.deepEqual(server.texts(), ['Once'])
})

play('troubled, signed out and offline: it says so, goes on, and sends later', async ({ tab, server }) => {
  for (const [fault, phase] of [
    ['error-500', 'waiting'],
    ['signed-out', 'sign-in'],
  ] as const) {
    server.fault = () => fault
    tab.sendNow()
    await until(() => tab.sync.get().phase === phase, phase)
    assert.ok(await write(tab, fault).close())
  }
  await until(() => tab.sync.get().queued === 2, 'both wait')
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => tab.sync.get().queued === 0, 'sent')
  assert.deepEqual(server.texts().sort(), ['error-500', 'signed-out'])
})

play('nothing is sent under another person’s name', async ({ tab, server }) => {
  await until(() => tab.sync.get().phase === 'idle', 'owned')
  server.person = { id: 'another', name: 'Somebody Else' }
  tab.sendNow()
  await until(() => tab.sync.get().phase === 'other-person', 'told')
  await write(tab, 'Mine').close()
  assert.deepEqual(server.texts(), [])
})

play('what the server cannot place is kept aside, told, and out of the queue', async ({ tab, server }) => {
  server.keepsAside = () => 'This stage is closed.'
  const session = write(tab, 'Late')
  await tab.saveAll()
  await until(() => session.get().save.kind === 'aside', 'aside')
  assert.deepEqual(tab.sync.get().aside.map(({ why }) => why), ['This stage is closed.'])
  await until(() => tab.sync.get().queued === 0, 'empty queue')
})

play('one revision the server chokes on holds up no other', async ({ tab, server }) => {
  server.fault = () => 'offline'
  await Promise.all(['a', 'b', 'poison', 'c', 'd'].map((text) => write(tab, text).close()))
  server.chokes = (revision) => revision.content.text === 'poison'
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => server.texts().length === 4, 'the others')
  await until(() => tab.sync.get().trouble === 'One of these could not be read.' && tab.sync.get().queued === 1, 'told')
  assert.deepEqual([server.texts().sort(), tab.sync.get().queued], [['a', 'b', 'c', 'd'], 1])
})

play('colleagues’ notes arrive, once, and one whose words were changed on the way is not shown', async ({ tab, server }) => {
  const colleague = { id: 'c', name: 'Grace' }
  const whole = await revisionOf('From a colleague')
  server.take(whole, colleague)
  server.take({ ...(await revisionOf('Changed on the way')), hash: '0'.repeat(64) }, colleague)
  tab.sendNow()
  await until(() => texts(tab).length === 1, 'arrived')
  assert.deepEqual(texts(tab), ['From a colleague'])
  assert.equal(tab.notes(INSPECTION)[0]?.mine, false)
  await assert.rejects(tab.open(whole.note), /Only the person who wrote/)
})

play('a note closed to this person since is forgotten: rows, search and every tab; opened again it comes back', async ({ device, tab, server }) => {
  const colleague = { id: 'c', name: 'Grace' }
  const [closing, staying] = [await revisionOf('Heard about the uncle'), await revisionOf('Read the rota')]
  ;[closing, staying].forEach((revision) => server.take(revision, colleague))
  await write(tab, 'My own words').close()
  const other = await device.tab()
  await until(() => texts(tab).length === 3 && texts(other).length === 3, 'arrived in both tabs')
  server.closed = [closing.note]
  tab.sendNow()
  await until(() => texts(tab).length === 2 && texts(other).length === 2, 'forgotten in both tabs')
  for (const each of [tab, other]) {
    assert.deepEqual([each.note(closing.note), each.history(closing.note), each.isClosed(closing.note)], [null, [], true])
    assert.deepEqual(each.notes(INSPECTION, { text: 'uncle' }), [])
    assert.equal(each.isClosed(staying.note), false)
  }
  assert.deepEqual(await rowsOf(device, tab, ['revisions', 'arrivals'], closing.id), [])
  assert.equal((await rowsOf(device, tab, ['revisions', 'arrivals'], staying.id)).length, 2)
  server.closed = []
  server.revisions.set(closing.id, { ...server.revisions.get(closing.id)!, number: 9 })
  tab.sendNow()
  await until(() => texts(tab).length === 3, 'opened again')
  assert.equal(tab.isClosed(closing.note), false)
})

play('what this person wrote stays, sent or not, whatever the server says of the note', async ({ tab, server }) => {
  await write(tab, 'Sent before').close()
  await until(() => server.texts().length === 1, 'sent')
  server.fault = () => 'offline'
  await write(tab, 'Not sent yet').close()
  const typing = write(tab, 'Being typed')
  await typing.save()
  server.closed = [...tab.notes(INSPECTION).map((note) => note.id), typing.get().note]
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => server.texts().length >= 2 && tab.sync.get().queued === 0, 'sent')
  await tab.saveAll()
  assert.deepEqual(texts(tab).sort(), ['Being typed', 'Not sent yet', 'Sent before'])
})

play('a child whose only note has two wordings is said once: as to join, not as without a note', async ({ device, tab }) => {
  await until(() => tab.pack(INSPECTION) !== null, 'packed')
  assert.deepEqual(tab.workLeft(INSPECTION).children, [{ id: 'k1', mine: 0, team: 0, toJoin: 0 }])
  const session = tab.begin(INSPECTION, says(''))
  session.type(says('One', { tracked: 'k1' }), session.get().basedOn)
  await session.close()
  const [note] = tab.notes(INSPECTION)
  const other = await device.tab()
  await until(() => texts(other).length === 1, 'the other tab has it')
  const [here, there] = [await tab.open(note!.id), await other.open(note!.id)]
  here.type(says('One here', { tracked: 'k1' }), here.get().basedOn)
  there.type(says('One there', { tracked: 'k1' }), there.get().basedOn)
  await Promise.all([tab.saveAll(), other.saveAll()])
  await until(() => tab.note(note!.id)?.branches.length === 2, 'two wordings')
  const left = tab.workLeft(INSPECTION)
  assert.deepEqual([left.toJoin.length, left.children], [1, [{ id: 'k1', mine: 0, team: 0, toJoin: 1 }]])
})

test('the lock time: as chosen, else as the packs say, never above the longest one allows', () => {
  const pack = (lock_after_minutes: number, lock_longest_minutes?: number): Pack =>
    lock_longest_minutes === undefined ? { ...PACK, lock_after_minutes } : { ...PACK, lock_after_minutes, lock_longest_minutes }
  assert.deepEqual(lockTime(0, []), { minutes: 15, choices: [5, 15, 30, 60] })
  assert.deepEqual(lockTime(0, [pack(30), pack(20)]), { minutes: 20, choices: [5, 15, 20, 30, 60] })
  assert.deepEqual(lockTime(60, [pack(15)]), { minutes: 60, choices: [5, 15, 30, 60] })
  assert.deepEqual(lockTime(60, [pack(15, 30), pack(15)]), { minutes: 30, choices: [5, 15, 30] })
})

play('a chosen lock time is kept sealed, is known to every tab and holds after unlocking', async ({ device, tab }) => {
  await until(() => tab.pack(INSPECTION) !== null, 'packed')
  const other = await device.tab()
  assert.equal(tab.lockTime().minutes, 30)
  assert.ok(await tab.chooseLockTime(5))
  await until(() => other.lockTime().minutes === 5, 'told')
  assert.ok(await tab.lockNow())
  assert.equal(await tab.unlock(PASSPHRASE), 'opened')
  assert.equal(tab.lockTime().minutes, 5)
  tab.active()
  device.clock = () => Date.now() + 6 * 60_000
  await (tab as unknown as { tick(): Promise<void> }).tick()
  assert.equal(tab.lock.get().kind, 'locked')
})

play('locked, it shows nothing; the right passphrase opens it offline and the wrong one does not', async ({ tab, server }) => {
  await write(tab, 'Kept').close()
  server.fault = () => 'offline'
  assert.ok(await tab.lockNow())
  assert.deepEqual(texts(tab), [])
  assert.equal(await tab.unlock('wrong horse'), 'wrong')
  assert.equal(await tab.unlock(PASSPHRASE), 'opened')
  await until(() => texts(tab).length === 1, 'read back')
})

play('locking keeps what was just typed, and says how much was never sent', async ({ tab, server }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  server.fault = () => 'offline'
  write(tab, 'Just typed')
  assert.ok(await tab.lockNow())
  assert.deepEqual(tab.lock.get(), { kind: 'locked', neverSent: 1 })
  assert.equal(await tab.unlock(PASSPHRASE), 'opened')
  await until(() => texts(tab).includes('Just typed'), 'read back')
})

play('a changed passphrase opens what the old one sealed', async ({ tab }) => {
  await write(tab, 'Kept').close()
  assert.equal(await tab.changePassphrase('not it', 'a new passphrase'), 'wrong')
  assert.equal(await tab.changePassphrase(PASSPHRASE, 'a new passphrase'), 'opened')
  await tab.lockNow()
  assert.equal(await tab.unlock(PASSPHRASE), 'wrong')
  assert.equal(await tab.unlock('a new passphrase'), 'opened')
  await until(() => texts(tab).length === 1, 'read back')
})

async function rowsOf(device: Device, tab: TheNotebook, tables: string[], key: string): Promise<unknown[]> {
  return new Promise((done, failed) => {
    const asked = device.factory.open((tab as unknown as { env: { database: string } }).env.database)
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => {
      const tx = asked.result.transaction(tables)
      const reading = tables.map((name) => tx.objectStore(name).get(key))
      tx.oncomplete = () => (asked.result.close(), done(reading.map((each) => each.result as unknown).filter(Boolean)))
    }
  })
}

play('nothing a person wrote lies on the disk in clear', async ({ tab, device }) => {
  await write(tab, 'Xylophone').close()
  await write(tab, 'Zeppelin').save()
  const rows = await new Promise<unknown[]>((done, failed) => {
    const asked = device.factory.open((tab as unknown as { env: { database: string } }).env.database)
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => {
      const names = [...asked.result.objectStoreNames]
      const tx = asked.result.transaction(names)
      const reading = names.map((name) => tx.objectStore(name).getAll())
      tx.oncomplete = () => (asked.result.close(), done(reading.flatMap((each) => each.result as unknown[])))
    }
  })
  const bytes = (value: unknown): unknown => (value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : value)
  const dump = JSON.stringify(rows, (_, value: unknown) => bytes(value))
  assert.ok(rows.length >= 4)
  assert.ok(!/Xylophone|Zeppelin|police|Ada/.test(dump))
})

play('wiped only after the server proved it holds everything', async ({ tab, server }) => {
  const session = write(tab, 'To be wiped')
  await tab.saveAll()
  await until(() => session.get().save.kind === 'sent', 'sent')
  const [kept] = [...server.revisions.values()]
  server.revisions.clear()
  const refused = await tab.wipe(INSPECTION)
  assert.equal(refused.wiped, false)
  assert.equal(texts(tab).length, 1)
  await until(() => server.revisions.has(kept!.id), 'sent again')
  await until(() => tab.sync.get().queued === 0, 'queue empty')
  const wiped = await tab.wipe(INSPECTION)
  assert.deepEqual([wiped.why, wiped.wiped, wiped.proof?.revisions, texts(tab)], ['', true, 1, []])
  assert.deepEqual(tab.proofs().map(({ revisions, digest }) => [revisions, digest]), [[1, wiped.proof?.digest]])
  assert.equal(server.proofs.length, 1)
})

play('a withdrawn device hands over what only it holds, and is emptied', async ({ tab, server }) => {
  await until(() => tab.sync.get().phase === 'idle', 'idle')
  server.fault = () => 'offline'
  await write(tab, 'Last words').close()
  server.revoked = true
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => tab.lock.get().kind === 'wiped', 'wiped')
  assert.deepEqual(server.texts(), ['Last words'])
  assert.deepEqual(texts(tab), [])
})

play('a thousand queued notes go in batches of 200, each once', async ({ tab, server }) => {
  server.fault = () => 'offline'
  await Promise.all(Array.from({ length: 1_000 }, (_, at) => write(tab, `Note ${at}`).close()))
  server.fault = () => 'none'
  tab.sendNow()
  await until(() => server.revisions.size === 1_000 && tab.sync.get().queued === 0, 'all sent', 20_000)
  assert.equal(new Set(server.texts()).size, 1_000)
  assert.ok(server.largest <= 200)
})

play('a device whose clock is two days wrong is told, and its times are left as they were', async ({ device, tab, server }) => {
  device.clock = () => Date.now() + 2 * 86_400_000
  tab.active()
  tab.sendNow()
  await write(tab, 'From the future').close()
  await until(() => server.revisions.size === 1, 'sent')
  const [revision] = [...server.revisions.values()]
  assert.ok(Date.parse(revision!.written_at) > Date.now() + 86_400_000)
  assert.equal(tab.sync.get().clockOff, 2 * 24 * 60)
})
