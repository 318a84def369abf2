// The slots of the fieldwork week a person goes to: what a note begun from one says already, and which interviews have no note yet.
import type { Content, NoteView, Pack, Slot } from './contract'
import { fields, joined, minute } from './screens/times'

/** A note as its slot begins it. Before the slot has begun, when it was seen is left as it is. */
export function begunBy(slot: Slot, content: Content, now: Date): Content {
  const begun = joined(slot.date, slot.begins) <= minute(now)
  const seen = slot.timed ? joined(slot.date, slot.begins) : slot.date
  return {
    ...content,
    source: slot.source,
    sector: slot.sector,
    criteria: [...slot.criteria],
    tracked: slot.tracked,
    seen_at: begun ? seen : content.seen_at,
  }
}

export function slotsOn(pack: Pack, date: string): Slot[] {
  return (pack.slots ?? []).filter((slot) => slot.date === date)
}

/** The interviews that are over and from which no note on this device can come. The server asks the same (evidence/core/noted.py). */
export function unheard(pack: Pack, notes: NoteView[], now: Date): Slot[] {
  const interviews = new Set(pack.sources.filter((source) => source.interview).map((source) => source.id))
  const written = notes.filter((note) => note.usable || note.mine).map((note) => note.content)
  const over = (slot: Slot) => joined(slot.date, slot.ends) <= minute(now)
  return (pack.slots ?? []).filter((slot) => interviews.has(slot.source) && over(slot) && !written.some((content) => comesFrom(slot, content)))
}

function comesFrom(slot: Slot, content: Content): boolean {
  const { date, time } = fields(content.seen_at)
  return (
    content.source === slot.source &&
    date === slot.date &&
    ['', content.sector].includes(slot.sector) &&
    ['', content.tracked].includes(slot.tracked) &&
    (time === '' || (slot.begins <= time && time < slot.ends))
  )
}
