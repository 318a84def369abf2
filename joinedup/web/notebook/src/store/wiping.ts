// Emptying the device: never before the server has proved that it holds everything, unless a person chose to lose what was not sent.
import { sha256 } from '../canonical'
import type { Id, Revision, Wiping } from '../contract'
import type { Sealer } from '../crypto'
import { compare } from '../history'
import type { Api, Proof } from '../sync/api'
import { TABLES, type Disk, type Table } from './disk'

const ASKED_AT_ONCE = 2_000

export async function ownRevisions(disk: Disk, sealer: Sealer, device: Id, inspection: Id): Promise<Revision[]> {
  const rows = await disk.read((db) => db.getAllFromIndex('revisions', 'inspection', inspection))
  const all = await Promise.all(rows.map((row) => sealer.open<Revision>('revisions', row.id, row.sealed)))
  return all.filter((revision) => revision.device === device)
}

export async function missingAt(api: Api, inspection: Id, revisions: Revision[]): Promise<Revision[]> {
  const missing = new Set<string>()
  for (let from = 0; from < revisions.length; from += ASKED_AT_ONCE) {
    const hashes = revisions.slice(from, from + ASKED_AT_ONCE).map((revision) => revision.hash)
    ;(await api.held(inspection, hashes)).missing.forEach((hash) => missing.add(hash))
  }
  return revisions.filter((revision) => missing.has(revision.hash))
}

export async function proofOf(device: Id, revisions: Revision[], at: string): Promise<Proof> {
  const hashes = revisions.map((revision) => revision.hash).sort(compare)
  return { device, revisions: hashes.length, digest: await sha256(hashes.join('\n')), at }
}

export async function queueAgain(disk: Disk, inspection: Id, revisions: Revision[], now: number): Promise<void> {
  await disk.strict(['outbox', 'receipts'], async (tx) => {
    await Promise.all(
      revisions.flatMap(({ id, note }) => [
        tx.objectStore('outbox').put({ id, note, inspection, queued: now }),
        tx.objectStore('receipts').delete(id),
      ]),
    )
  })
}

// Only while nothing of it waits: checked in the same transaction that empties it.
export async function emptyOf(disk: Disk, inspection: Id): Promise<boolean> {
  const tables: Table[] = ['packs', 'revisions', 'working', 'cursor', 'arrivals', 'receipts', 'outbox']
  return disk.strict(tables, async (tx) => {
    const queued = await tx.objectStore('outbox').index('inspection').count(inspection)
    const working = (await tx.objectStore('working').getAll()).filter((row) => row.inspection === inspection)
    if (queued > 0 || working.length > 0) {
      return false
    }
    for (const table of ['revisions', 'arrivals', 'receipts'] as const) {
      const keys = await tx.objectStore(table).index('inspection').getAllKeys(inspection)
      await Promise.all(keys.map((key) => tx.objectStore(table).delete(key)))
    }
    await Promise.all([tx.objectStore('packs').delete(inspection), tx.objectStore('cursor').delete(inspection)])
    return true
  })
}

export async function emptyAll(disk: Disk): Promise<void> {
  await disk.strict(TABLES, async (tx) => {
    await Promise.all(TABLES.map((table) => tx.objectStore(table).clear()))
  })
}

export function notWiped(why: string): Wiping {
  return { wiped: false, why, proof: null }
}
