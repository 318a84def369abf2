// Putting a person's words on disk: the working copy of what is being typed, and the revision cut from it.
import { cleaned, hashOf } from '../canonical'
import type { Content, Id, Revision } from '../contract'
import type { Sealer } from '../crypto'
import { parentsOf } from '../history'
import type { Disk, Table, Transaction, WorkingRow } from './disk'

export interface Working {
  note: Id
  inspection: Id
  content: Content
  parents: Id[] // what the typing is based on
  changed_at: string
}

export interface Written {
  inspection: Id
  revision: Revision
}

export interface Keeper {
  disk: Disk
  sealer: Sealer
  device: Id
  tab: string
  now(): number
  newId(): Id
}

export function workingKey(note: Id, tab: string): string {
  return `${note}|${tab}`
}

export async function keepWorking(keeper: Keeper, working: Working): Promise<void> {
  const { note, inspection } = working
  const key = workingKey(note, keeper.tab)
  const sealed = await keeper.sealer.seal('working', key, working)
  await keeper.disk.strict(['working'], (tx) =>
    tx.objectStore('working').put({ key, note, inspection, tab: keeper.tab, sealed }),
  )
}

export async function dropWorking(keeper: Keeper, note: Id): Promise<void> {
  await keeper.disk.strict(['working'], (tx) => tx.objectStore('working').delete(workingKey(note, keeper.tab)))
}

export async function made(keeper: Keeper, working: Working): Promise<Revision> {
  const content = cleaned(working.content)
  const { note, changed_at: written_at } = working
  const unhashed = { id: keeper.newId(), note, parents: parentsOf(working.parents), device: keeper.device, written_at, content }
  return { ...unhashed, hash: await hashOf(unhashed) }
}

// The revision, its place in the queue, and the end of the working copy it was cut from: all of it or none. `only`: as long as the
// working copy is still this row; null where another tab cut it first, or something was typed into it since it was read.
export async function cut(keeper: Keeper, working: Working, key: string, only: WorkingRow | null = null): Promise<Written | null> {
  const revision = await made(keeper, working)
  const row = { id: revision.id, note: revision.note, inspection: working.inspection }
  const sealed = await keeper.sealer.seal('revisions', revision.id, revision)
  const tables: Table[] = ['revisions', 'outbox', 'working']
  const done = await keeper.disk.strict(tables, async (tx: Transaction) => {
    if (only && !sameRow(only, await tx.objectStore('working').get(key))) {
      return false
    }
    await Promise.all([
      tx.objectStore('revisions').put({ ...row, sealed }),
      tx.objectStore('outbox').put({ ...row, queued: keeper.now() }),
      tx.objectStore('working').delete(key),
    ])
    return true
  })
  return done ? { inspection: working.inspection, revision } : null
}

// Sealed anew at each save, with an iv of its own.
function sameRow(one: WorkingRow, other: WorkingRow | undefined): boolean {
  return other !== undefined && one.sealed.iv.every((byte, at) => byte === other.sealed.iv[at])
}
