// A note is a set of revisions. Its heads are those no other names as a parent; more than one head is branches, until somebody joins
// them. Nothing here depends on the order or the number of times a revision arrived.
import type { Content, Id } from './contract'
import { NO_PROMPTS, saysSomething, type Prompts } from './prompts'

export interface Node {
  id: Id
  parents: Id[]
  written_at: string
  content: Content
}

// Newest first by the clock of whoever wrote it; ids settle what clocks leave open, so that every device shows one order.
export function newestFirst(one: Node, other: Node): number {
  return one.written_at === other.written_at
    ? compare(other.id, one.id)
    : compare(other.written_at, one.written_at)
}

export function heads<N extends Node>(revisions: Iterable<N>): N[] {
  const all = [...revisions]
  const named = new Set(all.flatMap((revision) => revision.parents))
  return all.filter((revision) => !named.has(revision.id)).sort(newestFirst)
}

// The union of two sets. Which of two rows of one id is kept does not matter: a revision's content never changes.
export function union<N extends Node>(one: Iterable<N>, other: Iterable<N>): N[] {
  const byId = new Map<Id, N>()
  for (const revision of [...one, ...other]) {
    if (!byId.has(revision.id)) {
      byId.set(revision.id, revision)
    }
  }
  return [...byId.values()]
}

// Oldest first, parents always before children; what nothing else settles goes by time written, then id.
export function inOrder<N extends Node>(revisions: Iterable<N>): N[] {
  const left = new Map([...revisions].map((revision) => [revision.id, revision]))
  const children = new Map<Id, N[]>()
  const waiting = new Map<Id, number>()
  for (const revision of left.values()) {
    const here = revision.parents.filter((parent) => left.has(parent))
    waiting.set(revision.id, here.length)
    here.forEach((parent) => children.set(parent, [...(children.get(parent) ?? []), revision]))
  }
  const ready = [...left.values()].filter((revision) => waiting.get(revision.id) === 0)
  const ordered: N[] = []
  while (ready.length > 0) {
    ready.sort(newestFirst)
    const next = ready.pop() as N
    ordered.push(next)
    for (const child of children.get(next.id) ?? []) {
      const still = (waiting.get(child.id) as number) - 1
      waiting.set(child.id, still)
      if (still === 0) {
        ready.push(child)
      }
    }
  }
  return ordered
}

// Whether `later` stands on `earlier` (or is it), as far as the revisions here can tell.
export function standsOn(revisions: ReadonlyMap<Id, Node>, later: Id, earlier: Id): boolean {
  const seen = new Set<Id>()
  const open = [later]
  while (open.length > 0) {
    const id = open.pop() as Id
    if (id === earlier) {
      return true
    }
    if (!seen.has(id)) {
      seen.add(id)
      open.push(...(revisions.get(id)?.parents ?? []))
    }
  }
  return false
}

// The contents along first parents, oldest first: what undo walks back through.
export function line(revisions: ReadonlyMap<Id, Node>, head: Id): Content[] {
  const contents: Content[] = []
  for (let at = revisions.get(head); at; at = revisions.get(at.parents[0] ?? '')) {
    contents.unshift(at.content)
  }
  return contents
}

// A parent list as it is hashed: sorted, each once.
export function parentsOf(ids: Iterable<Id>): Id[] {
  return [...new Set(ids)].sort(compare)
}

// Whether a finding may rest on it, as far as its words go: one head that says where, who, on what, which way, and what.
export function usable(branches: readonly Node[], prompts: Prompts = NO_PROMPTS): boolean {
  const [head] = branches
  return branches.length === 1 && head !== undefined && complete(head.content, prompts)
}

export function complete(content: Content, prompts: Prompts = NO_PROMPTS): boolean {
  const { source, sector, criteria, direction, text } = content
  return source !== '' && sector !== '' && criteria.length > 0 && direction !== '' && saysSomething(text, prompts)
}

// In force as soon as any revision says so.
export function restricted(revisions: Iterable<Node>): boolean {
  return [...revisions].some((revision) => revision.content.eyes === 'restricted')
}

// By code units, as Python sorts ASCII ids: never by the language of the device.
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
