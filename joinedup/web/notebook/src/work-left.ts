// What nobody has a note on yet, counted from the notes on this device. Counts of notes only; nothing here ranks anybody.
import type { Content, Covered, Id, NoteView, Pack, WorkLeft } from './contract'
import { unheard } from './slots'

export function workLeft(pack: Pack, notes: NoteView[], now: Date): WorkLeft {
  const usable = notes.filter((note) => note.usable)
  const toJoin = notes.filter((note) => note.mine && note.branches.length > 1)
  const counted = (ids: Id[], about: (content: Content) => Id[]): Covered[] =>
    ids.map((id) => {
      const on = usable.filter((note) => about(note.content).includes(id))
      const joining = toJoin.filter((note) => note.branches.some(({ head }) => about(head.content).includes(id)))
      return { id, mine: on.filter((note) => note.mine).length, team: on.length, toJoin: joining.length }
    })
  const interviews = pack.sources.filter((source) => source.interview).map((source) => source.id)
  return {
    children: counted(
      pack.children.map((child) => child.id),
      (content) => [content.tracked],
    ),
    criteria: counted(
      pack.criteria.map((criterion) => criterion.id),
      (content) => content.criteria,
    ),
    sources: counted(interviews, (content) => [content.source]),
    unheard: unheard(pack, notes, now),
    unfinished: notes.filter((note) => note.mine && !note.usable),
    toJoin,
  }
}
