// Reading what is on disk back into memory: all of it after unlocking, one note or one row when somebody needs it sooner.
import type { Id, Pack, Revision } from '../contract'
import type { Sealed, Sealer } from '../crypto'
import type { Disk, FactRow, RevisionRow, WorkingRow } from './disk'
import { cut, type Keeper, type Working, type Written } from './keeping'
import type { Arrived, Memory, Receipt } from './memory'

const AT_ONCE = 500

interface Around {
  alive(): Promise<Set<string>> // tabs
  isOpen(note: Id): boolean // in this tab
}

export interface Recovered {
  written: Written[]
  left: WorkingRow[] // of nobody alive, and not cut: tried again at the next look
  unreadable: WorkingRow[] // those of them that would not open
}

export class Reading {
  constructor(
    private readonly disk: Disk,
    private readonly sealer: Sealer,
    private readonly memory: Memory,
  ) {}

  async packs(): Promise<void> {
    for (const row of await this.disk.read((db) => db.getAll('packs'))) {
      const pack = await this.opened<Pack>('packs', row.inspection, row.sealed)
      if (pack) {
        this.memory.packs.set(row.inspection, pack) // one that cannot be read is fetched again
      }
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
      this.opened<Revision>('revisions', row.id, row.sealed),
      arrival && this.opened<Arrived>('arrivals', arrival.id, arrival.sealed),
      receipt && this.opened<Receipt>('receipts', receipt.id, receipt.sealed),
    ])
    return () => revision && this.memory.put(row.inspection, revision, arrived, received)
  }

  private opened<T>(table: string, id: string, sealed: Sealed): Promise<T | undefined> {
    return openedOr<T>(this.memory, this.sealer, table, id, sealed)
  }

  async receipts(ids: Id[]): Promise<void> {
    for (const id of ids) {
      const row = await this.disk.read((db) => db.get('receipts', id))
      if (row) {
        const receipt = await this.opened<Receipt>('receipts', id, row.sealed)
        if (receipt) {
          this.memory.receipt(id, receipt)
        }
      }
    }
  }
}

// One damaged row hides no other: it is left where it is, and counted.
export async function openedOr<T>(memory: Memory, sealer: Sealer, table: string, id: string, sealed: Sealed): Promise<T | undefined> {
  const key = `${table}|${id}`
  try {
    const value = await sealer.open<T>(table, id, sealed)
    memory.unreadable.delete(key)
    return value
  } catch (error) {
    console.warn('A row could not be read.', error instanceof Error ? error.name : '')
    memory.unreadable.add(key)
    return undefined
  }
}

// The working copies of tabs that are gone become revisions, on the parents they were based on. Two tabs may both try: one wins. Who
// lives is asked after the rows were read, and a row is cut only as it was read: what is typed meanwhile is nobody's to take. One that
// cannot be read or cut stays as it is, and holds up no other.
export async function recover(keeper: Keeper, around: Around): Promise<Recovered> {
  const rows = await keeper.disk.read((db) => db.getAll('working'))
  const alive = await around.alive()
  const recovered: Recovered = { written: [], left: [], unreadable: [] }
  for (const row of rows) {
    const isLiving = () => (row.tab === keeper.tab ? around.isOpen(row.note) : alive.has(row.tab))
    if (!isLiving()) {
      let working: Working | null = null
      try {
        working = await keeper.sealer.open<Working>('working', row.key, row.sealed)
        const written = isLiving() ? null : await cut(keeper, working, row.key, row)
        recovered.written.push(...(written ? [written] : []))
      } catch (error) {
        console.warn('A working copy could not be taken up yet.', error instanceof Error ? error.name : '')
        recovered.left.push(row)
        recovered.unreadable.push(...(working ? [] : [row]))
      }
    }
  }
  return recovered
}
