// What the notebook's screens and its store say to each other. Nothing here runs: types only.
// Times: `written_at`, `at` and the like are ISO strings in UTC by this device's clock unless their comment says "server".

export type Id = string

// ---- What a revision is ("form 2"): as it is hashed and as it travels ----------------------------------------------------------

export type Direction = '' | 'strength' | 'concern' | 'context'

export interface Content {
  source: Id // kind of source, '' not chosen yet
  role: string // role spoken to, in words; never a name
  sector: Id
  criteria: Id[] // in the framework's order
  tracked: Id // tracked child, '' none
  direction: Direction
  text: string
  child_words: string // what the child said, in their own words
  seen_at: string // '2026-03-03T14:05Z' (minute, UTC), or '2026-03-03' (day only)
  period_from: string // 'YYYY-MM-DD' or ''
  period_to: string
  question: Id
  eyes: 'team' | 'restricted'
}

export interface Revision {
  id: Id
  note: Id
  parents: Id[] // sorted; [] for the first, two or more where branches are joined
  device: Id
  written_at: string // device clock, kept as it was even where it was wrong
  content: Content
  hash: string
}

export interface Arrival extends Revision {
  by: Id
  by_name: string
  inspectorate: Id
  number: number
  arrived_at: string // server
}

// ---- What the server gives for one inspection ----------------------------------------------------------------------------------

export interface Source {
  id: Id
  title: string
  about_child: boolean
  interview: boolean
  template: string // prompts printed into an empty note of that kind, '' none
}

export interface Criterion {
  id: Id
  area: Id
  text: string
  sectors: Id[]
  joint: boolean
}

// A slot of the fieldwork week its person goes to. Hours are London's, HH:MM.
export interface Slot {
  id: Id
  number: number
  title: string // what is done
  when: string // '9am to 10am', 'Morning'
  where: string // '' nobody has said
  date: string
  begins: string
  ends: string
  timed: boolean // false: it fills its half-day
  source: Id // what its note begins with, from here on; '' what the slot does not say
  sector: Id
  criteria: Id[]
  tracked: Id
}

export interface Pack {
  inspection: { id: Id; title: string; area: string; stage: string }
  areas: { id: Id; title: string }[]
  criteria: Criterion[]
  sectors: { id: Id; name: string }[]
  sources: Source[]
  children: { id: Id; code: string }[]
  timetable: { id: Id; title: string; date: string; until: string }[]
  slots?: Slot[] // none in packs from before there was a timetable
  people: { id: Id; name: string; inspectorate: Id }[]
  questions: { id: Id; line: string }[]
  name_hints: { salt: string; hashes: string[] }
  me: { id: Id; inspectorate: Id }
  lock_after_minutes: number // where a person chose nothing else
  lock_longest_minutes?: number // nobody may choose longer
  files: boolean
  may_write: boolean
  wipe: boolean
  head: string
}

// ---- Watching something that changes -------------------------------------------------------------------------------------------

export interface Watched<T> {
  get(): T
  // Calls `tell` after each change (not at once); returns the function that stops it. `get()` answers the same object until a change.
  subscribe(tell: () => void): () => void
}

// ---- Unlocking -----------------------------------------------------------------------------------------------------------------

export type LockState =
  | { kind: 'starting' }
  | { kind: 'new' } // no passphrase on this device yet: make one
  | { kind: 'locked'; neverSent: number } // never sent: changes that exist on this device only (counted without the passphrase)
  // loading: older notes are still being read; typing works already. covered: why it could not be locked, '' where nobody locked it;
  // the passphrase uncovers it, and it locks by itself once what was typed is on disk.
  | { kind: 'open'; loading: boolean; covered: string }
  | { kind: 'unavailable'; why: string } // this browser refuses to keep anything: nothing may be typed here
  | { kind: 'wiped'; why: string } // this device was withdrawn, or the notebook emptied at somebody's word

export type Unlocking = 'opened' | 'wrong' | 'failed'

// ---- One note as the screens see it --------------------------------------------------------------------------------------------

export type Sent =
  | { kind: 'device' } // on this device only, waiting to be sent
  | { kind: 'sent'; at: string } // the server has it durably; server's time
  | { kind: 'aside'; why: string } // the server has it, and could not place it: a person there decides

export interface KnownRevision extends Revision {
  by: Id // '' where it was written on this device and is not sent yet: then it is mine
  by_name: string
  inspectorate: Id
  arrived_at: string // server, '' where not sent
  sent: Sent
}

// One head of a note. A note with more than one is shown side by side until somebody joins them.
export interface Branch {
  head: KnownRevision
  here: boolean // written on this device
}

export interface NoteView {
  id: Id
  inspection: Id
  mine: boolean // only my own notes open for typing
  content: Content // of the newest head
  branches: Branch[] // newest first; length 1 where there is nothing to join
  usable: boolean // source, sector, a criterion, direction and more text than prompts, and one head only
  restricted: boolean
  changed_at: string
  sent: Sent // 'device' as soon as any of its revisions is
  revisions: number
}

// ---- Writing one note ----------------------------------------------------------------------------------------------------------

export type SaveState =
  | { kind: 'untouched' } // nothing typed since it was opened
  | { kind: 'saving' } // typed, on its way to the disk (≤ 250 ms)
  | { kind: 'saved'; at: string } // "Saved on this device": an IndexedDB transaction with strict durability has completed
  | { kind: 'sent'; at: string } // "Sent 14:02": the server has it durably (server's time)
  | { kind: 'aside'; why: string } // the server keeps it aside, and why
  | { kind: 'not-saved'; why: string } // "Not saved": IndexedDB refused; the text stays on screen and is tried again by itself

// The branch being typed is based on `basedOn`; give it back with what was typed, so that text which came from elsewhere while a key
// was on its way makes a branch and is never written over.
export interface SessionView {
  note: Id
  inspection: Id
  content: Content
  basedOn: Id[]
  save: SaveState
  // Heads other than the one typed on: shown side by side. [] almost always.
  others: Branch[]
  canUndo: boolean
  canRedo: boolean
}

export interface EditingSession extends Watched<SessionView> {
  // Whole content each time. Never waits, never throws; saves within 250 ms.
  type(content: Content, basedOn: Id[]): void
  // Goes back to the content before, as a new revision: nothing is taken away.
  undo(): void
  redo(): void
  // Types an earlier wording once more; what stood here is in the history before it is left.
  backTo(content: Content): void
  // Makes one of the heads shown: the joined content, on top of exactly these heads (ids of all heads the person saw).
  // Rejects with a sentence, and joins nothing, where what was typed before is not in the history yet.
  join(content: Content, heads: Id[]): Promise<void>
  // Every keystroke on disk now; true when it is. Leaving a field, a note or the page calls it; harmless at any time.
  save(): Promise<boolean>
  // Cut into a revision and let go. False: it could not be saved; the session stays open and must stay on screen.
  close(): Promise<boolean>
}

// ---- Sending -------------------------------------------------------------------------------------------------------------------

export type SyncPhase =
  | 'starting'
  | 'idle' // everything sent
  | 'sending'
  | 'waiting' // something to send, tried again at nextTry
  | 'offline'
  | 'sign-in' // "Sign in to send"
  | 'other-person' // somebody else is signed in here: nothing is sent under their name
  | 'withdrawn' // this device was revoked

export interface SyncState {
  phase: SyncPhase
  queued: number // revisions not sent yet
  aside: { id: Id; note: Id; inspection: Id; why: string }[]
  lastSent: string // server's time when it last took something in, '' never
  nextTry: string // '' none planned
  trouble: string // a sentence for people, '' none
  // Device's clock minus server's, in minutes, rounded; null not known. Told when 2 or more: times written are left as they were.
  clockOff: number | null
  otherTab: boolean // another tab of this notebook does the sending
}

export interface InspectionHere {
  id: Id
  title: string
  stage: string
  mayWrite: boolean
  packed: boolean // its pack is on this device: works offline
  wipe: boolean // fieldwork is over: to be sent, proved and wiped from this device
}

// ---- Finding -------------------------------------------------------------------------------------------------------------------

export interface Asked {
  text?: string // every word must begin a word of the note; case and accents do not matter
  criterion?: Id
  sector?: Id
  source?: Id
  tracked?: Id
  direction?: Direction
  mine?: boolean
  toJoin?: boolean
  unusable?: boolean
}

export interface Hint {
  start: number // offsets in the text, UTF-16
  end: number
  words: string
}

export interface Covered {
  id: Id
  mine: number // usable notes of mine
  team: number // usable notes on this device, mine included
  toJoin: number // notes of mine about it in two wordings: said among the notes to join, not as missing
}

export interface WorkLeft {
  children: Covered[] // every tracked child of the pack
  criteria: Covered[]
  sources: Covered[] // every kind of source that is an interview
  unheard: Slot[] // interviews that are over without a note on this device
  unfinished: NoteView[] // my notes that are not usable yet (nothing chosen, or to be joined)
  toJoin: NoteView[]
}

// ---- Going away ----------------------------------------------------------------------------------------------------------------

export interface Wiping {
  wiped: boolean
  why: string // why not, as a sentence; '' where wiped
  proof: { revisions: number; digest: string; at: string } | null
}

// ---- The notebook --------------------------------------------------------------------------------------------------------------

export interface Notebook {
  lock: Watched<LockState>
  sync: Watched<SyncState>
  inspections: Watched<InspectionHere[]>
  // Rises with every change to any note (typed here, in another tab, or arrived): ask again for what you show.
  changed: Watched<number>
  // A new version of the app waits. Nothing is interrupted: it comes when every tab is closed, or by `update()`.
  updateReady: Watched<boolean>
  // Whether the browser promised not to clear what is kept here (navigator.storage.persist); null while not asked.
  kept: Watched<boolean | null>

  // `deviceName`: what its owner calls this device ("Work laptop"); the server lists devices under it.
  create(passphrase: string, deviceName: string): Promise<Unlocking>
  deviceName(): string // '' while locked
  // After how many minutes without a key or a touch it locks by itself, and what a person may choose instead.
  lockTime(): { minutes: number; choices: number[] }
  chooseLockTime(minutes: number): Promise<boolean> // false: it could not be kept
  unlock(passphrase: string): Promise<Unlocking>
  changePassphrase(old: string, chosen: string): Promise<Unlocking>
  // Pieces of this device's notebook that could not be read: they stay where they are, and everything else goes on.
  unreadable(): number
  // Saves, then drops the key. False: something typed is not saved yet, so the notebook stays open, covered.
  lockNow(): Promise<boolean>
  // Each key or touch: puts off the lock.
  active(): void

  pack(inspection: Id): Pack | null
  notes(inspection: Id, asked?: Asked): NoteView[] // newest first
  note(id: Id): NoteView | null
  isClosed(id: Id): boolean // once open to this person, now for others' eyes only: it is not on this device any more
  history(id: Id): KnownRevision[] // oldest first, every branch; parents before children

  emptyContent(inspection: Id, source?: Id): Content // seen now, with the kind's template
  begin(inspection: Id, content: Content): EditingSession // nothing is kept until something is typed
  open(note: Id, head?: Id): Promise<EditingSession> // on `head`, or the newest of this device's heads
  openSessions(): EditingSession[]

  hints(inspection: Id, text: string): Promise<Hint[]>
  workLeft(inspection: Id): WorkLeft

  sendNow(): void // "Try now", and after signing in
  // "Check that the server has everything": what it misses is queued again. Rejects with a sentence where it cannot be asked.
  check(): Promise<{ asked: number; missing: number }>

  exportAll(inspection: Id, kind: 'html' | 'json'): Promise<Blob>

  // Sends all, proves that the server has it, then empties this device of the inspection.
  wipe(inspection: Id): Promise<Wiping>
  // What was emptied with proof before, newest first; [] while locked.
  proofs(): { revisions: number; digest: string; at: string }[]
  // The passphrase is forgotten: empties everything. What was never sent is lost (LockState 'locked' says how many).
  forget(): Promise<void>

  // Saves everything, then loads the new version. False with the reason where something could not be saved or other tabs are open.
  update(): Promise<{ updating: boolean; why: string }>
}

export declare function openNotebook(): Promise<Notebook>
