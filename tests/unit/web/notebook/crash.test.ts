// A crash between any two steps of the store loses nothing that was said to be saved, and sends nothing twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import type { EditingSession } from '../../../../joinedup/web/notebook/src/contract'
import type { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import { Device, FakeServer, INSPECTION, says, until } from './fakes'

type Step = { kind: 'type'; note: number } | { kind: 'save' | 'flush' | 'send' | 'undo'; note: number } | { kind: 'wait'; note: number }

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('type', 'type', 'type', 'save', 'flush', 'send', 'wait', 'undo'),
    note: fc.nat(2),
  }) as fc.Arbitrary<Step>,
  { minLength: 3, maxLength: 14 },
)

// What a person was told is saved, per note: the words on screen at each moment it said so.
class Person {
  readonly said = new Map<number, Set<string>>()
  private readonly sessions = new Map<number, EditingSession>()
  private words = 0

  constructor(private readonly tab: TheNotebook) {}

  session(note: number): EditingSession {
    let session = this.sessions.get(note)
    if (!session) {
      session = this.tab.begin(INSPECTION, says(''))
      const seen = session
      seen.subscribe(() => this.look(note, seen))
      this.sessions.set(note, session)
    }
    return session
  }

  private look(note: number, session: EditingSession): void {
    const { save, content } = session.get()
    if (['saved', 'sent'].includes(save.kind) && content.text) {
      this.said.set(note, (this.said.get(note) ?? new Set()).add(content.text))
    }
  }

  async does({ kind, note }: Step): Promise<void> {
    const session = this.session(note)
    const { content, basedOn } = session.get()
    if (kind === 'type') {
      this.words += 1
      session.type(says(`${content.text} n${note}w${this.words}`.trim()), basedOn)
    } else if (kind === 'undo') {
      session.undo()
    } else if (kind === 'save') {
      await session.save()
    } else if (kind === 'flush') {
      await this.tab.saveAll()
    } else if (kind === 'send') {
      this.tab.sendNow()
    } else {
      await new Promise((later) => setTimeout(later, 30))
    }
  }
}

// Cuts the tab off at its n-th write: before it, or after it is on disk but before anybody hears.
function crashAt(tab: TheNotebook, write: number, after: boolean): () => boolean {
  const inner = tab as unknown as { disk: { strict: (...given: unknown[]) => Promise<unknown> } }
  const strict = inner.disk.strict.bind(inner.disk)
  let writes = 0
  inner.disk.strict = async (...given) => {
    writes += 1
    if (writes < write) {
      return strict(...given)
    }
    if (writes === write && after) {
      await strict(...given)
    }
    return new Promise(() => undefined)
  }
  return () => writes >= write
}

test('a crash at any write loses nothing that was said to be saved', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 12 }), fc.boolean(), fc.boolean(), async (played, write, after, offline) => {
      const server = new FakeServer()
      server.fault = () => (offline ? 'offline' : 'none')
      const device = new Device(server)
      const tab = await device.tab()
      const crashed = crashAt(tab, write, after)
      const person = new Person(tab)
      for (const step of played) {
        await Promise.race([person.does(step), new Promise((later) => setTimeout(later, 60))])
        if (crashed()) {
          break
        }
      }
      await device.crash(tab)
      server.fault = () => 'none'
      const next = await device.tab()
      await until(() => {
        const { kind } = next.lock.get()
        return kind === 'open' && !(next.lock.get() as { loading: boolean }).loading
      }, 'read back')
      next.sendNow()
      await until(() => next.sync.get().queued === 0 && next.sync.get().phase === 'idle', 'sent')
      const sent = new Set(server.texts())
      for (const said of person.said.values()) {
        const last = [...said].at(-1) as string
        assert.ok(
          [...sent].some((text) => text.startsWith(last) || last.startsWith(text)) && covered(last, sent),
          `“${last}” was said to be saved, and the server has ${JSON.stringify([...sent])}`,
        )
      }
      assert.equal(new Set([...server.revisions.keys()]).size, server.revisions.size)
      await device.end()
    }),
    { numRuns: 25, endOnFailure: true },
  )
})

// Every word of it is in some revision of the history.
function covered(text: string, sent: Set<string>): boolean {
  return text.split(' ').every((word) => [...sent].some((each) => each.split(' ').includes(word)))
}
