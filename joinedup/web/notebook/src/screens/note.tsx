// One note: open for typing where it is mine, to read where it is a colleague's.
import { useLayoutEffect } from 'preact/hooks'

import type { Content } from '../contract'
import { begunBy } from '../slots'
import { Beside } from './branches'
import { type Words, useChanges, useNotebook } from './context'
import { Editor } from './editor'
import { Heading } from './frame'
import { Facts } from './facts'
import { go, to } from './route'
import { begin, useSession } from './sessions'

/** Start a note, perhaps about something ("child:<id>", "slot:<id>"), and go to its own address. */
export function NewNote({ words, about }: { words: Words; about: string }) {
  const notebook = useNotebook()
  const here = words.pack.inspection.id
  useLayoutEffect(() => { // at once: a key pressed meanwhile would go nowhere
    if (words.pack.may_write) {
      const slot = words.pack.slots?.find((one) => about === `slot:${one.id}`)
      const source = slot?.source ?? (about.startsWith('source:') ? about.slice('source:'.length) : undefined)
      const empty = notebook.emptyContent(here, source)
      const content = slot ? begunBy(slot, empty, new Date()) : given(about, empty)
      go(to(here, 'notes', begin(notebook, here, content)), true)
    }
  }, [])
  return words.pack.may_write ? null : <NotOpen why="This inspection is not open for writing." here={here} />
}

function given(about: string, content: Content): Content {
  const [kind, ...rest] = about.split(':')
  const id = rest.join(':')
  if (kind === 'child') {
    return { ...content, tracked: id }
  }
  return kind === 'criterion' ? { ...content, criteria: [id] } : content
}

export function Note({ words, note, part }: { words: Words; note: string; part: string }) {
  const notebook = useNotebook()
  useChanges()
  const view = notebook.note(note)
  if (!view && notebook.isClosed(note)) {
    return <Closed here={words.pack.inspection.id} />
  }
  if (view && !view.mine) {
    return <Reading words={words} note={note} />
  }
  return <Mine words={words} note={note} joining={part === 'join'} />
}

function Mine({ words, note, joining }: { words: Words; note: string; joining: boolean }) {
  const { session, trouble } = useSession(useNotebook(), note)
  if (trouble) {
    return <NotOpen why={trouble} here={words.pack.inspection.id} />
  }
  return session && <Editor words={words} session={session} joining={joining} />
}

/** A note that was open to this person and is no longer: nothing of it is left here. */
export function Closed({ here }: { here: string }) {
  const why = 'Whoever wrote it decides who reads it. Nothing of it is left on this device.'
  return <NotOpen title="This note is now for restricted eyes" why={why} here={here} />
}

function NotOpen({ title = 'This note is not open', why, here }: { title?: string; why: string; here: string }) {
  return (
    <>
      <Heading title={title} />
      <p class="govuk-body">{why}</p>
      <p class="govuk-body"><a class="govuk-link" href={to(here, 'notes')}>Notes on this device</a></p>
    </>
  )
}

function Reading({ words, note }: { words: Words; note: string }) {
  const view = useNotebook().note(note)
  if (!view) {
    return null
  }
  const head = view.branches[0]?.head
  return (
    <>
      <Heading title="A colleague’s note" caption={head?.by_name} />
      {view.branches.length > 1 ? (
        <Beside words={words} branches={view.branches} />
      ) : (
        <>
          <p class="app-note__text">{view.content.text}</p>
          {view.content.child_words && <ChildWords text={view.content.child_words} />}
        </>
      )}
      <Facts words={words} content={view.content} restricted={view.restricted} />
      <p class="govuk-body"><a class="govuk-link" href={to(view.inspection, 'notes', note, 'history')}>How it came to be</a></p>
    </>
  )
}

export function ChildWords({ text }: { text: string }) {
  return (
    <blockquote class="app-child-words">
      <p class="app-said">{text}</p>
      <footer>The child’s own words</footer>
    </blockquote>
  )
}
