// A device, its tabs and a server to play with: real IndexedDB semantics in memory, real encryption, and faults on demand.
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'

import { after } from 'node:test'

import { hashOf } from '../../../../joinedup/web/notebook/src/canonical'
import type { Arrival, Content, Pack, Revision } from '../../../../joinedup/web/notebook/src/contract'
import { TheNotebook } from '../../../../joinedup/web/notebook/src/notebook'
import type { Channel, Env, Locks } from '../../../../joinedup/web/notebook/src/store/env'

// A test that failed leaves tabs behind, whose timers would keep the process alive for ever.
const made: Device[] = []
after(() => Promise.all(made.map((device) => device.end())).then(() => undefined))

export const INSPECTION = '11111111-1111-4111-8111-111111111111'
export const ME = { id: '22222222-2222-4222-8222-222222222222', name: 'Ada Inspector' }
export const PASSPHRASE = 'correct horse battery'

// Holds locks by name as a browser does: for as long as the promise of whoever holds one is open, and that tab lives.
export class FakeLocks {
  private readonly holders = new Map<string, object>()
  private readonly waiting: (() => void)[] = []

  forTab(tab: object): Locks {
    return {
      request: async (name, options, held) => {
        while (this.holders.has(name)) {
          if (options.ifAvailable) {
            return held(null)
          }
          await new Promise<void>((free) => this.waiting.push(free))
        }
        if (options.signal?.aborted) {
          throw new DOMException('Nobody waits any more.', 'AbortError')
        }
        if (options.mode === 'shared') {
          return held({ name })
        }
        this.holders.set(name, tab)
        try {
          return await held({ name })
        } finally {
          this.release(name, tab)
        }
      },
      query: async () => ({ held: [...this.holders.keys()].map((name) => ({ name, mode: 'exclusive' as const })) }),
    }
  }

  private release(name: string, tab: object): void {
    if (this.holders.get(name) === tab) {
      this.holders.delete(name)
      this.waiting.splice(0).forEach((free) => free())
    }
  }

  // The browser lets go of everything a crashed tab held.
  crash(tab: object): void {
    for (const [name, holder] of this.holders) {
      if (holder === tab) {
        this.release(name, tab)
      }
    }
  }
}

export class FakeChannels {
  private readonly ears = new Set<{ hear: (message: unknown) => void }>()

  open(): Channel {
    const mine: { hear: (message: unknown) => void }[] = []
    return {
      post: (message) => {
        for (const ear of this.ears) {
          if (!mine.includes(ear)) {
            queueMicrotask(() => this.ears.has(ear) && ear.hear(message))
          }
        }
      },
      listen: (hear) => {
        mine.push({ hear })
        this.ears.add(mine[mine.length - 1] as { hear: (message: unknown) => void })
      },
      close: () => mine.forEach((ear) => this.ears.delete(ear)),
    }
  }
}

type Fault = 'none' | 'offline' | 'lost-answer' | 'error-500' | 'signed-out'

// What the contract says of the server, and nothing more: a set of revisions, an arrival number, receipts.
export class FakeServer {
  readonly revisions = new Map<string, Arrival>()
  readonly aside = new Map<string, string>()
  readonly proofs: unknown[] = []
  fault: () => Fault = () => 'none'
  chokes: (revision: Revision) => boolean = () => false
  chokedPage = false // a page of Django's own in place of an answer
  keepsAside: (revision: Revision) => string = () => ''
  closed: string[] = [] // notes that were open to this person once
  revoked = false
  offTeam = false // the person is in no inspection any more
  wipe = false
  person = ME
  largest = 0
  requests = 0
  now = () => Date.now()

  async answer(url: string, how: RequestInit): Promise<Response> {
    this.requests += 1
    await new Promise((later) => setTimeout(later, 0))
    const fault = this.fault()
    if (fault === 'offline') {
      throw new TypeError('Failed to fetch')
    }
    if (fault === 'signed-out') {
      return json(401, { error: 'Sign in.' })
    }
    if (fault === 'error-500') {
      return json(500, { error: 'The server is in trouble.' })
    }
    const body = how.body ? (JSON.parse(how.body as string) as Record<string, unknown>) : {}
    const answer = await this.route(url, body)
    if (fault === 'lost-answer') {
      throw new TypeError('network connection was lost')
    }
    return answer
  }

  private async route(url: string, body: Record<string, unknown>): Promise<Response> {
    if (url.endsWith('/me')) {
      const inspections = this.offTeam ? [] : [{ id: INSPECTION, title: 'An area', stage: 'fieldwork', may_write: true }]
      return json(200, { person: this.person, csrf: 'token', inspections, server_time: this.time() })
    }
    if (url.endsWith('/devices')) {
      return json(200, { ...body, revoked: this.revoked })
    }
    if (this.offTeam) {
      return json(404, { error: 'There is no such inspection for you.' })
    }
    if (url.includes('/pack')) {
      return json(200, { ...PACK, wipe: this.wipe })
    }
    if (url.endsWith('/held')) {
      const held = new Set([...this.revisions.values()].map((each) => each.hash))
      return json(200, { missing: (body.hashes as string[]).filter((hash) => !held.has(hash)) })
    }
    if (url.endsWith('/wiped')) {
      this.proofs.push(body)
      return json(200, { ok: true })
    }
    return this.sync(body as { revisions: Revision[]; since: number })
  }

  private async sync({ revisions, since }: { revisions: Revision[]; since: number }): Promise<Response> {
    this.largest = Math.max(this.largest, revisions.length)
    if (revisions.some((each) => this.chokes(each))) {
      return this.chokedPage ? new Response('<h1>Server Error</h1>', { status: 500 }) : json(400, { error: 'One of these could not be read.' })
    }
    const received: { id: string; at: string }[] = []
    const aside: { id: string; why: string }[] = []
    for (const revision of revisions) {
      const why = this.keepsAside(revision)
      if (why) {
        this.aside.set(revision.id, why)
        aside.push({ id: revision.id, why })
      } else {
        this.take(revision, this.person)
        received.push({ id: revision.id, at: this.time() })
      }
    }
    const arrivals = this.open().filter((each) => each.number > since).slice(0, 200)
    const cursor = arrivals.at(-1)?.number ?? since
    const more = this.open().some((each) => each.number > cursor)
    const flags = { revoked: this.revoked, wipe: this.wipe, server_time: this.time() }
    return json(200, { received, aside, arrivals: arrivals.map(byName), withdrawn: this.closed, cursor, more, ...flags })
  }

  private open(): Arrival[] {
    return [...this.revisions.values()].filter((each) => !this.closed.includes(each.note))
  }

  take(revision: Revision, by: { id: string; name: string }): void {
    if (!this.revisions.has(revision.id)) {
      const number = this.revisions.size + 1
      const arrived = { by: by.id, by_name: by.name, inspectorate: 'ofsted', number, arrived_at: this.time() }
      this.revisions.set(revision.id, { ...revision, ...arrived })
    }
  }

  texts(): string[] {
    return [...this.revisions.values()].map((each) => each.content.text)
  }

  private time(): string {
    return new Date(this.now()).toISOString()
  }
}

function byName(arrival: Arrival): Arrival {
  return arrival
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

export const PACK: Pack = {
  inspection: { id: INSPECTION, title: 'An area', area: 'Area', stage: 'fieldwork' },
  areas: [{ id: 'a1', title: 'First' }],
  criteria: [
    { id: 'c1', area: 'a1', text: 'One', sectors: ['police'], joint: true },
    { id: 'c2', area: 'a1', text: 'Two', sectors: ['health'], joint: false },
  ],
  sectors: [
    { id: 'police', name: 'Police' },
    { id: 'health', name: 'Health' },
  ],
  sources: [
    { id: 'meeting', title: 'Meeting', about_child: false, interview: false, template: 'Who was there:\n' },
    { id: 'leader', title: 'Talk with a leader', about_child: false, interview: true, template: '' },
  ],
  children: [{ id: 'k1', code: 'Child 1' }],
  timetable: [],
  people: [],
  questions: [],
  name_hints: { salt: 's', hashes: [] },
  me: { id: ME.id, inspectorate: 'ofsted' },
  lock_after_minutes: 30,
  files: false,
  may_write: true,
  wipe: false,
  head: 'p1',
}

// One browser on one machine: its disk, its locks, its channel. Tabs come and crash; the disk stays.
export class Device {
  readonly locks = new FakeLocks()
  readonly channels = new FakeChannels()
  readonly factory = new IDBFactory()
  readonly tabs: TheNotebook[] = []
  clock = () => Date.now()
  private readonly marks = new Map<TheNotebook, object>()

  constructor(
    readonly server: FakeServer,
    private readonly name = `db-${Math.random()}`,
  ) {
    made.push(this)
  }

  async tab(passphrase: string | null = PASSPHRASE): Promise<TheNotebook> {
    globalThis.indexedDB = this.factory
    const mark = {}
    const env: Env = {
      database: this.name,
      rounds: 1_000,
      now: () => this.clock(),
      newId: () => crypto.randomUUID(),
      locks: this.locks.forTab(mark),
      channel: () => this.channels.open(),
      fetch: (url, how) => this.server.answer(url, how),
      online: () => true,
      persist: async () => true,
      random: () => 0,
    }
    const tab = await new TheNotebook(env).start()
    this.tabs.push(tab)
    this.marks.set(tab, mark)
    if (passphrase !== null) {
      const made = tab.lock.get().kind === 'new' ? await tab.create(passphrase, 'Laptop') : await tab.unlock(passphrase)
      if (made !== 'opened' && tab.lock.get().kind !== 'open') {
        throw new Error(`not opened: ${made}`)
      }
    }
    return tab
  }

  // Nothing more of this tab reaches the disk, and the browser lets go of its locks.
  async crash(tab: TheNotebook): Promise<void> {
    const inner = tab as unknown as { disk: { strict: unknown; close(): Promise<void> } }
    inner.disk.strict = () => Promise.reject(new Error('crashed'))
    await tab.stop()
    this.locks.crash(this.marks.get(tab) as object)
  }

  async end(): Promise<void> {
    await Promise.all(this.tabs.map((tab) => tab.stop().catch(() => undefined)))
  }
}

export function says(text: string, more: Partial<Content> = {}): Content {
  return {
    source: 'meeting',
    role: '',
    sector: 'police',
    criteria: ['c1'],
    tracked: '',
    direction: 'strength',
    text,
    child_words: '',
    seen_at: '2026-03-03T14:05Z',
    period_from: '',
    period_to: '',
    question: '',
    eyes: 'team',
    ...more,
  }
}

export async function revisionOf(text: string, more: Partial<Revision> = {}): Promise<Revision> {
  const unhashed = {
    id: crypto.randomUUID(),
    note: crypto.randomUUID(),
    parents: [],
    device: crypto.randomUUID(),
    written_at: '2026-03-03T14:05:09.123Z',
    content: says(text),
    ...more,
  }
  return { ...unhashed, hash: await hashOf(unhashed) }
}

export async function until(holds: () => boolean, what: string, patience = 8_000): Promise<void> {
  for (const start = Date.now(); !holds(); ) {
    if (Date.now() - start > patience) {
      throw new Error(`It never came to this: ${what}.`)
    }
    await new Promise((later) => setTimeout(later, 10))
  }
}
