// The passphrase: making it, checking it offline, changing it, and giving the open key to a new tab of the same notebook.
import type { Id, Unlocking } from '../contract'
import { newKeys, openKeys, rewrapped, Sealer, type KeyRow } from '../crypto'
import type { Disk } from './disk'

export interface Opened {
  sealer: Sealer
  device: Id
}

export class Lock {
  constructor(
    private readonly disk: Disk,
    private readonly rounds: number,
  ) {}

  row(): Promise<KeyRow | undefined> {
    return this.disk.read((db) => db.get('keys', 'data'))
  }

  async create(passphrase: string, device: Id): Promise<Opened | null> {
    const { row, key } = await newKeys(passphrase, device, this.rounds)
    const made = await this.disk.strict(['keys'], async (tx) => {
      const there = await tx.objectStore('keys').get('data') // another tab made one first: never write over it
      return there ? false : Boolean(await tx.objectStore('keys').put(row))
    })
    return made ? { sealer: new Sealer(key), device } : null
  }

  async open(passphrase: string): Promise<Opened | Exclude<Unlocking, 'opened'>> {
    const row = await this.row()
    if (!row) {
      return 'failed'
    }
    const { key, how } = await openKeys(row, passphrase)
    return key ? { sealer: new Sealer(key), device: row.device } : how === 'opened' ? 'failed' : how
  }

  async change(old: string, chosen: string): Promise<Unlocking> {
    const row = await this.row()
    const next = row && (await rewrapped(row, old, chosen))
    if (!next) {
      return 'wrong'
    }
    await this.disk.strict(['keys'], (tx) => tx.objectStore('keys').put(next))
    return 'opened'
  }

  neverSent(): Promise<number> {
    return this.disk.read(async (db) => (await db.count('outbox')) + (await db.count('working')))
  }
}
