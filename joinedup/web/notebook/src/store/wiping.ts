// Emptying the device: never before the server has proved that it holds everything, unless a person chose to lose what was not sent.
import { plain, sha256 } from '../canonical'
import type { Id, Revision, Wiping } from '../contract'
import type { Sealer } from '../crypto'
import { compare } from '../history'
import type { Api, Proof } from '../sync/api'
import type { Memory } from './memory'
import { TABLES, type Disk, type Table, type Transaction } from './disk'

const ASKED_AT_ONCE = 2_000

// `unread`: rows that cannot be opened, with whether they still wait to be sent.
export interface Own {
  revisions: Revision[]
  unread: { id: Id; waits: boolean }[]
}

export async function ownRevisions(disk: Disk, sealer: Sealer, device: Id, inspection: Id): Promise<Own> {
  const rows = await disk.read((db) => db.getAllFromIndex('revisions', 'inspection', inspection))
  const waiting = new Set(await disk.read((db) => db.getAllKeys('outbox')))
  const all = await Promise.all(rows.map((row) => sealer.open<Revision>('revisions', row.id, row.sealed).catch(() => row.id)))
  const unread = all.filter((one) => typeof one === 'string').map((id) => ({ id, waits: waiting.has(id) }))
  const revisions = all.filter((one) => typeof one !== 'string' && one.device === device) as Revision[]
  return { revisions, unread }
}

// What cannot be read any more and was sent: taken off, and asked of the server again, which has it whole. Answers which.
export async function askAnew(disk: Disk, inspection: Id, own: Own): Promise<Id[]> {
  const sent = own.unread.filter(({ waits }) => !waits)
  if (sent.length > 0) {
    await disk.strict(['revisions', 'arrivals', 'outbox', 'cursor'], async (tx) => {
      const waits = await Promise.all(sent.map(({ id }) => tx.objectStore('outbox').getKey(id)))
      const gone = sent.filter((_, at) => waits[at] === undefined)
      await Promise.all([
        ...gone.flatMap(({ id }) => [tx.objectStore('revisions').delete(id), tx.objectStore('arrivals').delete(id)]),
        tx.objectStore('cursor').delete(inspection),
      ])
    })
  }
  return sent.map(({ id }) => id)
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

// After the browser cleared the disk under an open notebook: what memory still holds and the server does not have, and the packs.
export async function putBack(disk: Disk, sealer: Sealer, memory: Memory, now: number): Promise<void> {
  const unsent = [...memory.all()].flatMap((note) =>
    [...memory.revisions(note).values()].filter(({ sent }) => sent.kind === 'device').map((known) => ({ note, known })),
  )
  const rows = await Promise.all(
    unsent.map(async ({ note, known }) => {
      const revision = { ...plain(known), hash: known.hash }
      return { id: known.id, note, inspection: memory.inspectionOf(note), sealed: await sealer.seal('revisions', known.id, revision) }
    }),
  )
  const sealing = [...memory.packs].map(async ([id, pack]) => ({ inspection: id, sealed: await sealer.seal('packs', id, pack) }))
  const packs = await Promise.all(sealing)
  await disk.strict(['revisions', 'outbox', 'packs'], async (tx) => {
    await Promise.all([
      ...rows.map((row) => tx.objectStore('revisions').put(row)),
      ...rows.map(({ id, note, inspection }) => tx.objectStore('outbox').put({ id, note, inspection, queued: now })),
      ...packs.map((pack) => tx.objectStore('packs').put(pack)),
    ])
  })
}

// Only while nothing of it waits, on disk or on this screen: checked in the same transaction that empties it.
export async function emptyOf(disk: Disk, inspection: Id, allKept: () => boolean): Promise<boolean> {
  const tables: Table[] = ['packs', 'revisions', 'working', 'cursor', 'arrivals', 'receipts', 'outbox']
  return disk.strict(tables, async (tx) => {
    const queued = await tx.objectStore('outbox').index('inspection').count(inspection)
    const working = (await tx.objectStore('working').getAll()).filter((row) => row.inspection === inspection)
    if (queued > 0 || working.length > 0 || !allKept()) {
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

// Somebody who chose to forget everything loses what was not sent.
export async function forgetAll(disk: Disk): Promise<void> {
  await disk.strict(TABLES, (tx) => clear(tx))
}

export async function emptyAll(disk: Disk, allKept: () => boolean): Promise<boolean> {
  return disk.strict(TABLES, async (tx) => {
    const left = (await tx.objectStore('outbox').count()) + (await tx.objectStore('working').count())
    if (left > 0 || !allKept()) {
      return false
    }
    await clear(tx)
    return true
  })
}

async function clear(tx: Transaction): Promise<void> {
  await Promise.all(TABLES.map((table) => tx.objectStore(table).clear()))
}

export function notWiped(why: string): Wiping {
  return { wiped: false, why, proof: null }
}
