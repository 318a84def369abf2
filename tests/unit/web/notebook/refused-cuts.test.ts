// Where the disk refuses to cut a revision, nothing that was typed before is written over: not by a join, an undo or a way back.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { EditingSession } from '../../../../joinedup/web/notebook/src/contract'
import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import { wentBack } from '../../../../joinedup/web/notebook/src/screens/history'
import { Device, FakeServer, INSPECTION, says, until } from './fakes'

type Strict = (tables: string[], work: unknown) => Promise<unknown>

// Working copies are kept, revisions are refused, as on a disk with room for little; the answer ends it.
function refuseCuts(tab: TheNotebook, tables = ['revisions']): () => void {
  const inner = tab as unknown as { disk: { strict: Strict } }
  const strict = inner.disk.strict.bind(inner.disk)
  const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
  inner.disk.strict = (asked, work) => (tables.some((name) => asked.includes(name)) ? full() : strict(asked, work))
  return () => (inner.disk.strict = strict)
}

// Does something while a revision is on its way to the disk: after the `nth` was asked for, before it is there.
function whileCutting(tab: TheNotebook, nth: number, act: () => void): void {
  const inner = tab as unknown as { disk: { strict: Strict } }
  const strict = inner.disk.strict.bind(inner.disk)
  let cuts = 0
  inner.disk.strict = (asked, work) => {
    if (asked.includes('revisions') && ++cuts === nth) {
      act()
    }
    return strict(asked, work)
  }
}

function play(name: string, story: (tab: TheNotebook, device: Device) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const server = new FakeServer()
    server.fault = () => 'offline'
    const device = new Device(server)
    try {
      await story(await device.tab(), device)
    } finally {
      await device.end()
    }
  })
}

async function two(tab: TheNotebook, device: Device): Promise<{ session: EditingSession; note: string; heads: string[] }> {
  const begun = tab.begin(INSPECTION, says(''))
  begun.type(says('One'), begun.get().basedOn)
  await begun.close()
  const { note } = begun.get()
  const other = await device.tab()
  await until(() => other.note(note) !== null, 'the other tab has it')
  const [session, there] = [await tab.open(note), await other.open(note)]
  session.type(says('One here'), session.get().basedOn)
  there.type(says('One there'), there.get().basedOn)
  await Promise.all([tab.saveAll(), other.saveAll()])
  await until(() => session.get().others.length === 1, 'two wordings')
  return { session, note, heads: tab.note(note)!.branches.map((branch) => branch.head.id) }
}

const every = (tab: TheNotebook, note: string) => tab.history(note).map((revision) => revision.content.text)

play('a join waits for what was typed before it: refused, it joins nothing and the typed words stay', async (tab, device) => {
  const { session, note, heads } = await two(tab, device)
  session.type(says('Typed since'), session.get().basedOn)
  await session.save()
  const mend = refuseCuts(tab)
  await assert.rejects(session.join(says('Joined'), heads), /nothing was joined/)
  assert.equal(session.get().content.text, 'Typed since')
  mend()
  await session.join(says('Joined'), heads)
  assert.ok(every(tab, note).includes('Typed since'))
  assert.deepEqual(tab.note(note)!.branches.map((branch) => branch.head.content.text), ['Joined'])
})

play('letters typed while a join goes to disk stand on the wording before it, beside the joined one', async (tab, device) => {
  const { session, note, heads } = await two(tab, device)
  const shown = session.get().basedOn
  whileCutting(tab, 1, () => session.type(says('One here and on'), shown))
  await session.join(says('Joined'), heads)
  await tab.saveAll()
  const branches = tab.note(note)!.branches.map((branch) => branch.head)
  assert.deepEqual(branches.map((head) => head.content.text).sort(), ['Joined', 'One here and on'])
  assert.deepEqual(branches.find((head) => head.content.text !== 'Joined')!.parents, shown)
})

play('letters typed while what stood there before a join is cut stop the join', async (tab, device) => {
  const { session, note, heads } = await two(tab, device)
  session.type(says('Typed since'), session.get().basedOn)
  const shown = session.get().basedOn
  whileCutting(tab, 1, () => session.type(says('Typed since and on'), shown))
  await assert.rejects(session.join(says('Joined'), heads), /typed meanwhile/)
  await tab.saveAll()
  assert.ok(every(tab, note).includes('Typed since and on'))
  assert.equal(every(tab, note).includes('Joined'), false)
})

for (const [how, leave] of [
  ['undo', (session: EditingSession) => session.undo()],
  ['a way back to an earlier wording', (session: EditingSession) => session.backTo(says('Earlier'))],
] as const) {
  play(`${how} does not write over typed words the disk would not cut, and a crash brings them back`, async (tab, device) => {
    const session = tab.begin(INSPECTION, says(''))
    session.type(says('One'), session.get().basedOn)
    await tab.saveAll()
    session.type(says('One and more'), session.get().basedOn)
    await session.save()
    refuseCuts(tab)
    leave(session)
    assert.equal(await session.close(), false)
    assert.equal(session.get().save.kind, 'not-saved')
    await device.crash(tab)
    const next = await device.tab()
    await until(() => every(next, session.get().note).includes('One and more'), 'recovered')
  })
}

play('what an undo left is in the history once the disk has room', async (tab) => {
  const session = tab.begin(INSPECTION, says(''))
  session.type(says('One'), session.get().basedOn)
  await tab.saveAll()
  session.type(says('One and more'), session.get().basedOn)
  const mend = refuseCuts(tab, ['revisions', 'working'])
  session.undo()
  assert.equal(await session.save(), false)
  assert.equal(tab.safe, false)
  mend()
  assert.ok(await session.close())
  assert.deepEqual(every(tab, session.get().note), ['One', 'One and more', 'One'])
})

play('“Go back to this wording” types over nothing the disk refused, and says so', async (tab) => {
  const session = tab.begin(INSPECTION, says(''))
  session.type(says('One'), session.get().basedOn)
  await tab.saveAll()
  const [first] = tab.history(session.get().note)
  const mend = refuseCuts(tab, ['revisions', 'working'])
  session.type(says('One and more'), session.get().basedOn)
  await assert.rejects(wentBack(tab, session.get().note, first!), /is not saved, so nothing was changed\. There is no room/)
  assert.equal(session.get().content.text, 'One and more')
  mend()
  await wentBack(tab, session.get().note, first!)
  assert.deepEqual(every(tab, session.get().note), ['One', 'One and more', 'One'])
})
