// The first screen of an inspection: what is left for me to do, before anything else.
import type { ComponentChildren } from 'preact'

import type { Covered, Id, NoteView, Slot } from '../contract'
import { slotsOn } from '../slots'
import { type Words, useChanges, useNotebook, useWatched } from './context'
import { Heading } from './frame'
import { NoteLine } from './note-line'
import { count } from './parts'
import { to } from './route'
import { day, today } from './times'

export function WorkLeft({ words }: { words: Words }) {
  const notebook = useNotebook()
  useChanges()
  const { pack } = words
  const here = pack.inspection.id
  const left = notebook.workLeft(here)
  const sync = useWatched(notebook.sync)
  const aside = sync.aside.filter((one) => one.inspection === here)
  const without = (list: readonly Covered[]) => list.filter((one) => one.mine === 0 && one.toJoin === 0) // to join is said above
  const unfinished = left.unfinished.filter((note) => note.branches.length === 1)
  return (
    <>
      <Heading title="My work left" />
      <div class="app-actions">
        {pack.may_write && <a class="govuk-button" role="button" draggable={false} href={to(here, 'notes', 'new')}>Write a note</a>}
        <a class="govuk-link" href={to(here, 'notes')}>Notes on this device</a>
      </div>
      <Today words={words} />
      {left.toJoin.length > 0 && (
        <Part title="Written in two places" told="Nothing was written over. Read both, and join them.">
          <Notes notes={left.toJoin} words={words} link="join" />
        </Part>
      )}
      {aside.length > 0 && (
        <Part title="Kept aside by the server" told="The server has these, whole. A person there decides where they belong.">
          <ul class="app-work">
            {aside.map((one) => <li key={one.id}><a class="govuk-link" href={to(here, 'notes', one.note)}>{excerptOf(notebook.note(one.note))}</a>: {one.why}</li>)}
          </ul>
        </Part>
      )}
      {unfinished.length > 0 && (
        <Part title="Not finished" told="A finding can rest on a note once it says its source, sector, criterion and direction.">
          <Notes notes={unfinished} words={words} />
        </Part>
      )}
      <Gaps title="Children without a note of yours" kind="child" words={words} list={without(left.children)} name={words.child} all={left.children.length} />
      {pack.slots?.length ? <Unheard slots={left.unheard} words={words} /> : <Gaps title="Interviews without a note of yours" kind="source" words={words} list={without(left.sources)} name={words.source} all={left.sources.length} />}
      <Gaps title="Criteria without a note of yours" kind="criterion" words={words} list={without(left.criteria)} name={words.criterion} all={left.criteria.length} />
    </>
  )
}

function excerptOf(note: NoteView | null): string {
  return note?.content.text.trim().slice(0, 80) || 'A note'
}

function Part({ title, told, children }: { title: string; told?: string; children: ComponentChildren }) {
  return (
    <section>
      <h2 class="govuk-heading-m govuk-!-margin-bottom-1">{title}</h2>
      {told && <p class="govuk-body app-quiet govuk-!-margin-bottom-2">{told}</p>}
      <div class="govuk-!-margin-bottom-6">{children}</div>
    </section>
  )
}

const SOME = 30

function Notes({ notes, words, link = '' }: { notes: readonly NoteView[]; words: Words; link?: string }) {
  return (
    <>
      <ul class="app-note-list">{notes.slice(0, SOME).map((note) => <NoteLine key={note.id} note={note} words={words} part={link} />)}</ul>
      {notes.length > SOME && <p class="govuk-body">And {count(notes.length - SOME, 'more note')}: find them under Notes.</p>}
    </>
  )
}

function Gaps({ title, kind, list, name, all, words }: {
  title: string
  kind: string
  list: readonly Covered[]
  name: (id: Id) => string
  all: number
  words: Words
}) {
  const { pack } = words
  if (!all) {
    return null
  }
  return (
    <Part title={title}>
      {list.length === 0 && <p class="govuk-body">None: you have a note of each.</p>}
      <ul class="app-work">
        {list.map((one) => (
          <li key={one.id}>
            {pack.may_write ? <a class="govuk-link" href={to(pack.inspection.id, 'notes', 'new', `${kind}:${one.id}`)}>{name(one.id)}<span class="govuk-visually-hidden">: write a note</span></a> : name(one.id)}
            {' '}<span class="app-quiet">{one.team ? `colleagues have ${count(one.team, 'note')}` : 'nobody’s note yet'}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Unheard({ slots, words }: { slots: readonly Slot[]; words: Words }) {
  return (
    <Part title="Interviews without a note" told="Yours by the timetable, and over.">
      {slots.length === 0 && <p class="govuk-body">None: each has a note.</p>}
      <ul class="app-work">{slots.map((slot) => <li key={slot.id}><SlotLine slot={slot} words={words} dated /></li>)}</ul>
    </Part>
  )
}

/** A slot with the way to its note: where it comes from, sector, criteria, child and time are filled in. */
function SlotLine({ slot, words, dated = false }: { slot: Slot; words: Words; dated?: boolean }) {
  const { pack } = words
  const facts = [dated ? day(`${slot.date}T12:00Z`) : '', slot.when, slot.where, slot.tracked && words.child(slot.tracked)].filter(Boolean)
  return (
    <>
      {pack.may_write ? <a class="govuk-link" href={to(pack.inspection.id, 'notes', 'new', `slot:${slot.id}`)}>{slot.title}<span class="govuk-visually-hidden">: write its note</span></a> : slot.title}
      {' '}<span class="app-quiet">{facts.join(', ')}</span>
    </>
  )
}

function Today({ words }: { words: Words }) {
  const now = today()
  const slots = slotsOn(words.pack, now)
  const entries = words.pack.timetable.filter((entry) => entry.date <= now && now <= (entry.until || entry.date))
  if (!entries.length && !slots.length) {
    return null
  }
  return (
    <section class="app-card" aria-labelledby="today">
      <h2 class="govuk-heading-s" id="today">Today, {day(`${now}T12:00Z`)}</h2>
      <ul class="govuk-list">{entries.map((entry) => <li key={entry.id}>{entry.title}</li>)}</ul>
      {slots.length > 0 && <ul class="app-work">{slots.map((slot) => <li key={slot.id}><SlotLine slot={slot} words={words} /></li>)}</ul>}
    </section>
  )
}
