// Reading what is on disk back into memory: all of it after unlocking, one note or one row when somebody needs it sooner.
import type { Id, Pack, Revision } from '../contract'
import type { Sealer } from '../crypto'
import type { Disk, FactRow, RevisionRow } from './disk'
import { cut, type Keeper, type Working, type Written } from './keeping'
import type { Arrived, Memory, Receipt } from './memory'

const AT_ONCE = 500

export class Reading {
  constructor(
    private readonly disk: Disk,
    private readonly sealer: Sealer,
    private readonly memory: Memory,
  ) {}

  async packs(): Promise<void> {
    for (const row of await this.disk.read((db) => db.getAll('packs'))) {
      this.memory.packs.set(row.inspection, await this.sealer.open<Pack>('packs', row.inspection, row.sealed))
    }
  }

  // In parts, so that a key typed meanwhile never waits for the rest.
  async everything(going: () => boolean): Promise<void> {
    const ids = await this.disk.read((db) => db.getAllKeys('revisions'))
    for (let from = 0; from < ids.length && going(); from += AT_ONCE) {
      await this.rows(ids.slice(from, from + AT_ONCE))
      this.memory.tell()
      await new Promise((later) => setTimeout(later, 0))
    }
  }

  async note(note: Id): Promise<void> {
    await this.rows(await this.disk.read((db) => db.getAllKeysFromIndex('revisions', 'note', note)))
    this.memory.tell()
  }

  async rows(ids: Id[]): Promise<void> {
    const { forgets } = this.memory
    const rows = await this.disk.read(async (db) => {
      const tx = db.transaction(['revisions', 'arrivals', 'receipts'])
      const [revisions, arrivals, receipts] = [tx.objectStore('revisions'), tx.objectStore('arrivals'), tx.objectStore('receipts')]
      return Promise.all(ids.map((id) => Promise.all([revisions.get(id), arrivals.get(id), receipts.get(id)])))
    })
    const opened = await Promise.all(rows.map(([revision, arrival, receipt]) => revision && this.row(revision, arrival, receipt)))
    if (forgets !== this.memory.forgets) {
      return this.rows(ids) // a note was forgotten meanwhile: what was read of it may not come back
    }
    opened.forEach((put) => put?.())
  }

  private async row(row: RevisionRow, arrival?: FactRow, receipt?: FactRow): Promise<() => void> {
    const [revision, arrived, received] = await Promise.all([
      this.sealer.open<Revision>('revisions', row.id, row.sealed),
      arrival && this.sealer.open<Arrived>('arrivals', arrival.id, arrival.sealed),
      receipt && this.sealer.open<Receipt>('receipts', receipt.id, receipt.sealed),
    ])
    return () => this.memory.put(row.inspection, revision, arrived, received)
  }

  async receipts(ids: Id[]): Promise<void> {
    for (const id of ids) {
      const row = await this.disk.read((db) => db.get('receipts', id))
      if (row) {
        this.memory.receipt(id, await this.sealer.open<Receipt>('receipts', id, row.sealed))
      }
    }
  }
}

// The working copies of tabs that are gone become revisions, on the parents they were based on. Two tabs may both try: one wins.
export async function recover(keeper: Keeper, alive: Set<string>, mineOpen: Set<Id>): Promise<Written[]> {
  const rows = await keeper.disk.read((db) => db.getAll('working'))
  const found: Written[] = []
  for (const row of rows) {
    const living = row.tab === keeper.tab ? mineOpen.has(row.note) : alive.has(row.tab)
    if (!living) {
      const working = await keeper.sealer.open<Working>('working', row.key, row.sealed)
      const written = await cut(keeper, working, row.key, true)
      if (written) {
        found.push(written)
      }
    }
  }
  return found
}
