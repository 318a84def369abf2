// Every note on this device: found while typing, narrowed by what it is about.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'

import type { Asked, Direction } from '../contract'
import { DIRECTIONS, type Words, useChanges, useNotebook } from './context'
import { Heading } from './frame'
import { NoteLine } from './note-line'
import { Button, Checkbox, Details, Select, TextInput, count } from './parts'
import { go, to } from './route'

const PAGE = 50
/** What was asked last, kept while the notebook is open: coming back from a note finds the list as it was left. */
const asked: Record<string, Asked> = {}

export function Notes({ words, search }: { words: Words; search: boolean }) {
  const notebook = useNotebook()
  const here = words.pack.inspection.id
  const changes = useChanges()
  const [ask, setAsk] = useState<Asked>(asked[here] ?? {})
  const [shown, show] = useState(PAGE)
  const [quiet] = useState(search) // came for the search: the heading does not take the focus from it
  const found = useMemo(() => notebook.notes(here, ask), [notebook, here, ask, changes])
  const narrow = (more: Asked) => {
    asked[here] = { ...ask, ...more }
    setAsk(asked[here])
    show(PAGE)
  }
  useFocusedSearch(search, here)
  const told = count(found.length, 'note')
  return (
    <>
      <Heading title="Notes" quiet={quiet} />
      {words.pack.may_write && <a class="govuk-button" role="button" draggable={false} href={to(here, 'notes', 'new')}>Write a note</a>}
      <div role="search">
        <TextInput id="search" type="search" label="Search" hint="Searched on this device: nothing is asked of the server." value={ask.text ?? ''} autocomplete="off"
          onInput={(text) => narrow({ text })} />
        <Narrow words={words} ask={ask} narrow={narrow} />
      </div>
      <p class="govuk-body" role="status">{useSettled(told)}</p>
      <ul class="app-note-list">{found.slice(0, shown).map((note) => <NoteLine key={note.id} note={note} words={words} />)}</ul>
      {found.length > shown && <Button kind="secondary" onClick={() => show(shown + PAGE)}>Show {Math.min(PAGE, found.length - shown)} more</Button>}
    </>
  )
}

/** Before the screen is painted: whoever types at once types into the search. */
function useFocusedSearch(search: boolean, here: string): void {
  useLayoutEffect(() => {
    if (search) {
      document.getElementById('search')?.focus()
      go(to(here, 'notes'), true)
    }
  }, [search, here])
}

/** The words once they have stood still for a moment: a count that changes with each key is not read out each time. */
function useSettled(words: string): string {
  const [settled, settle] = useState(words)
  const timer = useRef(0)
  useEffect(() => {
    timer.current = window.setTimeout(() => settle(words), 400)
    return () => window.clearTimeout(timer.current)
  }, [words])
  return settled
}

function Narrow({ words, ask, narrow }: { words: Words; ask: Asked; narrow: (more: Asked) => void }) {
  const { pack } = words
  const list = <T extends { id: string }>(all: readonly T[], text: (one: T) => string) => all.map((one) => ({ value: one.id, text: text(one) }))
  const narrowed = Object.entries(ask).filter(([key, value]) => key !== 'text' && value).length
  return (
    <Details summary={narrowed ? `Narrow the list (${narrowed} chosen)` : 'Narrow the list'} open={narrowed > 0}>
      <Select label="Child" none="Any" value={ask.tracked ?? ''} options={list(pack.children, (one) => one.code)} onChange={(tracked) => narrow({ tracked })} />
      <Select label="Criterion" none="Any" value={ask.criterion ?? ''} options={list(pack.criteria, (one) => one.text)} onChange={(criterion) => narrow({ criterion })} />
      <Select label="Sector" none="Any" value={ask.sector ?? ''} options={list(pack.sectors, (one) => one.name)} onChange={(sector) => narrow({ sector })} />
      <Select label="Kind of source" none="Any" value={ask.source ?? ''} options={list(pack.sources, (one) => one.title)} onChange={(source) => narrow({ source })} />
      <Select label="Direction" none="Any" value={ask.direction ?? ''} options={DIRECTIONS} onChange={(direction) => narrow({ direction: direction as Direction })} />
      <div class="govuk-checkboxes govuk-checkboxes--small">
        <Checkbox label="Mine only" checked={ask.mine ?? false} onChange={(mine) => narrow({ mine })} />
        <Checkbox label="Not finished" checked={ask.unusable ?? false} onChange={(unusable) => narrow({ unusable })} />
        <Checkbox label="To be joined" checked={ask.toJoin ?? false} onChange={(toJoin) => narrow({ toJoin })} />
      </div>
    </Details>
  )
}
