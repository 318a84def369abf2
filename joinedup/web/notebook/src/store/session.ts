// One note being written in one tab. Typing never waits: it changes what is in memory, and one queue puts that on disk, tries again
// when the disk refuses, and cuts a revision at each pause.
import { cleaned, sameContent } from '../canonical'
import type { Branch, Content, EditingSession, Id, SaveState, SessionView } from '../contract'
import { line, newestFirst, parentsOf, standsOn } from '../history'
import { promptsOf, stillEmpty } from '../prompts'
import { whyNotKept } from './disk'
import { cut, dropWorking, keepWorking, workingKey, type Keeper, type Working, type Written } from './keeping'
import type { Memory } from './memory'
import { Value } from './watched'

export const SAVE_EVERY = 150 // milliseconds: with the disk's own time, well within the 250 promised
const PAUSE = 2_000
const LONGEST = 20_000
const AGAIN = [250, 500, 1_000, 2_000, 5_000]

export interface Around {
  keeper(): Keeper | null // null while locked
  memory: Memory
  cutDone(written: Written): void
  closed(session: Session): void
  reopened(session: Session): boolean // false: locked, or the note is open in another session
}

const TYPED_ON = 'Something was typed meanwhile. Nothing was joined: read the text and join again.'
const NOT_CUT = 'What you typed could not be kept yet, so nothing was joined. Your text stays here: try again.'
const CLOSED = 'This note was closed before these words were typed. Copy them, and open the note again.'

type Move = 'typed' | 'undone'

export class Session implements EditingSession {
  private content: Content
  private basis: Id[]
  private basisContent: Content // what the basis says: typing that returns to it is nothing to keep
  private ownLine: string[] // bases this session itself moved through: text based on any of them belongs on the newest
  private line: Content[]
  private at: number
  private move: Move = 'typed'
  private changedAt = 0
  private version = 0 // rises with each change typed
  private kept = 0 // the version on disk
  private onDisk = false // a working copy of this session lies on disk
  private owed: { content: Content; changed_at: string }[] = [] // left by an undo: the working copy is not written over before they are cut
  private refused = ''
  private tries = 0
  private savedAt = 0
  private lastStart = 0
  private firstUncut = 0
  private lastCut: Id | null = null
  private queue: Promise<unknown> = Promise.resolve()
  private saveTimer: ReturnType<typeof setTimeout> | null = null
  private cutTimer: ReturnType<typeof setTimeout> | null = null
  private letGo = false
  private ended = false
  private readonly view: Value<SessionView>

  constructor(
    private readonly around: Around,
    readonly note: Id,
    readonly inspection: Id,
    content: Content,
    head: Id | null,
  ) {
    this.content = content
    this.basisContent = content
    this.basis = head === null ? [] : [head]
    this.ownLine = [keyOf(this.basis)]
    this.line = head === null ? [content] : line(around.memory.revisions(note), head)
    this.at = this.line.length - 1
    this.view = new Value(this.seen())
  }

  get = (): SessionView => this.view.get()
  subscribe = (tell: () => void): (() => void) => this.view.subscribe(tell)

  type(content: Content, basedOn: Id[]): void {
    this.move = 'typed'
    this.change(content, basedOn)
  }

  private change(content: Content, basedOn: Id[]): void {
    this.letGo = false
    this.ended &&= !this.around.reopened(this)
    this.refused = this.ended ? CLOSED : this.refused
    if (!this.ownLine.includes(keyOf(basedOn))) {
      this.branchFrom(basedOn)
    }
    this.content = cleaned(content)
    this.changedAt = this.around.keeper()?.now() ?? Date.now()
    this.version += 1
    this.firstUncut ||= this.changedAt
    this.planSave()
    this.planCut()
    this.tell()
  }

  // What the screen showed was older than what arrived since: the words typed stand on what the person saw.
  private branchFrom(basedOn: Id[]): void {
    this.basis = parentsOf(basedOn)
    this.ownLine = [keyOf(this.basis)]
    const seen = this.basis.length === 1 ? this.around.memory.revision(this.basis[0] as Id) : null
    this.basisContent = seen?.content ?? this.basisContent
  }

  undo(): void {
    if (this.canUndo()) {
      this.remember()
      this.step(-1)
    }
  }

  redo(): void {
    if (this.at < this.line.length - 1) {
      this.step(1)
    }
  }

  // What was typed since the last step is itself a step, and is cut before it is left: undoing takes nothing away.
  private remember(): void {
    if (this.move === 'typed' && !sameContent(this.content, this.line[this.at] as Content)) {
      this.line = [...this.line.slice(0, this.at + 1), this.content]
      this.at = this.line.length - 1
      const { content, changed_at } = this.snapshot()
      this.owed.push({ content, changed_at })
      void this.enqueue(() => this.keepNow())
    }
  }

  // An earlier wording once more, typed on what stands here now: what stood here is cut first.
  backTo(content: Content): void {
    this.remember()
    this.type(content, this.basis)
  }

  private canUndo(): boolean {
    return this.at > 0 || (this.move === 'typed' && !sameContent(this.content, this.line[this.at] as Content))
  }

  private step(by: number): void {
    this.at += by
    this.move = 'undone'
    this.change(this.line[this.at] as Content, this.basis)
  }

  join(content: Content, heads: Id[]): Promise<void> {
    const { version } = this
    return this.enqueue(async () => {
      await this.cutTyped(version)
      await this.cutJoin(cleaned(content), heads)
    })
  }

  // What was typed here is a revision before anything is joined over it.
  private async cutTyped(version: number): Promise<void> {
    if (!this.around.keeper()) {
      throw new Error('The notebook is locked.')
    }
    await this.keepNow()
    if (!(await this.cutNow()) || this.refused) {
      throw new Error(this.refused || NOT_CUT)
    }
    if (version !== this.version) {
      throw new Error(TYPED_ON)
    }
  }

  private async cutJoin(content: Content, heads: Id[]): Promise<void> {
    const [keeper, version] = [this.around.keeper(), this.version]
    if (!keeper) {
      throw new Error('The notebook is locked.')
    }
    // What was typed here is one of the heads joined, even where it became a revision only now.
    const on = this.lastCut && !heads.includes(this.lastCut) ? heads.map((head) => this.over(head)) : heads
    const working = { ...this.snapshot(), content, parents: on, changed_at: iso(keeper.now()) }
    try {
      const written = await cut(keeper, working, workingKey(this.note, keeper.tab))
      this.joined(written as Written, version, keeper.now())
    } catch (error) {
      throw new Error(whyNotKept(error), { cause: error })
    }
  }

  // Letters typed while the join went to disk were typed on the wording before it: they stay on that, beside the joined one.
  private joined(written: Written, version: number, at: number): void {
    this.onDisk = false
    if (version === this.version) {
      this.took(written)
      this.content = written.revision.content
      this.kept = version
      this.savedAt = at
    } else {
      this.around.cutDone(written)
      this.kept = Math.min(this.kept, this.version - 1)
      this.planSave()
    }
    this.tell()
  }

  private over(head: Id): Id {
    const cutLast = this.lastCut as Id
    return standsOn(this.around.memory.revisions(this.note), cutLast, head) ? cutLast : head
  }

  async save(): Promise<boolean> {
    await this.enqueue(() => this.keepNow())
    return this.kept === this.version
  }

  async close(): Promise<boolean> {
    this.letGo = true
    await this.flush()
    if (this.kept !== this.version) {
      this.letGo = false
      return false
    }
    if (!this.changed()) {
      this.end()
    }
    return true // where only the cutting failed, the working copy is on disk and is cut later
  }

  // Everything on disk and cut into a revision; false where anything is not on disk.
  async flush(): Promise<boolean> {
    await this.enqueue(async () => {
      await this.keepNow()
      await this.cutNow()
    })
    return this.kept === this.version
  }

  end(): void {
    this.ended = true
    this.stopTimers()
    this.around.closed(this)
  }

  get safe(): boolean {
    return this.kept === this.version
  }

  private planSave(): void {
    if (this.saveTimer === null && !this.ended) {
      const since = performance.now() - this.lastStart
      const wait = this.refused ? (AGAIN[Math.min(this.tries, AGAIN.length - 1)] as number) : Math.max(0, SAVE_EVERY - since)
      this.saveTimer = setTimeout(() => {
        this.saveTimer = null
        void this.enqueue(() => this.keepNow())
      }, wait)
    }
  }

  private planCut(longest = Math.max(0, this.firstUncut + LONGEST - this.changedAt)): void {
    if (this.cutTimer !== null) {
      clearTimeout(this.cutTimer)
      this.cutTimer = null
    }
    if (this.ended) {
      return
    }
    const wait = Math.min(PAUSE, longest)
    this.cutTimer = setTimeout(() => {
      this.cutTimer = null
      void this.flush()
    }, wait)
  }

  private stopTimers(): void {
    for (const timer of [this.saveTimer, this.cutTimer]) {
      if (timer !== null) {
        clearTimeout(timer)
      }
    }
    this.saveTimer = this.cutTimer = null
  }

  // One thing at a time reaches the disk, in the order asked.
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.queue.then(work, work)
    this.queue = next.catch(() => undefined)
    return next
  }

  private snapshot(): Working {
    const { note, inspection, content } = this
    return { note, inspection, content, parents: this.basis, changed_at: iso(this.changedAt) }
  }

  private changed(): boolean {
    return !this.isNothing(this.content)
  }

  // Nothing to keep: what the basis says already, or a note begun here that holds no more than prompts.
  private isNothing(content: Content): boolean {
    const prompts = promptsOf(this.around.memory.packs.get(this.inspection))
    const isNew = this.basis.length === 0
    return sameContent(content, this.basisContent) || (isNew && stillEmpty(content, this.basisContent, prompts))
  }

  private async keepNow(): Promise<void> {
    const [version, keeper] = [this.version, this.around.keeper()]
    if (version === this.kept) {
      return
    }
    this.lastStart = performance.now()
    try {
      if (!keeper) {
        throw new Error('locked')
      }
      await this.cutOwed(keeper)
      if (this.changed()) {
        await keepWorking(keeper, this.snapshot())
        this.onDisk = true
      } else if (this.onDisk) {
        await dropWorking(keeper, this.note)
        this.onDisk = false
      }
      this.nowKept(version, keeper.now())
    } catch (error) {
      this.nowRefused(error)
    }
  }

  private nowKept(version: number, at: number): void {
    this.kept = version
    this.savedAt = at
    this.refused = ''
    this.tries = 0
    if (version !== this.version) {
      this.planSave()
    }
    this.tell()
  }

  private nowRefused(error: unknown): void {
    console.warn('A note could not be kept yet.', error instanceof Error ? error.name : '')
    this.refused = whyNotKept(error)
    this.planSave()
    this.tries += 1
    this.tell()
  }

  // A revision of what was on disk when asked. Typing goes on meanwhile: it stands on the revision once that is there. False: refused.
  private async cutNow(): Promise<boolean> {
    const keeper = this.around.keeper()
    if (!keeper) {
      return false
    }
    try {
      await this.cutOwed(keeper)
      await this.cutOne(keeper, this.snapshot())
      return true
    } catch (error) {
      console.warn('A revision could not be cut yet.', error instanceof Error ? error.name : '')
      this.planCut(PAUSE)
      return false
    }
  }

  private async cutOwed(keeper: Keeper): Promise<void> {
    for (let owed = this.owed[0]; owed; owed = this.owed[0]) {
      await this.cutOne(keeper, { ...this.snapshot(), ...owed })
      this.owed.shift()
    }
  }

  private async cutOne(keeper: Keeper, working: Working): Promise<void> {
    if (this.isNothing(working.content)) {
      this.firstUncut = this.changed() ? this.firstUncut : 0
      return
    }
    const version = this.version
    const written = await cut(keeper, working, workingKey(this.note, keeper.tab))
    this.onDisk = false
    if (written) {
      this.took(written)
      this.resume(version, working, keeper)
    }
  }

  private resume(version: number, working: Working, keeper: Keeper): void {
    if (version === this.version && this.owed.length < 2 && sameContent(working.content, this.content)) {
      this.kept = version
      this.savedAt = keeper.now()
      this.refused = ''
      this.firstUncut = 0
    } else {
      this.kept = Math.min(this.kept, this.version - 1) // its working copy went with the cut
      this.firstUncut = this.changedAt
      this.planSave()
      this.planCut()
    }
    this.tell()
    if (this.letGo && this.safe && !this.changed()) {
      this.end()
    }
  }

  private took(written: Written): void {
    const { revision } = written
    this.basis = [revision.id]
    this.basisContent = revision.content
    this.ownLine.push(keyOf(this.basis))
    this.lastCut = revision.id
    if (this.move === 'typed' && !sameContent(revision.content, this.line[this.at] as Content)) {
      this.line = [...this.line.slice(0, this.at + 1), revision.content]
      this.at = this.line.length - 1
    }
    this.around.cutDone(written)
  }

  // Something about the note changed elsewhere: where nothing is being typed here, this tab follows; else it stays beside it.
  elsewhere(): void {
    if (!this.changed() && this.safe) {
      this.follow()
    }
    this.tell()
  }

  private follow(): void {
    const revisions = this.around.memory.revisions(this.note)
    const branches = this.around.memory.branches(this.note)
    const [on] = this.basis
    if (on === undefined || branches.some((branch) => branch.head.id === on)) {
      return
    }
    const next = branches.filter((branch) => standsOn(revisions, branch.head.id, on)).sort(ownFirst)[0]
    if (next) {
      this.basis = [next.head.id]
      this.ownLine = [keyOf(this.basis)]
      this.content = this.basisContent = next.head.content
      this.line = line(revisions, next.head.id)
      this.at = this.line.length - 1
    }
  }

  private tell(): void {
    this.view.set(this.seen())
  }

  private seen(): SessionView {
    const others = this.around.memory.branches(this.note).filter((branch) => !this.basis.includes(branch.head.id))
    return {
      note: this.note,
      inspection: this.inspection,
      content: this.content,
      basedOn: this.basis,
      save: this.saveState(),
      others,
      canUndo: this.canUndo(),
      canRedo: this.at < this.line.length - 1,
    }
  }

  private saveState(): SaveState {
    if (this.kept !== this.version) {
      return this.refused ? { kind: 'not-saved', why: this.refused } : { kind: 'saving' }
    }
    if (this.basis.length === 0 && !this.changed()) {
      return { kind: 'untouched' }
    }
    const head = this.basis.length === 1 ? this.around.memory.revision(this.basis[0] as Id) : null
    if (head && !this.changed() && head.sent.kind !== 'device') {
      return head.sent
    }
    if (head && this.savedAt === 0) {
      return { kind: 'saved', at: head.written_at }
    }
    return this.savedAt === 0 ? { kind: 'untouched' } : { kind: 'saved', at: iso(this.savedAt) }
  }
}

function ownFirst(one: Branch, other: Branch): number {
  return Number(other.here) - Number(one.here) || newestFirst(one.head, other.head)
}

function keyOf(ids: Id[]): string {
  return parentsOf(ids).join('|')
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
