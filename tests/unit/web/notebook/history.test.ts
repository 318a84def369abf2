// A note's history is the same whatever the order, and however often, its revisions arrive.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import type { Content } from '../../../../joinedup/web/notebook/src/contract'
import {
  complete,
  heads,
  inOrder,
  line,
  parentsOf,
  restricted,
  standsOn,
  union,
  usable,
  type Node,
} from '../../../../joinedup/web/notebook/src/history'

const CONTENT: Content = {
  source: 'meeting',
  role: '',
  sector: 'police',
  criteria: ['c1'],
  tracked: '',
  direction: 'strength',
  text: 'Seen the same day.',
  child_words: '',
  seen_at: '2026-03-03',
  period_from: '',
  period_to: '',
  question: '',
  eyes: 'team',
}

function node(id: string, parents: string[], minute = 0, more: Partial<Content> = {}): Node {
  return { id, parents, written_at: `2026-03-03T14:${String(minute).padStart(2, '0')}:00.000Z`, content: { ...CONTENT, ...more } }
}

// A random history: each revision stands on none, one or several made before it, by clocks that are often wrong.
const histories = fc
  .array(fc.record({ on: fc.array(fc.nat(), { maxLength: 3 }), minute: fc.nat(59) }), { minLength: 1, maxLength: 14 })
  .map((drawn) =>
    drawn.map(({ on, minute }, at) => {
      const parents = at === 0 ? [] : parentsOf(on.map((parent) => `r${parent % at}`))
      return node(`r${at}`, parents, minute)
    }),
  )

const ids = (nodes: Node[]) => nodes.map((each) => each.id)

test('any order and any doubling give the same history and the same heads', () => {
  fc.assert(
    fc.property(
      histories.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))),
      ([all, arrived]) => {
        const kept = arrived.reduce<Node[]>((known, each) => union(known, [each]), [])
        assert.deepEqual(ids(inOrder(kept)), ids(inOrder(all)))
        assert.deepEqual(ids(heads(kept)), ids(heads(all)))
      },
    ),
  )
})

test('nothing is lost or doubled by a union, and parents come before children', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (all, cut) => {
      const at = cut % all.length
      const together = inOrder(union(all.slice(at), all))
      assert.equal(new Set(ids(together)).size, all.length)
      assert.equal(together.length, all.length)
      together.forEach((each, place) => each.parents.forEach((parent) => assert.ok(ids(together).indexOf(parent) < place)))
    }),
  )
})

// The slow, obvious reading of the definition.
test('heads are those that no other names', () => {
  fc.assert(
    fc.property(histories, (all) => {
      const obvious = all.filter((each) => !all.some((other) => other.parents.includes(each.id)))
      assert.deepEqual(ids(heads(all)).sort(), ids(obvious).sort())
    }),
  )
})

test('a joined note has one head again', () => {
  fc.assert(
    fc.property(histories, (all) => {
      const joined = node('joined', parentsOf(ids(heads(all))))
      assert.deepEqual(ids(heads([...all, joined])), ['joined'])
    }),
  )
})

test('a child that arrives before its parent is a head, and stays one when the parent comes', () => {
  const [first, second] = [node('a', []), node('b', ['a'])]
  assert.deepEqual(ids(heads([second])), ['b'])
  assert.deepEqual(ids(heads([second, first])), ['b'])
})

test('of two heads the one written later comes first, whichever arrived first', () => {
  const root = node('a', [])
  const [early, late] = [node('b', ['a'], 5), node('c', ['a'], 9)]
  assert.deepEqual(ids(heads([root, late, early])), ['c', 'b'])
  assert.deepEqual(ids(heads([early, root, late])), ['c', 'b'])
})

test('stands on: along any line of parents, and not across branches', () => {
  const all = new Map([node('a', []), node('b', ['a']), node('c', ['a']), node('d', ['b', 'c'])].map((each) => [each.id, each]))
  assert.ok(standsOn(all, 'd', 'a'))
  assert.ok(standsOn(all, 'd', 'c'))
  assert.ok(!standsOn(all, 'b', 'c'))
  assert.ok(!standsOn(all, 'a', 'd'))
})

test('the line of a head is what it said before, oldest first', () => {
  const all = new Map([node('a', [], 0, { text: 'one' }), node('b', ['a'], 1, { text: 'two' })].map((each) => [each.id, each]))
  assert.deepEqual(
    line(all, 'b').map((content) => content.text),
    ['one', 'two'],
  )
})

test('usable: where, who, on what, which way and what, and one head', () => {
  assert.ok(usable([node('a', [])]))
  assert.ok(!usable([node('a', []), node('b', [])]))
  assert.ok(!usable([]))
  for (const without of [{ source: '' }, { sector: '' }, { criteria: [] }, { direction: '' as const }, { text: ' \n' }]) {
    assert.ok(!complete({ ...CONTENT, ...without }))
  }
})

test('restricted from the first revision that says so, whatever a later one says', () => {
  assert.ok(restricted([node('a', [], 0, { eyes: 'restricted' }), node('b', ['a'], 1)]))
  assert.ok(!restricted([node('a', []), node('b', ['a'])]))
})
