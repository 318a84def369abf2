// Writing a note: the text first and focused, what it is about after it, how it is saved in words beside it. Nothing ever waits.
import { useCallback, useLayoutEffect, useReducer, useRef } from 'preact/hooks'

import type { Content, EditingSession, SessionView } from '../contract'
import { AboutFields } from './about-fields'
import { Beside } from './branches'
import { type Words, useNotebook, useWatched } from './context'
import { Heading } from './frame'
import { Join } from './join'
import { NameHint } from './name-hint'
import { TextArea, TextButton } from './parts'
import { go, to } from './route'
import { SaveLine } from './save-line'
import { useSpoken } from './shortcuts'

export interface Typing {
  view: SessionView
  change: (part: Partial<Content>) => void
}

/** The session as drawn, and how a field changes it. What was typed is in the session before the next key can come. */
export function useTyping(session: EditingSession): Typing {
  const view = useWatched(session)
  const latest = useRef(view)
  const [, again] = useReducer((times: number, _: void) => times + 1, 0)
  latest.current = view
  const change = useCallback((part: Partial<Content>) => {
    const content = { ...latest.current.content, ...part }
    latest.current = { ...latest.current, content }
    session.type(content, latest.current.basedOn)
    again()
  }, [session])
  return { view, change }
}

export function Editor({ words, session, joining }: { words: Words; session: EditingSession; joining: boolean }) {
  const typing = useTyping(session)
  const { view } = typing
  const join = () => view.others.length > 0 && go(to(view.inspection, 'notes', view.note, 'join'))
  // Once it is on show it stays, whatever arrives: a wording joined elsewhere may not take the field away from under the keys.
  const shown = useRef(false)
  shown.current = joining && (shown.current || view.others.length > 0)
  useSpoken('undo', () => shown.current || session.undo())
  useSpoken('redo', () => shown.current || session.redo())
  useSpoken('join', join)
  if (shown.current) {
    return <Join words={words} session={session} />
  }
  return <Writing words={words} session={session} typing={typing} />
}

function Writing({ words, session, typing }: { words: Words; session: EditingSession; typing: Typing }) {
  const { view, change } = typing
  const notebook = useNotebook()
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => field.current?.focus(), [session])
  const choose = (source: string) => {
    const { text } = view.content
    const prompts = (id: string) => (id ? notebook.emptyContent(view.inspection, id).text : '')
    const untouched = !text.trim() || text === prompts(view.content.source)
    change(untouched ? { source, text: prompts(source) } : { source })
  }
  return (
    <>
      <Heading title={view.content.text || view.save.kind !== 'untouched' ? 'Your note' : 'A new note'} quiet size="m" />
      <div class="app-columns">
        <div>
          <div class="app-writing">
            <label class="app-writing__label" for="text">What you saw, heard or read</label>
            <textarea class="govuk-textarea" id="text" rows={12} ref={field} value={view.content.text} spellcheck
              aria-describedby="text-hint" onInput={(event) => change({ text: event.currentTarget.value })} onBlur={() => void session.save()} />
            <SaveLine save={view.save} />
            <NameHint inspection={view.inspection} text={`${view.content.text}\n${view.content.child_words}\n${view.content.role}`} />
          </div>
          <div class="app-actions">
            <TextButton onClick={() => session.undo()} disabled={!view.canUndo}>Undo</TextButton>
            <TextButton onClick={() => session.redo()} disabled={!view.canRedo}>Redo</TextButton>
            <a class="govuk-link" href={to(view.inspection, 'notes', view.note, 'history')}>How it came to be</a>
            <TextButton onClick={() => window.print()}>Print</TextButton>
          </div>
          {view.others.length > 0 && <TwoPlaces words={words} view={view} />}
          <TextArea label="The child’s own words" hint="Exactly as the child said or wrote them. Shown apart from yours everywhere."
            value={view.content.child_words} onInput={(child_words) => change({ child_words })} />
        </div>
        <AboutFields words={words} content={view.content} change={change} choose={choose} />
      </div>
      <p class="app-actions"><a class="govuk-link" href={to(view.inspection, 'notes')}>Notes on this device</a><a class="govuk-link" href={to(view.inspection)}>My work left</a></p>
    </>
  )
}

function TwoPlaces({ words, view }: { words: Words; view: SessionView }) {
  const typed = view.content
  return (
    <section class="app-join">
      <h2 class="govuk-heading-m">This note was written in two places</h2>
      <p class="govuk-body">Nothing was written over: each wording is kept. Where they differ is marked. You can go on writing, and join them when you like.</p>
      <Beside words={words} branches={view.others} here={typed} />
      <p class="govuk-body"><a class="govuk-button govuk-button--secondary" role="button" draggable={false} href={to(view.inspection, 'notes', view.note, 'join')}>Join the wordings</a></p>
    </section>
  )
}
