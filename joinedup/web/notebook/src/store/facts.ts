// A few facts of the notebook's own, sealed like everything else: whose it is, and which inspections it is in.
import type { Id, InspectionHere } from '../contract'
import type { Sealer } from '../crypto'
import type { Proof } from '../sync/api'
import type { Disk } from './disk'
import type { Memory } from './memory'
import { openedOr } from './reading'
import type { Value } from './watched'

export interface Owner {
  id: Id
  name: string
}

export class Facts {
  owner: Owner | null = null
  deviceName = ''
  wiped: Record<Id, Proof> = {}
  lockMinutes = 0 // 0: as the packs say

  constructor(
    private readonly disk: Disk,
    private readonly sealer: Sealer,
    private readonly inspections: Value<InspectionHere[]>,
    private readonly memory: Memory,
  ) {}

  // One that cannot be read hides no other and keeps nobody out: it is counted, and what the packs know of it stands in its place.
  async read(): Promise<void> {
    this.owner = (await this.get<Owner>('owner')) ?? this.ownerByPack()
    this.deviceName = (await this.get<string>('device-name')) ?? ''
    this.wiped = (await this.get<Record<Id, Proof>>('wiped')) ?? {}
    this.lockMinutes = (await this.get<number>('lock-minutes')) ?? 0
    this.inspections.set((await this.get<InspectionHere[]>('inspections')) ?? this.inspectionsByPack())
  }

  // Nothing may go out under whoever signs in next: a pack says whose notebook this is.
  private ownerByPack(): Owner | null {
    const [pack] = this.memory.packs.values()
    return pack ? { id: pack.me.id, name: pack.people.find((each) => each.id === pack.me.id)?.name ?? '' } : null
  }

  private inspectionsByPack(): InspectionHere[] {
    return [...this.memory.packs.values()].map(({ inspection: { id, title, stage }, may_write, wipe }) => ({
      ...{ id, title, stage, wipe },
      mayWrite: may_write,
      packed: true,
    }))
  }

  async keepDeviceName(name: string): Promise<void> {
    await this.put('device-name', name)
    this.deviceName = name
  }

  async keepLockMinutes(minutes: number): Promise<void> {
    await this.put('lock-minutes', minutes)
    this.lockMinutes = minutes
  }

  async keepOwner(owner: Owner): Promise<void> {
    await this.put('owner', owner)
    this.owner = owner
  }

  async keepInspections(inspections: InspectionHere[]): Promise<void> {
    if (JSON.stringify(inspections) !== JSON.stringify(this.inspections.get())) {
      await this.put('inspections', inspections)
      this.inspections.set(inspections)
    }
  }

  // Kept after the notes are gone: what was proved when, and that nothing of it is fetched again.
  async keepWiped(inspection: Id, proof: Proof): Promise<void> {
    await this.put('wiped', { ...this.wiped, [inspection]: proof })
    this.wiped = { ...this.wiped, [inspection]: proof }
    await this.keepInspections(this.inspections.get().filter((each) => each.id !== inspection))
  }

  // After the browser cleared the disk under an open notebook: whose it is must never be whoever signs in next.
  async putBack(): Promise<void> {
    const { owner, deviceName, wiped, lockMinutes } = this
    const all = { owner, 'device-name': deviceName, wiped, 'lock-minutes': lockMinutes, inspections: this.inspections.get() }
    for (const [id, value] of Object.entries(all)) {
      await this.put(id, value)
    }
  }

  async put(id: string, value: unknown): Promise<void> {
    const sealed = await this.sealer.seal('facts', id, value)
    await this.disk.strict(['facts'], (tx) => tx.objectStore('facts').put({ id, sealed }))
  }

  private async get<T>(id: string): Promise<T | null> {
    const row = await this.disk.read((db) => db.get('facts', id))
    return row ? ((await openedOr(this.memory, this.sealer, 'facts', id, row.sealed)) as T | undefined) ?? null : null
  }
}
