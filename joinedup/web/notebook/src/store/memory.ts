// Everything readable of the open notebook, held in memory: what screens list and search. Emptied when the notebook is locked.
import type { Arrival, Asked, Branch, Id, KnownRevision, NoteView, Pack, Revision, Sent } from '../contract'
import { newestFirst, heads, inOrder, restricted, usable } from '../history'
import { promptsOf } from '../prompts'
import { Search } from '../search'
import { Value } from './watched'

const AT_ONCE = 50

export interface Arrived {
  by: Id
  by_name: string
  inspectorate: Id
  number: number
  arrived_at: string
}

export interface Receipt {
  at: string // server's, '' where kept aside
  why: string // '' where it has its place
}

interface Held {
  inspection: Id
  revisions: Map<Id, KnownRevision>
  view: NoteView | null
}

export class Memory {
  readonly changed = new Value(0)
  readonly packs = new Map<Id, Pack>()
  readonly search = new Search()
  readonly unreadable = new Set<string>() // rows on this device that could not be opened: they stay on the disk as they are
  private readonly held = new Map<Id, Held>()
  private readonly noteOf = new Map<Id, Id>()
  private readonly closedNotes = new Set<Id>()
  private reading = false
  private wanted = false // something came while what came before was being made ready
  forgets = 0 // rises with each forgetting: what was read from the disk before it is read again

  constructor(
    private readonly device: Id,
    private readonly owner: () => Id,
  ) {}

  put(inspection: Id, revision: Revision, arrived?: Arrived, receipt?: Receipt): void {
    this.closedNotes.delete(revision.note)
    const held = this.held.get(revision.note) ?? { inspection, revisions: new Map(), view: null }
    const known = held.revisions.get(revision.id)
    held.revisions.set(revision.id, {
      ...revision,
      by: arrived?.by ?? known?.by ?? '',
      by_name: arrived?.by_name ?? known?.by_name ?? '',
      inspectorate: arrived?.inspectorate ?? known?.inspectorate ?? '',
      arrived_at: arrived?.arrived_at ?? known?.arrived_at ?? receipt?.at ?? '',
      sent: sentOf(arrived, receipt) ?? known?.sent ?? { kind: 'device' },
    })
    this.held.set(revision.note, held)
    this.noteOf.set(revision.id, revision.note)
    this.touched(revision.note, held)
  }

  receipt(id: Id, receipt: Receipt): void {
    const note = this.noteOf.get(id)
    const held = note === undefined ? undefined : this.held.get(note)
    const known = held?.revisions.get(id)
    if (note !== undefined && held && known) {
      held.revisions.set(id, { ...known, arrived_at: known.arrived_at || receipt.at, sent: sentOf(undefined, receipt) ?? known.sent })
      this.touched(note, held)
    }
  }

  unsent(id: Id): void {
    const note = this.noteOf.get(id)
    const held = note === undefined ? undefined : this.held.get(note)
    const known = held?.revisions.get(id)
    if (note !== undefined && held && known) {
      held.revisions.set(id, { ...known, sent: { kind: 'device' } })
      this.touched(note, held)
    }
  }

  private touched(note: Id, held: Held): void {
    held.view = null
    this.search.forget(note)
  }

  tell(): void {
    this.changed.set(this.changed.get() + 1)
  }

  revision(id: Id): KnownRevision | null {
    return this.held.get(this.noteOf.get(id) ?? '')?.revisions.get(id) ?? null
  }

  revisions(note: Id): ReadonlyMap<Id, KnownRevision> {
    return this.held.get(note)?.revisions ?? new Map()
  }

  inspectionOf(note: Id): Id {
    return this.held.get(note)?.inspection ?? ''
  }

  history(note: Id): KnownRevision[] {
    return inOrder(this.revisions(note).values())
  }

  branches(note: Id): Branch[] {
    return heads(this.revisions(note).values()).map((head) => ({ head, here: head.device === this.device }))
  }

  view(note: Id): NoteView | null {
    const held = this.held.get(note)
    if (!held || held.revisions.size === 0) {
      return null
    }
    return (held.view ??= this.made(note, held))
  }

  private made(note: Id, held: Held): NoteView {
    const branches = this.branches(note)
    const all = [...held.revisions.values()]
    const newest = (branches[0] as Branch).head
    return {
      id: note,
      inspection: held.inspection,
      mine: all.some((each) => this.isMine(each)),
      content: newest.content,
      branches,
      usable: usable(branches.map((branch) => branch.head), promptsOf(this.packs.get(held.inspection))),
      restricted: restricted(all),
      changed_at: newest.written_at,
      sent: together(all, newest),
      revisions: all.length,
    }
  }

  private isMine(revision: KnownRevision): boolean {
    return revision.by === '' || revision.by === this.owner()
  }

  notes(inspection: Id, asked: Asked = {}): NoteView[] {
    const views: NoteView[] = []
    const found = asked.text ? this.search.words(asked.text) : []
    for (const [note, held] of this.held) {
      const view = held.inspection === inspection ? this.view(note) : null
      if (view && fits(view, asked) && (found.length === 0 || this.search.holds(view, found))) {
        views.push(view)
      }
    }
    return views.sort((one, other) => newestFirst(order(one), order(other)))
  }

  // What the search reads, made ready a few notes at a time: the first key in the search waits for nothing, and no key for this.
  async readAhead(going: () => boolean): Promise<void> {
    this.wanted = true
    while (this.wanted && !this.reading && going()) {
      this.wanted = false
      this.reading = true
      let read = 0
      for (const note of this.held.keys()) {
        const view = going() ? this.view(note) : null
        if (view && this.search.reads(view) && (read += 1) % AT_ONCE === 0) {
          await new Promise((later) => setTimeout(later, 0))
        }
      }
      this.reading = false
    }
  }

  all(): IterableIterator<Id> {
    return this.held.keys()
  }

  // How many are held, for reading on without asking for every note.
  get size(): number {
    return this.held.size
  }

  drop(inspection: Id): void {
    for (const [note, held] of this.held) {
      if (held.inspection === inspection) {
        held.revisions.forEach((_, id) => this.noteOf.delete(id))
        this.held.delete(note)
        this.search.forget(note)
      }
    }
    this.packs.delete(inspection)
  }

  // Notes this person may not read any more, whether they are still here or not.
  closed(notes: Id[]): void {
    notes.forEach((note) => this.closedNotes.add(note))
  }

  isClosed(note: Id): boolean {
    return this.closedNotes.has(note)
  }

  forget(notes: Id[]): void {
    this.forgets += 1
    for (const note of notes) {
      this.held.get(note)?.revisions.forEach((_, id) => this.noteOf.delete(id))
      this.held.delete(note)
      this.search.forget(note)
      this.closedNotes.add(note)
    }
  }

  empty(): void {
    this.closedNotes.clear()
    this.held.clear()
    this.noteOf.clear()
    this.packs.clear()
    this.search.empty()
    this.unreadable.clear()
  }
}

function order(view: NoteView) {
  return { id: view.id, parents: [], written_at: view.changed_at, content: view.content }
}

function sentOf(arrived?: Arrived, receipt?: Receipt): Sent | null {
  if (arrived) {
    return { kind: 'sent', at: arrived.arrived_at }
  }
  if (receipt) {
    return receipt.why ? { kind: 'aside', why: receipt.why } : { kind: 'sent', at: receipt.at }
  }
  return null
}

// On this device as long as any part is; aside if any part is; else sent when its newest was.
function together(all: KnownRevision[], newest: KnownRevision): Sent {
  const waiting = all.find((each) => each.sent.kind === 'device') ?? all.find((each) => each.sent.kind === 'aside')
  return (waiting ?? newest).sent
}

function fits(view: NoteView, asked: Asked): boolean {
  const { content } = view
  return (
    (asked.criterion === undefined || content.criteria.includes(asked.criterion)) &&
    (asked.sector === undefined || content.sector === asked.sector) &&
    (asked.source === undefined || content.source === asked.source) &&
    (asked.tracked === undefined || content.tracked === asked.tracked) &&
    (asked.direction === undefined || content.direction === asked.direction) &&
    (asked.mine === undefined || view.mine === asked.mine) &&
    (asked.toJoin === undefined || view.branches.length > 1 === asked.toJoin) &&
    (asked.unusable === undefined || !view.usable === asked.unusable)
  )
}

export function arrivedOf(arrival: Arrival): Arrived {
  const { by, by_name, inspectorate, number, arrived_at } = arrival
  return { by, by_name, inspectorate, number, arrived_at }
}

