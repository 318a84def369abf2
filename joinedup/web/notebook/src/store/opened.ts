// The notebook while it is open: its key, its notes in memory, its sessions and its sending. All of it goes when it is locked.
import type { EditingSession, Content, Id, InspectionHere, SyncState } from '../contract'
import type { Sealer } from '../crypto'
import { newestFirst } from '../history'
import { Names } from '../names'
import { Engine } from '../sync/engine'
import type { Disk, WorkingRow } from './disk'
import type { Env } from './env'
import { Facts } from './facts'
import type { Keeper, Written } from './keeping'
import { Memory } from './memory'
import { Reading, recover } from './reading'
import { Session, type Around } from './session'
import type { Tabs } from './tabs'
import type { Value } from './watched'

const LEFT =
  'Words typed in this note before are kept on this device, and could not be put into its history yet. Free some space and try again, or open the notebook in a new tab.'

export interface Given {
  env: Env
  disk: Disk
  tabs: Tabs
  sealer: Sealer
  device: Id
  sync: Value<SyncState>
  inspections: Value<InspectionHere[]>
  withdrawn(): Promise<void>
}

export class Opened implements Around {
  readonly memory: Memory
  readonly facts: Facts
  readonly reading: Reading
  readonly engine: Engine
  readonly sessions = new Map<Id, Session>()
  private readonly names = new Map<string, Names>()
  private going = true

  constructor(readonly given: Given) {
    const { disk, sealer, inspections } = given
    this.memory = new Memory(given.device, () => this.facts.owner?.id ?? '')
    this.facts = new Facts(disk, sealer, inspections, this.memory)
    this.reading = new Reading(disk, sealer, this.memory)
    this.engine = new Engine({
      ...given,
      memory: this.memory,
      facts: this.facts,
      state: given.sync,
      arrived: (revisions, receipts) => this.arrived(revisions, receipts),
      forgotten: (notes) => given.tabs.tell({ kind: 'forgotten', notes }),
    })
  }

  keeper = (): Keeper | null => {
    const { env, disk, tabs, sealer, device } = this.given
    return this.going ? { disk, sealer, device, tab: tabs.id, now: env.now, newId: env.newId } : null
  }

  async start(): Promise<void> {
    await this.reading.packs()
    await this.facts.read()
  }

  async load(): Promise<void> {
    await this.recover()
    await this.reading.everything(() => this.going)
    await this.engine.count()
    void this.memory.readAhead(() => this.going)
  }

  // Work of tabs that are gone. What one look cannot keep, the next one finds again.
  async recover(): Promise<WorkingRow[]> {
    const keeper = this.keeper()
    if (!keeper) {
      return []
    }
    const { written, left, unreadable } = await recover(keeper, { alive: () => this.given.tabs.alive(), isOpen: (note) => this.sessions.has(note) })
    written.forEach((each) => this.cutDone(each))
    const before = this.memory.unreadable.size
    unreadable.forEach((row) => this.memory.unreadable.add(`working|${row.key}`))
    if (this.memory.unreadable.size > before) {
      this.memory.tell()
    }
    return left
  }

  // A session writes where this tab's last working copy of the note lies: what was left there is a revision first.
  private async recoverBefore(note: Id): Promise<void> {
    const left = await this.recover()
    if (left.some((row) => row.note === note && row.tab === this.given.tabs.id)) {
      throw new Error(LEFT)
    }
  }

  cutDone(written: Written): void {
    this.memory.put(written.inspection, written.revision)
    this.memory.tell()
    this.given.tabs.tell({ kind: 'revisions', ids: [written.revision.id] })
    this.engine.written()
    this.sessions.get(written.revision.note)?.elsewhere()
  }

  closed(session: Session): void {
    this.sessions.delete(session.note)
  }

  reopened(session: Session): boolean {
    if (!this.going || this.sessions.has(session.note)) {
      return false
    }
    this.sessions.set(session.note, session)
    return true
  }

  private arrived(revisions: Id[], receipts: Id[]): void {
    this.given.tabs.tell({ kind: 'revisions', ids: revisions })
    this.given.tabs.tell({ kind: 'receipts', ids: receipts })
    this.changedElsewhere()
    void this.memory.readAhead(() => this.going)
  }

  changedElsewhere(): void {
    this.sessions.forEach((session) => session.elsewhere())
  }

  begin(inspection: Id, content: Content): EditingSession {
    return this.keep(new Session(this, this.given.env.newId(), inspection, content, null))
  }

  async open(note: Id, head?: Id): Promise<EditingSession> {
    const before = this.sessions.get(note)
    if (before && (head === undefined || before.get().basedOn.includes(head) || !(await before.close()))) {
      return before
    }
    await this.recoverBefore(note)
    if (!this.memory.view(note)) {
      await this.reading.note(note)
    }
    const view = this.memory.view(note)
    if (!view?.mine) {
      throw new Error(view ? 'Only the person who wrote a note changes it.' : 'This note is not on this device.')
    }
    const branches = [...view.branches].sort(
      (one, other) => Number(other.here) - Number(one.here) || newestFirst(one.head, other.head),
    )
    const chosen = branches.find((branch) => branch.head.id === head) ?? branches[0]
    const { id, content } = (chosen as (typeof branches)[number]).head
    return this.sessions.get(note) ?? this.keep(new Session(this, note, view.inspection, content, id))
  }

  private keep(session: Session): Session {
    this.sessions.set(session.note, session)
    return session
  }

  // Every keystroke of every note on disk and cut into revisions; false where something is not on disk.
  async flush(): Promise<boolean> {
    await Promise.all([...this.sessions.values()].map((session) => session.flush()))
    return this.safe
  }

  // Why what was typed last is not on disk, of the first note where it is not.
  get unsaved(): string {
    const saves = [...this.sessions.values()].map((session) => session.get().save)
    return saves.find((save) => save.kind === 'not-saved')?.why ?? 'It is being kept at this moment.'
  }

  get safe(): boolean {
    return [...this.sessions.values()].every((session) => session.safe)
  }

  namesOf(inspection: Id): Names | null {
    const pack = this.memory.packs.get(inspection)
    if (!pack) {
      return null
    }
    const names = this.names.get(pack.head) ?? new Names(pack.name_hints)
    this.names.set(pack.head, names)
    return names
  }

  end(): void {
    this.going = false
    this.engine.stop()
    ;[...this.sessions.values()].forEach((session) => session.end())
    this.memory.empty()
  }
}
