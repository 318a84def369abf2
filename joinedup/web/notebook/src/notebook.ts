// The notebook as its screens know it (contract.ts): one object for the life of the tab.
import type {
  Asked,
  Content,
  EditingSession,
  Hint,
  Id,
  InspectionHere,
  KnownRevision,
  LockState,
  Notebook,
  NoteView,
  Pack,
  SyncState,
  Unlocking,
  Wiping,
  WorkLeft,
} from './contract'
import { Sealer } from './crypto'
import { emptyContent } from './prompts'
import { asHtml, asJson } from './export'
import { Update } from './store/app-update'
import { Disk, whyNotKept } from './store/disk'
import { checkAll, leave, proveAndWipe } from './store/emptying'
import { browserName, type Env } from './store/env'
import { Lock } from './store/lock'
import { Opened } from './store/opened'
import { Tabs, type Told } from './store/tabs'
import { Value } from './store/watched'
import { emptyAll, forgetAll, notWiped, putBack } from './store/wiping'
import { lockTime } from './store/lock-time'
import { AT_FIRST } from './sync/engine'
import { workLeft } from './work-left'

const TICK = 5_000
const ASKING = 1_000
const WITHDRAWN = 'This device was withdrawn. What was written on it is on the server; nothing is left here.'

export class TheNotebook implements Notebook {
  readonly lock = new Value<LockState>({ kind: 'starting' })
  readonly sync = new Value<SyncState>(AT_FIRST)
  readonly inspections = new Value<InspectionHere[]>([])
  readonly changed = new Value(0)
  readonly kept = new Value<boolean | null>(null)
  readonly appUpdate = new Update()
  readonly updateReady = this.appUpdate.ready

  private readonly disk: Disk
  private readonly locker: Lock
  private readonly tabs: Tabs
  private opened: Opened | null = null
  private lastActive = { wall: 0, steady: 0 }
  private askingUntil = 0
  private ticking: ReturnType<typeof setInterval> | null = null
  private wiping = false

  constructor(private readonly env: Env) {
    this.disk = new Disk(env.database)
    this.locker = new Lock(this.disk, env.rounds)
    this.tabs = new Tabs(env)
    this.tabs.listen((told) => void this.hear(told).catch((error: unknown) => console.warn(error)))
  }

  async start(): Promise<this> {
    try {
      await this.tabs.hold()
      await this.watchTabs()
      await this.standLocked()
    } catch (error) {
      console.warn(error)
      this.lock.set({ kind: 'unavailable', why: 'This browser keeps nothing, so nothing may be written here. Leave private browsing, or use another browser.' })
    }
    this.askingUntil = this.env.now() + ASKING
    this.tabs.tell({ kind: 'ask-key' })
    this.ticking = setInterval(() => void this.tick().catch((error: unknown) => console.warn(error)), TICK)
    return this
  }

  // Ends the tab's part: for tests, which open many.
  async stop(): Promise<void> {
    if (this.ticking !== null) {
      clearInterval(this.ticking)
    }
    this.opened?.end()
    this.opened = null
    this.tabs.end()
    await this.disk.close()
  }

  private async standLocked(): Promise<void> {
    const row = await this.locker.row()
    this.lock.set(row ? { kind: 'locked', neverSent: await this.locker.neverSent() } : { kind: 'new' })
  }

  // ---- Unlocking -------------------------------------------------------------------------------------------------------------

  async create(passphrase: string, name: string): Promise<Unlocking> {
    try {
      const made = await this.locker.create(passphrase, this.env.newId())
      if (!made) {
        await this.standLocked()
        return 'failed'
      }
      await this.openWith(made.sealer, made.device, name.trim() || browserName())
      this.kept.set(await this.env.persist().catch(() => null))
      return 'opened'
    } catch (error) {
      console.warn(error)
      return 'failed'
    }
  }

  async unlock(passphrase: string): Promise<Unlocking> {
    try {
      const opened = await this.locker.open(passphrase)
      if (typeof opened === 'string') {
        return opened
      }
      await this.openWith(opened.sealer, opened.device)
      this.kept.set(await this.env.persist().catch(() => null))
      return 'opened'
    } catch (error) {
      console.warn(error)
      return 'failed'
    }
  }

  unreadable(): number {
    return this.opened?.memory.unreadable.size ?? 0
  }

  deviceName(): string {
    return this.opened?.facts.deviceName ?? ''
  }

  lockTime(): { minutes: number; choices: number[] } {
    return lockTime(this.opened?.facts.lockMinutes ?? 0, this.opened?.memory.packs.values() ?? [])
  }

  async chooseLockTime(minutes: number): Promise<boolean> {
    try {
      await this.here.facts.keepLockMinutes(minutes)
    } catch (error) {
      console.warn(error)
      return false
    }
    this.tabs.tell({ kind: 'packs' }) // the other tabs read the facts again
    this.changed.set(this.changed.get() + 1)
    return true
  }

  async changePassphrase(old: string, chosen: string): Promise<Unlocking> {
    const { opened } = this
    const changed = await this.locker.change(old, chosen).catch(() => 'failed' as const)
    if (opened && changed === 'opened') {
      this.disk.sealedWith((await this.locker.row()) ?? null, () => void this.cleared(opened))
    }
    return changed
  }

  private async openWith(sealer: Sealer, device: Id, name = ''): Promise<void> {
    if (this.opened) {
      this.uncover()
      return
    }
    const { env, disk, tabs, sync, inspections } = this
    const withdrawn = () => this.withdrawn()
    const given = { env, disk, tabs, sealer, device, sync, inspections, withdrawn }
    const opened = new Opened(given)
    this.opened = opened
    try {
      this.disk.sealedWith((await this.locker.row()) ?? null, () => void this.cleared(opened))
      await opened.start()
      if (name) {
        await opened.facts.keepDeviceName(name)
      }
    } catch (error) {
      this.opened = null
      throw error
    }
    opened.memory.changed.subscribe(() => this.changed.set(this.changed.get() + 1))
    this.active()
    this.lock.set({ kind: 'open', loading: true, covered: '' })
    opened.engine.start()
    void this.finish(opened)
  }

  private async cleared(opened: Opened): Promise<void> {
    const { given, memory, engine, facts } = opened
    await facts.putBack().catch((error: unknown) => console.warn(error))
    await putBack(this.disk, given.sealer, memory, this.env.now()).catch((error: unknown) => console.warn(error))
    engine.written()
  }

  private async finish(opened: Opened): Promise<void> {
    try {
      await opened.load()
    } catch (error) {
      console.warn(error)
    }
    if (this.opened === opened) {
      this.changed.set(this.changed.get() + 1)
      this.lock.set({ kind: 'open', loading: false, covered: this.covered })
    }
  }

  async lockNow(): Promise<boolean> {
    this.tabs.tell({ kind: 'lock' })
    return this.lockHere()
  }

  private async lockHere(): Promise<boolean> {
    const { opened } = this
    if (!opened) {
      return true
    }
    if (!(await opened.flush()) || !opened.safe || this.opened !== opened) {
      this.cover(opened)
      return false
    }
    this.opened = null
    opened.end()
    this.disk.sealedWith(null)
    this.sync.set(AT_FIRST)
    await this.standLocked()
    return true
  }

  private get covered(): string {
    const lock = this.lock.get()
    return lock.kind === 'open' ? lock.covered : ''
  }

  // Locking now would lose words: the key stays for saving them, and nobody reads the screen without the passphrase.
  private cover(opened: Opened): void {
    const lock = this.lock.get()
    if (this.opened === opened && lock.kind === 'open') {
      this.lock.set({ ...lock, covered: opened.unsaved })
    }
  }

  private uncover(): void {
    const lock = this.lock.get()
    if (lock.kind === 'open') {
      this.active()
      this.lock.set({ ...lock, covered: '' })
    }
  }

  active(): void {
    const before = this.lastActive.wall
    this.lastActive = { wall: this.env.now(), steady: performance.now() }
    if (this.lastActive.wall - before > TICK) {
      this.tabs.tell({ kind: 'active' })
    }
  }

  private idleTooLong(opened: Opened): boolean {
    const limit = lockTime(opened.facts.lockMinutes, opened.memory.packs.values()).minutes * 60_000
    const { wall, steady } = this.lastActive
    return this.env.now() - wall > limit || performance.now() - steady > limit
  }

  // What a tab left on disk as it went is taken up at once: who clears the disk a second later clears it under somebody who has it.
  private watchTabs(): Promise<void> {
    return this.tabs.watch(() => void this.opened?.recover().catch((error: unknown) => console.warn(error)))
  }

  private async tick(): Promise<void> {
    const { opened } = this
    if (!opened) {
      return
    }
    await this.watchTabs()
    if (this.covered || this.idleTooLong(opened)) {
      await this.lockHere()
      return
    }
    await opened.recover()
    await this.wipeWhatCameLate(opened)
    for (const { id, wipe, packed } of this.inspections.get()) {
      const writing = [...opened.sessions.values()].some((session) => session.inspection === id)
      if (wipe && packed && !writing) {
        await this.wipe(id)
      }
    }
  }

  // Another tab's last words of a wiped inspection are sent; then they go as well.
  private async wipeWhatCameLate(opened: Opened): Promise<void> {
    const writing = new Set([...opened.sessions.values()].map((session) => session.inspection))
    const wiped = this.sync.get().phase === 'idle' ? Object.keys(opened.facts.wiped).filter((id) => !writing.has(id)) : []
    for (const id of wiped) {
      if ((await this.disk.read((db) => db.countFromIndex('revisions', 'inspection', id))) > 0) {
        await this.wipe(id)
      }
    }
  }

  // ---- Between tabs ----------------------------------------------------------------------------------------------------------

  private async hear(told: Told): Promise<void> {
    const { opened } = this
    switch (told.kind) {
      case 'ask-key': // each tab's first word
        await this.watchTabs()
        return opened && !this.covered ? this.tabs.tell({ kind: 'key', key: opened.given.sealer.key }) : undefined
      case 'key':
        return this.takeKey(told.key)
      case 'lock':
        return void (await this.lockHere())
      case 'save':
        return this.tabs.tell({ kind: 'saved', asked: told.asked, tab: this.tabs.id, safe: await this.saveAll() })
      case 'active':
        this.lastActive = { wall: this.env.now(), steady: performance.now() }
        return undefined
      case 'wiped':
        return this.wipedElsewhere(told.inspection, told.why)
      default:
        return opened ? this.hearNotes(opened, told) : undefined
    }
  }

  private async hearNotes(opened: Opened, told: Told): Promise<void> {
    if (told.kind === 'revisions') {
      await opened.reading.rows(told.ids)
    } else if (told.kind === 'receipts') {
      await opened.reading.receipts(told.ids)
      await opened.engine.count()
    } else if (told.kind === 'forgotten') {
      opened.memory.forget(told.notes)
    } else if (told.kind === 'packs') {
      await opened.reading.packs()
      await opened.facts.read()
    } else if (told.kind === 'send') {
      return opened.engine.written()
    }
    opened.memory.tell()
    opened.changedElsewhere()
  }

  // A tab just opened beside an unlocked one need not ask for the passphrase again.
  private async takeKey(key: CryptoKey): Promise<void> {
    const row = await this.locker.row()
    if (row && this.lock.get().kind === 'locked' && this.env.now() < this.askingUntil) {
      await this.openWith(new Sealer(key), row.device)
    }
  }

  private async wipedElsewhere(inspection: Id | null, why: string): Promise<void> {
    if (inspection !== null) {
      await this.opened?.facts.read()
      return this.opened ? leave(this.opened, inspection) : undefined
    }
    this.emptiedHere(why)
  }

  private emptiedHere(why: string): void {
    this.opened?.end()
    this.opened = null
    this.disk.sealedWith(null)
    this.lock.set(why ? { kind: 'wiped', why } : { kind: 'new' })
  }

  // ---- Notes -----------------------------------------------------------------------------------------------------------------

  private get here(): Opened {
    if (!this.opened) {
      throw new Error('The notebook is locked.')
    }
    return this.opened
  }

  pack(inspection: Id): Pack | null {
    return this.opened?.memory.packs.get(inspection) ?? null
  }

  notes(inspection: Id, asked: Asked = {}): NoteView[] {
    return this.opened?.memory.notes(inspection, asked) ?? []
  }

  note(id: Id): NoteView | null {
    return this.opened?.memory.view(id) ?? null
  }

  isClosed(id: Id): boolean {
    return this.opened?.memory.isClosed(id) ?? false
  }

  history(id: Id): KnownRevision[] {
    return this.opened?.memory.history(id) ?? []
  }

  emptyContent(inspection: Id, source: Id = ''): Content {
    return emptyContent(this.pack(inspection), source, this.env.now())
  }

  begin(inspection: Id, content: Content): EditingSession {
    return this.here.begin(inspection, content)
  }

  open(note: Id, head?: Id): Promise<EditingSession> {
    return this.here.open(note, head)
  }

  openSessions(): EditingSession[] {
    return [...(this.opened?.sessions.values() ?? [])]
  }

  async hints(inspection: Id, text: string): Promise<Hint[]> {
    return (await this.opened?.namesOf(inspection)?.in(text)) ?? []
  }

  workLeft(inspection: Id): WorkLeft {
    const pack = this.pack(inspection)
    const nothing = { children: [], criteria: [], sources: [], unheard: [], unfinished: [], toJoin: [] }
    return pack ? workLeft(pack, this.notes(inspection), new Date(this.env.now())) : nothing
  }

  async exportAll(inspection: Id, kind: 'html' | 'json'): Promise<Blob> {
    await this.here.flush()
    const notes = this.notes(inspection, { mine: true }).map((view) => ({ view, history: this.history(view.id) }))
    const exported = { pack: this.pack(inspection), notes, at: new Date(this.env.now()).toISOString() }
    return kind === 'json' ? asJson(exported) : asHtml(exported)
  }

  // Everything typed on disk; false where something is not. The page calls it whenever it may be about to go.
  async saveAll(): Promise<boolean> {
    return (await this.opened?.flush()) ?? true
  }

  get safe(): boolean {
    return this.opened?.safe ?? true
  }

  // ---- Sending and going away ------------------------------------------------------------------------------------------------

  sendNow(): void {
    void this.opened?.flush()
    this.opened?.engine.now()
  }

  // The person may have signed in, or the network come back: asked again where that could help.
  backAgain(): void {
    if (this.opened && !['idle', 'sending'].includes(this.sync.get().phase)) {
      this.opened.engine.now()
    }
  }

  check(): Promise<{ asked: number; missing: number }> {
    return checkAll(this.here)
  }

  proofs(): { revisions: number; digest: string; at: string }[] {
    return Object.values(this.opened?.facts.wiped ?? {}).sort((one, other) => other.at.localeCompare(one.at))
  }

  async wipe(inspection: Id): Promise<Wiping> {
    if (this.wiping) {
      return notWiped('It is being wiped already.')
    }
    this.wiping = true
    try {
      return await proveAndWipe(this.here, inspection)
    } catch (error) {
      return notWiped(error instanceof DOMException ? whyNotKept(error) : error instanceof Error ? error.message : '')
    } finally {
      this.wiping = false
    }
  }

  // Withdrawn from afar. What was typed a moment ago goes to the server first: the next round finds nothing left and comes back here.
  private async withdrawn(): Promise<void> {
    const { opened } = this
    const kept = opened && (await this.tabs.othersSaved()) && (await opened.flush())
    if (kept && (await emptyAll(this.disk, () => opened.safe))) {
      this.emptied(WITHDRAWN)
    }
  }

  async forget(): Promise<void> {
    await forgetAll(this.disk)
    this.emptied('')
  }

  private emptied(why: string): void {
    this.tabs.tell({ kind: 'wiped', inspection: null, why })
    this.inspections.set([])
    this.sync.set(AT_FIRST)
    this.emptiedHere(why)
  }

  async update(): Promise<{ updating: boolean; why: string }> {
    if (!(await this.saveAll())) {
      return { updating: false, why: 'Something typed here is not saved yet. The new version waits.' }
    }
    return this.appUpdate.apply()
  }
}
