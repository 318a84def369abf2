// What the screens work out: what differs, what joining starts from, times as people say them, addresses of screens.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import type { Content, SyncState } from '../../../../joinedup/web/notebook/src/contract'
import { keepBoth, pieces } from '../../../../joinedup/web/notebook/src/screens/differences'
import { proposed } from '../../../../joinedup/web/notebook/src/screens/join'
import { syncWords } from '../../../../joinedup/web/notebook/src/screens/notices'
import { parse, to } from '../../../../joinedup/web/notebook/src/screens/route'
import { saveWords } from '../../../../joinedup/web/notebook/src/screens/save-line'
import { fields, joined, plausible, seen } from '../../../../joinedup/web/notebook/src/screens/times'

const EMPTY: Content = {
  source: '', role: '', sector: '', criteria: [], tracked: '', direction: '', text: '', child_words: '',
  seen_at: '', period_from: '', period_to: '', question: '', eyes: 'team',
}
const words = fc.array(fc.constantFrom('school', 'rang', 'home', ' ', '\n', 'the', '  ')).map((list) => list.join(''))
const lines = fc.array(fc.constantFrom('She was seen.', 'He was not.', '', 'School rang.')).map((list) => list.join('\n'))

test('the pieces of a wording are the wording', () => {
  fc.assert(fc.property(words, words, (one, other) => {
    assert.equal(pieces(one, other).map((piece) => piece.text).join(''), one)
  }))
})

test('a wording differs in nothing from itself', () => {
  fc.assert(fc.property(words, (one) => {
    assert.ok(pieces(one, one).every((piece) => !piece.only))
  }))
})

test('what only one says is marked, and nothing else', () => {
  assert.deepEqual(pieces('She rang the school.', 'She rang home.').filter((piece) => piece.only).map((piece) => piece.text.trim()), ['the school.'])
})

test('keeping both loses no line of either, and keeps the order of each', () => {
  fc.assert(fc.property(lines, lines, (one, other) => {
    const whole = keepBoth(one, other).split('\n')
    for (const part of [one, other]) {
      let at = 0
      for (const line of part.split('\n')) {
        const found = whole.indexOf(line, at)
        assert.notEqual(found, -1, `${JSON.stringify(line)} is lost`)
        at = found + 1
      }
    }
  }))
})

test('keeping both of one text is that text', () => {
  fc.assert(fc.property(lines, (one) => assert.equal(keepBoth(one, one), one)))
})

test('two very long wordings are compared without making anybody wait', () => {
  const [one, other] = [Array.from({ length: 4000 }, (_, n) => `a${n}`).join(' '), Array.from({ length: 4000 }, (_, n) => `b${n}`).join(' ')]
  const found = pieces(one, other)
  assert.equal(found.map((piece) => piece.text).join(''), one)
  assert.ok(found.some((piece) => piece.only))
})

test('joining starts from everything: texts, criteria, what one filled in, and the narrower eyes', () => {
  const one = { ...EMPTY, text: 'Seen.\nRang school.', criteria: ['c2'], direction: 'concern' as const }
  const other = { ...EMPTY, text: 'Seen.\nRang home.', criteria: ['c1'], sector: 'police', eyes: 'restricted' as const, child_words: '“No.”' }
  const start = proposed([one, other], ['c1', 'c2', 'c3'])
  assert.equal(start.text, 'Seen.\nRang school.\nRang home.')
  assert.deepEqual(start.criteria, ['c1', 'c2'])
  assert.deepEqual([start.direction, start.sector, start.eyes, start.child_words.trim()], ['concern', 'police', 'restricted', '“No.”'])
})

test('a period stays together when wordings are joined', () => {
  const other = { ...EMPTY, period_from: '2026-01-01', period_to: '2026-02-01' }
  assert.deepEqual([proposed([EMPTY, other], []).period_from, proposed([EMPTY, other], []).period_to], ['2026-01-01', '2026-02-01'])
})

test('a day and a time of London come back as they were typed, summer and winter', () => {
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  const time = fc.tuple(fc.integer({ min: 3, max: 23 }), fc.integer({ min: 0, max: 59 })).map((two) => two.map((n) => String(n).padStart(2, '0')).join(':'))
  fc.assert(fc.property(day, time, (date, clock) => {
    assert.deepEqual(fields(joined(date, clock)), { date, time: clock })
  }))
})

test('a day alone stays a day, in what is kept and in words', () => {
  assert.equal(joined('2026-03-03', ''), '2026-03-03')
  assert.deepEqual(fields('2026-03-03'), { date: '2026-03-03', time: '' })
  assert.equal(seen('2026-03-03'), 'Tue 3 March 2026')
  assert.equal(seen('2026-07-03T13:05Z'), 'Fri 3 July 2026 at 14:05')
  assert.equal(seen(''), '')
})

test('an address of a screen is read as it was made', () => {
  fc.assert(fc.property(fc.uuid(), fc.constantFrom('notes', 'device'), fc.string({ minLength: 1 }), (inspection, screen, about) => {
    assert.deepEqual(parse(to(inspection, screen, about)), { inspection, screen, about, part: '' })
  }))
  assert.deepEqual(parse(''), { inspection: '', screen: '', about: '', part: '' })
})

test('the words by the text say what is so', () => {
  assert.equal(saveWords({ kind: 'saved', at: '2026-03-03T14:02:00Z' }), 'Saved on this device')
  assert.equal(saveWords({ kind: 'sent', at: '2026-07-03T13:02:00Z' }), 'Sent 14:02')
  assert.equal(saveWords({ kind: 'not-saved', why: 'the disk is full' }), 'Not saved: the disk is full')
})

test('how sending stands is said for every phase, with what waits', () => {
  const state = { queued: 2, aside: [], lastSent: '', nextTry: '', trouble: '', clockOff: null, otherTab: false }
  const phases: SyncState['phase'][] = ['idle', 'sending', 'waiting', 'offline', 'sign-in', 'other-person']
  for (const phase of phases) {
    assert.match(syncWords({ ...state, phase }), /2 changes to send/)
  }
  assert.equal(syncWords({ ...state, phase: 'offline', queued: 0 }), 'Offline: you can go on writing')
})

test('a year half typed is no day: it is not taken, breaks nothing, and keeps its four digits', () => {
  const now = new Date('2026-03-03T14:05:00Z')
  for (const typed of ['0002-02-21', '0020-02-21', '0202-02-21', '1989-12-31', '2026-03-05', '12026-02-21', '2026-02', 'x']) {
    assert.equal(plausible(typed, false, now), false, typed)
  }
  for (const typed of ['', '1990-01-01', '2026-02-21', '2026-03-03', '2026-03-04']) {
    assert.equal(plausible(typed, false, now), true, typed)
  }
  assert.deepEqual([plausible('2027-01-01', true, now), plausible('0002-01-01', true, now), plausible('0020-01-01', true, now)], [true, false, false])
  assert.equal(fields('0002-02-21T14:05Z').date, '0002-02-21')
  assert.deepEqual([joined('12026-02-21', '14:05'), joined('2026-02', '14:05'), joined('', '14:05')], ['', '', ''])
  assert.deepEqual([fields('no day'), seen('no day')], [{ date: '', time: '' }, 'no day'])
  assert.equal(joined('2026-02-21', '14:05'), '2026-02-21T14:05Z')
})
