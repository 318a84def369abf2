// Sending and fetching, by itself, for as long as the notebook is open. One tab does it; any order, any doubling and any cut of a
// connection come to the same: a revision leaves the queue only when the server said it has it, and that is on this device's disk.
import type { Id, InspectionHere, Pack, Revision, SyncPhase, SyncState } from '../contract'
import type { Sealer } from '../crypto'
import type { Disk, OutboxRow } from '../store/disk'
import type { Env } from '../store/env'
import type { Facts } from '../store/facts'
import type { Memory } from '../store/memory'
import type { Tabs } from '../store/tabs'
import { Value } from '../store/watched'
import { Api, RefusedError, UnreachedError, type Me, type Synced } from './api'
import { Applying } from './applying'
import { backOff } from './backoff'

export const BATCH = 200
const SOON = 300 // after something was written
const LISTEN = 30_000 // for colleagues' notes, with up to half as much again
const PACKS = 600_000
const ALONE = 3
const HALVING_IS_NO_HELP = [401, 403, 404, 502, 503, 504] // not mine, or no server behind the proxy
const LOCK = 'joinedup-notebook-sync'

export interface Open {
  env: Env
  disk: Disk
  sealer: Sealer
  memory: Memory
  tabs: Tabs
  facts: Facts
  device: Id
  state: Value<SyncState>
  inspections: Value<InspectionHere[]>
  arrived(revisions: Id[], receipts: Id[]): void
  forgotten(notes: Id[]): void
  withdrawn(): Promise<void>
}

export const AT_FIRST: SyncState = {
  phase: 'starting',
  queued: 0,
  aside: [],
  lastSent: '',
  nextTry: '',
  trouble: '',
  clockOff: null,
  otherTab: false,
}

export class Engine {
  readonly api: Api
  private readonly applying: Applying
  private timer: ReturnType<typeof setTimeout> | null = null
  private due = Infinity
  private running: Promise<void> | null = null
  private again = false
  private failures = 0
  private going = true
  private me: Me | null = null
  private registered = false
  private revoked = false
  private readonly packed = new Map<Id, number>()

  constructor(private readonly open: Open) {
    this.api = new Api(open.env)
    this.applying = new Applying(open.disk, open.sealer, open.memory, open.device)
  }

  start(): void {
    void this.count()
    this.plan(0)
  }

  stop(): void {
    this.going = false
    this.clear()
  }

  // Something was written: told soon, unless the server is being left alone for a while.
  written(): void {
    void this.count()
    if (this.failures === 0) {
      this.plan(SOON)
    }
  }

  // Somebody asked, the network came back, or somebody signed in.
  now(): void {
    this.failures = 0
    this.me = null
    this.applying.askAgain()
    this.plan(0)
  }

  // Waits for a round that begins now or later; answers whether it went through.
  async round(): Promise<boolean> {
    await this.running
    this.clear()
    await this.run()
    return this.open.state.get().phase === 'idle'
  }

  private plan(wait: number): void {
    const due = this.open.env.now() + wait
    if (!this.going || (this.timer !== null && this.due <= due && this.due > this.open.env.now() - 1_000)) {
      return
    }
    this.clear()
    this.due = due
    this.timer = setTimeout(() => {
      this.timer = null
      void this.run()
    }, wait)
  }

  private clear(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer)
    }
    this.timer = null
    this.due = Infinity
  }

  private async run(): Promise<void> {
    if (this.running) {
      this.again = true
      return
    }
    this.running = this.alone().finally(() => {
      this.running = null
      if (this.again) {
        this.again = false
        this.plan(SOON)
      }
    })
    await this.running
  }

  private async alone(): Promise<void> {
    const mine = await this.open.env.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock === null) {
        return false
      }
      await this.guarded()
      return true
    })
    if (!mine) {
      await this.count()
      this.say({ otherTab: true })
      this.open.tabs.tell({ kind: 'send' })
      this.plan(LISTEN / 6)
    }
  }

  private async guarded(): Promise<void> {
    this.say({ otherTab: false, nextTry: '' })
    try {
      await this.everything()
      this.failures = 0
      await this.count()
      const { queued } = this.open.state.get()
      this.say({ phase: queued > 0 ? 'waiting' : 'idle' })
      this.plan(queued > 0 ? SOON : LISTEN * (1 + this.open.env.random() / 2))
    } catch (error) {
      if (this.going) {
        await this.failed(error)
      }
    }
  }

  private async failed(error: unknown): Promise<void> {
    this.failures += 1
    this.me = error instanceof RefusedError ? null : this.me // a new sign-in has a new token
    const wait = backOff(this.failures, this.open.env.random)
    await this.count().catch(() => undefined)
    const nextTry = new Date(this.open.env.now() + wait).toISOString()
    this.say({ phase: this.phaseOf(error), trouble: troubleOf(error), nextTry })
    this.plan(wait)
  }

  private phaseOf(error: unknown): SyncPhase {
    if (error instanceof RefusedError && error.status === 401) {
      return 'sign-in'
    }
    if (error instanceof OtherPersonError) {
      return 'other-person'
    }
    if (error instanceof WithdrawnError) {
      return 'withdrawn'
    }
    return error instanceof UnreachedError && !this.open.env.online() ? 'offline' : 'waiting'
  }

  // One whole round. What one inspection's server side refuses does not hold up another.
  private async everything(): Promise<void> {
    await this.signedIn()
    let trouble: unknown = null
    for (const inspection of await this.wanted()) {
      const sendOnly = this.revoked || this.isWiped(inspection)
      for (const step of sendOnly ? [this.exchange] : [this.packOf, this.exchange]) {
        try {
          await step.call(this, inspection)
        } catch (error) {
          stops(error)
          trouble = (await this.nothingLost(error, inspection)) ? trouble : error
        }
      }
    }
    if (this.revoked) {
      await this.leave()
    }
    if (trouble !== null) {
      throw trouble as Error
    }
    const { damaged } = this.applying
    this.say({ trouble: damaged > 0 ? damagedSays(damaged) : '' })
  }

  // An inspection this person is not in any more, with nothing left to send, is no reason to leave the others alone for a while.
  private async nothingLost(error: unknown, inspection: Id): Promise<boolean> {
    const gone = error instanceof RefusedError && error.status === 404
    return gone && (await this.waiting(inspection, new Set())).length === 0
  }

  private async signedIn(): Promise<void> {
    this.me ??= await this.api.me()
    this.clock(this.me.server_time)
    const owner = this.open.facts.owner
    if (owner && owner.id !== this.me.person.id) {
      const { name } = this.me.person
      this.me = null
      throw new OtherPersonError(`${name} is signed in here, and this notebook is ${owner.name}’s: nothing is sent under another name.`)
    }
    if (!owner) {
      await this.open.facts.keepOwner(this.me.person)
    }
    await this.register()
    await this.keepInspections(this.me)
  }

  private async register(): Promise<void> {
    if (!this.registered) {
      this.revoked = (await this.api.device(this.open.device, this.open.facts.deviceName)).revoked
      this.registered = !this.revoked
    }
  }

  private async keepInspections(me: Me): Promise<void> {
    const before = new Map(this.open.inspections.get().map((each) => [each.id, each]))
    const mine = me.inspections.filter(({ id }) => !this.isWiped(id))
    const here = mine.map(({ id, title, stage, may_write }) => ({
      id,
      title,
      stage,
      mayWrite: may_write,
      packed: this.open.memory.packs.has(id),
      wipe: before.get(id)?.wipe ?? false,
    }))
    // One that is no longer mine stays here while anything of it does: its notes are still to be sent, or to be wiped with proof.
    const gone = [...before.values()].filter((each) => each.packed && !this.isWiped(each.id) && !here.some(({ id }) => id === each.id))
    await this.open.facts.keepInspections([...here, ...gone.map((each) => ({ ...each, mayWrite: false }))])
  }

  // Wiped with proof: what was still typed into it elsewhere is sent, and nothing of it is taken in.
  private isWiped(inspection: Id): boolean {
    return inspection in this.open.facts.wiped
  }

  private async wanted(): Promise<Set<Id>> {
    const outbox = await this.open.disk.read((db) => db.getAll('outbox'))
    return new Set([...outbox.map((row) => row.inspection), ...this.open.inspections.get().map((each) => each.id)])
  }

  private async packOf(inspection: Id): Promise<void> {
    const asked = this.packed.get(inspection)
    if (asked !== undefined && this.open.env.now() - asked < PACKS && this.open.memory.packs.has(inspection)) {
      return
    }
    const pack = await this.api.pack(inspection, this.open.device)
    await this.keepPack(inspection, pack)
    this.packed.set(inspection, this.open.env.now())
  }

  private async keepPack(inspection: Id, pack: Pack): Promise<void> {
    if (this.open.memory.packs.get(inspection)?.head !== pack.head) {
      const sealed = await this.open.sealer.seal('packs', inspection, pack)
      await this.open.disk.strict(['packs'], (tx) => tx.objectStore('packs').put({ inspection, sealed }))
      this.open.memory.packs.set(inspection, pack)
      this.open.memory.tell()
      this.open.tabs.tell({ kind: 'packs' })
    }
    await this.mark(inspection, { packed: true, wipe: pack.wipe })
  }

  private async mark(inspection: Id, how: Partial<InspectionHere>): Promise<void> {
    const here = this.open.inspections.get()
    const now = here.map((each) => (each.id === inspection ? { ...each, ...how } : each))
    if (JSON.stringify(now) !== JSON.stringify(here)) {
      await this.open.facts.keepInspections(now)
    }
  }

  // Batches until nothing is left to send and nothing more has arrived. A batch the server chokes on is halved until what it chokes on
  // stands alone: that one waits, the others go. A server that fails for several alone, one after another, is itself in trouble.
  private async exchange(inspection: Id): Promise<void> {
    const stuck = new Set<Id>()
    let [size, trouble, failing] = [BATCH, null as RefusedError | null, 0]
    for (let more = true; more && this.going; ) {
      const waiting = await this.waiting(inspection, stuck)
      const batch = waiting.slice(0, size)
      try {
        const synced = await this.once(inspection, batch)
        const unanswered = batch.filter(({ id }) => ![...synced.received, ...synced.aside].some((each) => each.id === id))
        unanswered.forEach(({ id }) => stuck.add(id))
        more = synced.more || waiting.length > batch.length
        size = Math.min(BATCH, size * 2)
        failing = 0
      } catch (error) {
        if (!(error instanceof RefusedError) || batch.length === 0 || HALVING_IS_NO_HELP.includes(error.status)) {
          throw error
        }
        if (batch.length === 1) {
          stuck.add((batch[0] as OutboxRow).id)
          trouble = error
          failing += 1
        }
        if (error.status >= 500 && failing >= ALONE) {
          throw error
        }
        size = Math.max(1, Math.floor(batch.length / 2))
      }
    }
    if (trouble ?? stuck.size > 0) {
      throw trouble ?? new RefusedError(200, 'The server did not answer for every note. They are sent again.')
    }
  }

  private async waiting(inspection: Id, stuck: Set<Id>): Promise<OutboxRow[]> {
    const rows = await this.open.disk.read((db) => db.getAllFromIndex('outbox', 'inspection', inspection))
    return rows.filter((row) => !stuck.has(row.id)).sort((one, other) => one.queued - other.queued)
  }

  private async once(inspection: Id, batch: OutboxRow[]): Promise<Synced> {
    if (batch.length > 0) {
      this.say({ phase: 'sending' })
    }
    const sent = await this.revisions(batch)
    const at = await this.open.disk.read((db) => db.get('cursor', inspection))
    const since = this.applying.since(inspection, at?.cursor ?? 0)
    const answer = await this.api.sync(inspection, this.open.device, since, [...sent.values()])
    const synced = this.isWiped(inspection) ? { ...answer, arrivals: [], withdrawn: [], cursor: since, more: false } : answer
    this.clock(synced.server_time)
    if (!this.going) {
      throw new UnreachedError('The notebook was locked meanwhile.') // its answer is asked for again after unlocking
    }
    const applied = await this.applying.apply(inspection, synced, sent)
    if (applied.revisions.length + applied.receipts.length > 0) {
      this.open.memory.tell()
      this.open.arrived(applied.revisions, applied.receipts)
    }
    if (applied.forgotten.length > 0) {
      this.open.memory.tell()
      this.open.forgotten(applied.forgotten)
    }
    if (synced.received.length + synced.aside.length > 0) {
      this.say({ lastSent: synced.server_time })
    }
    await this.count()
    await this.mark(inspection, { wipe: synced.wipe })
    if (synced.revoked) {
      await this.withdraw(inspection)
    }
    return synced
  }

  // Withdrawn devices first hand over what only they hold: the server keeps it. Then they are emptied.
  private async withdraw(inspection: Id): Promise<void> {
    const left = await this.open.disk.read((db) => db.getAllFromIndex('outbox', 'inspection', inspection))
    if (left.length === 0) {
      await this.leave()
      throw new WithdrawnError('This device was withdrawn.')
    }
  }

  private async leave(): Promise<void> {
    const all = await this.open.disk.read((db) => db.count('outbox'))
    if (all === 0) {
      await this.open.withdrawn()
      throw new WithdrawnError('This device was withdrawn.')
    }
  }

  private async revisions(batch: OutboxRow[]): Promise<Map<Id, Revision>> {
    const rows = await this.open.disk.read((db) => Promise.all(batch.map(({ id }) => db.get('revisions', id))))
    const opened = await Promise.all(
      rows.map((row) => row && this.open.sealer.open<Revision>('revisions', row.id, row.sealed).catch(() => null)), // one that cannot be read waits alone
    )
    return new Map(opened.flatMap((revision) => (revision ? [[revision.id, revision] as const] : [])))
  }

  private clock(serverTime: string): void {
    const off = Math.round((this.open.env.now() - Date.parse(serverTime)) / 60_000)
    if (!Number.isNaN(off)) {
      this.say({ clockOff: off })
    }
  }

  // What is still to be sent and what is kept aside, counted on disk.
  async count(): Promise<void> {
    const queued = await this.open.disk.read((db) => db.count('outbox'))
    const aside = [...this.open.memory.all()].flatMap((note) => {
      const inspection = this.open.memory.inspectionOf(note)
      return [...this.open.memory.revisions(note).values()].flatMap(({ id, sent }) =>
        sent.kind === 'aside' ? [{ id, note, inspection, why: sent.why }] : [],
      )
    })
    this.say({ queued, aside })
  }

  private say(part: Partial<SyncState>): void {
    const before = this.open.state.get()
    const after = { ...before, ...part }
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      this.open.state.set(after)
    }
  }
}

class OtherPersonError extends Error {}
class WithdrawnError extends Error {}

// What ends the whole round: nobody signed in, the server gone, or this device withdrawn.
function stops(error: unknown): void {
  const whole = error instanceof UnreachedError || error instanceof WithdrawnError
  if (whole || (error instanceof RefusedError && [401, 502, 503, 504].includes(error.status)) || !(error instanceof Error)) {
    throw error
  }
}

function damagedSays(damaged: number): string {
  const many = damaged === 1 ? 'One change to a note' : `${damaged} changes to notes`
  return `${many} did not arrive as written, and cannot be shown here. The server has it all; it is asked for again. Tell the lead inspector if this stays.`
}

function troubleOf(error: unknown): string {
  if (error instanceof RefusedError || error instanceof UnreachedError || error instanceof OtherPersonError) {
    return error.message
  }
  return error instanceof WithdrawnError ? error.message : 'This device could not keep what arrived. It is tried again by itself.'
}
