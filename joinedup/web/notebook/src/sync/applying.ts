// One answer of the server's, put on disk in one transaction: what it received, what it keeps aside, what arrived, and how far it got.
// Applied twice it changes nothing; cut short it never happened, and the same is asked again.
import { hashOf, plain } from '../canonical'
import type { Arrival, Id, Revision } from '../contract'
import type { Sealer } from '../crypto'
import type { Disk, FactRow, RevisionRow, Table, Transaction } from '../store/disk'
import { arrivedOf, type Arrived, type Memory, type Receipt } from '../store/memory'
import type { Synced } from './api'

interface Rows {
  revisions: RevisionRow[]
  arrivals: FactRow[]
  receipts: FactRow[]
}

export interface Applied {
  revisions: Id[]
  receipts: Id[]
  forgotten: Id[] // notes closed to this person, no longer on this device
}

export class Applying {
  // Arrivals whose words do not match their hash: not shown, still on the server. This tab asks for what came after them; the disk
  // remembers how far all was whole, so that they are asked for again when somebody tries again or the notebook is next unlocked.
  private readonly broken = new Set<Id>()
  private readonly ahead = new Map<Id, number>()

  constructor(
    private readonly disk: Disk,
    private readonly sealer: Sealer,
    private readonly memory: Memory,
    private readonly device: Id,
  ) {}

  async apply(inspection: Id, synced: Synced, sent: ReadonlyMap<Id, Revision>): Promise<Applied> {
    const whole = await Promise.all(synced.arrivals.map(async (arrival) => (await hashOf(arrival)) === arrival.hash))
    const arrivals = synced.arrivals.filter((_, at) => whole[at])
    synced.arrivals.forEach(({ id }, at) => (whole[at] ? this.broken.delete(id) : this.broken.add(id)))
    if (arrivals.length < synced.arrivals.length || this.ahead.has(inspection)) {
      this.ahead.set(inspection, synced.cursor)
    }
    const receipts = this.receiptsOf(synced, arrivals, sent)
    const rows = await this.sealed(inspection, arrivals, receipts)
    await this.write(inspection, rows, this.ahead.has(inspection) ? 0 : synced.cursor)
    for (const arrival of arrivals) {
      this.memory.put(inspection, asRevision(arrival), arrivedOf(arrival), receipts.get(arrival.id))
    }
    receipts.forEach((receipt, id) => this.memory.receipt(id, receipt))
    const forgotten = await this.forget(synced.withdrawn ?? [])
    const revisions = arrivals.map((arrival) => arrival.id)
    return { revisions, receipts: [...receipts.keys()], forgotten }
  }

  since(inspection: Id, onDisk: number): number {
    return Math.max(onDisk, this.ahead.get(inspection) ?? 0)
  }

  askAgain(): void {
    this.ahead.clear()
  }

  get damaged(): number {
    return this.broken.size
  }

  // Only what was sent, or what comes back as this device's own, may be crossed off.
  private receiptsOf(synced: Synced, arrivals: Arrival[], sent: ReadonlyMap<Id, Revision>): Map<Id, Receipt> {
    const receipts = new Map<Id, Receipt>()
    for (const arrival of arrivals.filter((each) => each.device === this.device)) {
      receipts.set(arrival.id, { at: arrival.arrived_at, why: '' })
    }
    for (const { id, why } of synced.aside.filter(({ id }) => sent.has(id))) {
      receipts.set(id, { at: synced.server_time, why })
    }
    for (const { id, at } of synced.received.filter(({ id }) => sent.has(id))) {
      receipts.set(id, { at, why: '' })
    }
    return receipts
  }

  private async sealed(inspection: Id, arrivals: Arrival[], receipts: Map<Id, Receipt>): Promise<Rows> {
    const fact = async (table: 'arrivals' | 'receipts', id: Id, value: Arrived | Receipt) => ({
      id,
      inspection,
      sealed: await this.sealer.seal(table, id, value),
    })
    const revision = async (arrival: Arrival) => ({
      id: arrival.id,
      note: arrival.note,
      inspection,
      sealed: await this.sealer.seal('revisions', arrival.id, asRevision(arrival)),
    })
    const [revisions, facts, received] = await Promise.all([
      Promise.all(arrivals.map(revision)),
      Promise.all(arrivals.map((arrival) => fact('arrivals', arrival.id, arrivedOf(arrival)))),
      Promise.all([...receipts].map(([id, receipt]) => fact('receipts', id, receipt))),
    ])
    return { revisions, arrivals: facts, receipts: received }
  }

  // Notes closed to this person since they came here. One with words of this device's own stays: only the server's word on those, and
  // their proof at the end, lets them go.
  private async forget(closed: Id[]): Promise<Id[]> {
    this.memory.closed(closed)
    const here = closed.length > 0 ? await this.here(closed) : []
    if (here.length === 0) {
      return []
    }
    const tables: Table[] = ['revisions', 'arrivals', 'receipts', 'outbox', 'working']
    const gone = await this.disk.strict(tables, async (tx) => {
      const typing = new Set((await tx.objectStore('working').getAll()).map((row) => row.note))
      const forgotten = await Promise.all(here.filter((note) => !typing.has(note)).map((note) => forgetOne(tx, note)))
      return forgotten.filter((note) => note !== null)
    })
    this.memory.forget(gone)
    return gone
  }

  private async here(notes: Id[]): Promise<Id[]> {
    return this.disk.read(async (db) => {
      const index = db.transaction('revisions').store.index('note')
      const counts = await Promise.all(notes.map((note) => index.count(note)))
      return notes.filter((_, at) => (counts[at] as number) > 0)
    })
  }

  private async write(inspection: Id, rows: Rows, cursor: number): Promise<void> {
    const tables: Table[] = ['revisions', 'arrivals', 'receipts', 'outbox', 'cursor']
    await this.disk.strict(tables, async (tx) => {
      const before = await tx.objectStore('cursor').get(inspection)
      const known = await Promise.all(rows.revisions.map((row) => tx.objectStore('revisions').getKey(row.id)))
      const fresh = rows.revisions.filter((_, at) => known[at] === undefined)
      await Promise.all([
        ...fresh.map((row) => tx.objectStore('revisions').put(row)),
        ...rows.arrivals.map((row) => tx.objectStore('arrivals').put(row)),
        ...rows.receipts.map((row) => tx.objectStore('receipts').put(row)),
        ...rows.receipts.map((row) => tx.objectStore('outbox').delete(row.id)),
        tx.objectStore('cursor').put({ inspection, cursor: Math.max(cursor, before?.cursor ?? 0) }),
      ])
    })
  }
}

export function asRevision(arrival: Arrival): Revision {
  return { ...plain(arrival), hash: arrival.hash }
}

async function forgetOne(tx: Transaction, note: Id): Promise<Id | null> {
  const ids = await tx.objectStore('revisions').index('note').getAllKeys(note)
  const own = await Promise.all(ids.flatMap((id) => [tx.objectStore('outbox').getKey(id), tx.objectStore('receipts').getKey(id)]))
  if (own.some((key) => key !== undefined)) {
    return null
  }
  await Promise.all(ids.flatMap((id) => [tx.objectStore('revisions').delete(id), tx.objectStore('arrivals').delete(id)]))
  return note
}
