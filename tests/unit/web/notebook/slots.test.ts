// What a slot of the timetable begins a note with, and which interviews have no note yet.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Content, NoteView, Pack, Slot } from '../../../../joinedup/web/notebook/src/contract'
import { begunBy, slotsOn, unheard } from '../../../../joinedup/web/notebook/src/slots'
import { PACK, says } from './fakes'

const SLOT: Slot = {
  id: 's1',
  number: 1,
  title: 'Interview leaders',
  when: '9am to 10am',
  where: 'The town hall',
  date: '2026-06-15',
  begins: '09:00',
  ends: '10:00',
  timed: true,
  source: 'leader',
  sector: 'police',
  criteria: ['c1'],
  tracked: '',
}
const AFTER = new Date('2026-06-15T12:00Z')
const pack = (...slots: Slot[]): Pack => ({ ...PACK, slots })
const note = (content: Partial<Content>, view: Partial<NoteView> = {}) =>
  ({ usable: true, mine: true, content: { ...says('Said'), ...content }, ...view }) as NoteView
const heard = { source: 'leader', sector: 'police', seen_at: '2026-06-15T08:10Z' } // ten past nine in London

test('a slot begins its note: source, sector, criteria, child and the hour it began, London time', () => {
  const begun = begunBy({ ...SLOT, tracked: 'k1' }, says(''), AFTER)
  assert.deepEqual([begun.source, begun.sector, begun.criteria, begun.tracked], ['leader', 'police', ['c1'], 'k1'])
  assert.equal(begun.seen_at, '2026-06-15T08:00Z')
})

test('a slot that fills its half-day gives the day alone, and one still to come leaves when it was seen as it is', () => {
  assert.equal(begunBy({ ...SLOT, timed: false }, says(''), AFTER).seen_at, '2026-06-15')
  const before = new Date('2026-06-15T07:59Z')
  assert.equal(begunBy(SLOT, says('', { seen_at: '2026-06-15T07:59Z' }), before).seen_at, '2026-06-15T07:59Z')
})

test('the slots of a day, and none in a pack from before there was a timetable', () => {
  assert.deepEqual(slotsOn(pack(SLOT, { ...SLOT, id: 's2', date: '2026-06-16' }), '2026-06-16').map((one) => one.id), ['s2'])
  assert.deepEqual(slotsOn(PACK, '2026-06-15'), [])
  assert.deepEqual(unheard(PACK, [], AFTER), [])
})

test('an interview without a note is told once it is over', () => {
  assert.deepEqual(unheard(pack(SLOT), [], AFTER), [SLOT])
  assert.deepEqual(unheard(pack(SLOT), [], new Date('2026-06-15T08:59Z')), []) // one minute to ten in London
  assert.deepEqual(unheard(pack({ ...SLOT, source: 'meeting' }), [], AFTER), []) // no interview
})

test('a note of its day, kind, sector, child and hour comes from it; any other does not', () => {
  const without = (...notes: NoteView[]) => unheard(pack(SLOT), notes, AFTER).length
  assert.equal(without(note(heard)), 0)
  assert.equal(without(note({ ...heard, seen_at: '2026-06-15' })), 0) // the day alone
  assert.equal(without(note({ ...heard, seen_at: '2026-06-14T08:10Z' })), 1)
  assert.equal(without(note({ ...heard, seen_at: '2026-06-15T09:00Z' })), 1) // ten o'clock: it was over
  assert.equal(without(note({ ...heard, sector: 'health' })), 1)
  assert.equal(without(note({ ...heard, source: 'meeting' })), 1)
  assert.equal(without(note(heard, { usable: false, mine: false })), 1)
  assert.equal(unheard(pack({ ...SLOT, sector: '' }), [note({ ...heard, sector: 'health' })], AFTER).length, 0)
  assert.equal(unheard(pack({ ...SLOT, tracked: 'k1' }), [note(heard)], AFTER).length, 1)
})
