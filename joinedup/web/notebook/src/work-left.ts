// What nobody has a note on yet, counted from the notes on this device. Counts of notes only; nothing here ranks anybody.
import type { Covered, Id, NoteView, Pack, WorkLeft } from './contract'

export function workLeft(pack: Pack, notes: NoteView[]): WorkLeft {
  const usable = notes.filter((note) => note.usable)
  const counted = (ids: Id[], about: (note: NoteView) => Id[]): Covered[] =>
    ids.map((id) => {
      const on = usable.filter((note) => about(note).includes(id))
      return { id, mine: on.filter((note) => note.mine).length, team: on.length }
    })
  const interviews = pack.sources.filter((source) => source.interview).map((source) => source.id)
  return {
    children: counted(
      pack.children.map((child) => child.id),
      (note) => [note.content.tracked],
    ),
    criteria: counted(
      pack.criteria.map((criterion) => criterion.id),
      (note) => note.content.criteria,
    ),
    sources: counted(interviews, (note) => [note.content.source]),
    unfinished: notes.filter((note) => note.mine && !note.usable),
    toJoin: notes.filter((note) => note.mine && note.branches.length > 1),
  }
}
