// The device's disk: one IndexedDB database. What `strict` resolves is on disk, not merely on its way there.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'

import type { Id } from '../contract'
import type { KeyRow, Sealed } from '../crypto'

// In clear: random ids, counts and times. Everything a person wrote or read is in `sealed`.
export interface RevisionRow {
  id: Id
  note: Id
  inspection: Id
  sealed: Sealed
}

export interface WorkingRow {
  key: string // note|tab
  note: Id
  inspection: Id
  tab: string
  sealed: Sealed
}

export interface OutboxRow {
  id: Id
  note: Id
  inspection: Id
  queued: number
}

export interface FactRow {
  id: Id
  inspection: Id
  sealed: Sealed
}

export interface CursorRow {
  inspection: Id
  cursor: number
}

export interface Tables extends DBSchema {
  keys: { key: string; value: KeyRow }
  packs: { key: Id; value: { inspection: Id; sealed: Sealed } }
  revisions: { key: Id; value: RevisionRow; indexes: { note: Id; inspection: Id } }
  working: { key: string; value: WorkingRow }
  cursor: { key: Id; value: CursorRow }
  arrivals: { key: Id; value: FactRow; indexes: { inspection: Id } } // who wrote it and when it reached the server
  receipts: { key: Id; value: FactRow; indexes: { inspection: Id } } // this device's own: when the server had it, or why it is aside
  outbox: { key: Id; value: OutboxRow; indexes: { inspection: Id } }
  facts: { key: string; value: { id: string; sealed: Sealed } } // whose notebook this is, its inspections, proofs of wiping
}

export type Table = StoreNames<Tables>
export type Transaction = IDBPTransaction<Tables, Table[], 'readwrite'>

export const TABLES: Table[] = ['keys', 'packs', 'revisions', 'working', 'cursor', 'arrivals', 'receipts', 'outbox', 'facts']
const VERSION = 1

export class KeyGoneError extends Error {}

export class Disk {
  private opened: Promise<IDBPDatabase<Tables>> | null = null
  private key: KeyRow | null = null
  private lost: () => void = () => undefined

  constructor(private readonly name: string) {}

  // From here on nothing is written that this key does not open. Where the browser cleared everything under an open notebook, the key is
  // put back as the database is made anew, and `lost` is told: what is still held in memory can be kept again.
  sealedWith(key: KeyRow | null, lost: () => void = () => undefined): void {
    this.key = key
    this.lost = lost
  }

  private open(): Promise<IDBPDatabase<Tables>> {
    const opening = (this.opened ??= openDB<Tables>(this.name, VERSION, {
      upgrade: (db, _before, _now, tx) => {
        lay(db)
        if (this.key) {
          void tx.objectStore('keys').put(this.key)
          void tx.done.then(this.lost, () => undefined)
        }
      },
      // Another tab asks for the database (a newer app, or wiping): let go at once, and open again when next asked.
      blocking: () => this.letGo(opening),
      terminated: () => this.letGo(opening),
    }))
    opening.catch(() => this.letGo(opening))
    return opening
  }

  private letGo(which: Promise<IDBPDatabase<Tables>>): void {
    if (this.opened === which) {
      this.opened = null
    }
    void which.then((db) => db.close()).catch(() => undefined)
  }

  // One transaction, on disk when this resolves, or not at all when it rejects. `work` waits for nothing but the transaction.
  async strict<T>(tables: Table[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.again(async (db) => {
      const all: Table[] = this.key && !tables.includes('keys') ? [...tables, 'keys'] : tables
      const tx = db.transaction(all, 'readwrite', { durability: 'strict' })
      const done = tx.done
      done.catch(() => undefined) // told by the await below
      try {
        await this.checkKey(tx as Transaction)
        const result = await work(tx as Transaction)
        await done
        return result
      } catch (error) {
        abort(tx as Transaction)
        throw tx.error ?? error
      }
    })
  }

  // In the transaction that writes: without its key what is written could never be read again.
  private async checkKey(tx: Transaction): Promise<void> {
    if (this.key && (await tx.objectStore('keys').get('data'))?.device !== this.key.device) {
      throw new KeyGoneError('The key of this notebook is gone from the device.')
    }
  }

  async read<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
    return this.again(work)
  }

  // A database closed under our hands (another tab, storage pressure) is opened once more before anybody is told.
  private async again<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
    const opened = this.open()
    const db = await opened
    try {
      return await work(db)
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') {
        throw error
      }
      this.letGo(opened)
      return work(await this.open())
    }
  }

  async close(): Promise<void> {
    const { opened } = this
    this.opened = null
    await opened?.then((db) => db.close()).catch(() => undefined)
  }
}

function lay(db: IDBPDatabase<Tables>): void {
  db.createObjectStore('keys', { keyPath: 'id' })
  db.createObjectStore('packs', { keyPath: 'inspection' })
  const revisions = db.createObjectStore('revisions', { keyPath: 'id' })
  revisions.createIndex('note', 'note')
  revisions.createIndex('inspection', 'inspection')
  db.createObjectStore('working', { keyPath: 'key' })
  db.createObjectStore('cursor', { keyPath: 'inspection' })
  db.createObjectStore('arrivals', { keyPath: 'id' }).createIndex('inspection', 'inspection')
  db.createObjectStore('receipts', { keyPath: 'id' }).createIndex('inspection', 'inspection')
  db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('inspection', 'inspection')
  db.createObjectStore('facts', { keyPath: 'id' })
}

function abort(tx: Transaction): void {
  try {
    tx.abort()
  } catch {
    // It had ended already.
  }
}

// Why something could not be kept, in words for the person whose text is still on the screen.
export function whyNotKept(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (error instanceof KeyGoneError) {
    return 'What was kept on this device was cleared. Copy this text, then load this page again.'
  }
  if (name === 'QuotaExceededError') {
    return 'There is no room left on this device. Free some space; your text stays here and is tried again by itself.'
  }
  if (name === 'VersionError') {
    return 'A newer version of the notebook is open in another tab. Copy this text, then load this page again.'
  }
  return 'This browser could not keep it. Your text stays here and is tried again by itself.'
}
