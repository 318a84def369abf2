// How a note came to be: every revision with its three times, what it changed, and the way back to any of them.
import { useState } from 'preact/hooks'

import type { Id, KnownRevision, Notebook } from '../contract'
import { Wording } from './branches'
import { type Words, useChanges, useNotebook } from './context'
import { Facts } from './facts'
import { Heading } from './frame'
import { sentWords } from './note-line'
import { Details, ErrorSummary, TextButton } from './parts'
import { Closed } from './note'
import { go, to } from './route'
import { day, seen, when } from './times'

/** Type an earlier wording once more, over nothing the disk has refused: what was typed last is in the history first. */
export async function wentBack(notebook: Notebook, note: Id, one: KnownRevision): Promise<void> {
  const session = notebook.openSessions().find((open) => open.get().note === note) ?? (await notebook.open(note))
  if (!(await session.save())) {
    const { save } = session.get()
    throw new Error(`What you typed in this note last is not saved, so nothing was changed. ${save.kind === 'not-saved' ? save.why : ''}`.trim())
  }
  session.backTo({ ...one.content, eyes: session.get().content.eyes })
  await session.close()
}

export function History({ words, note }: { words: Words; note: string }) {
  const notebook = useNotebook()
  useChanges()
  const view = notebook.note(note)
  const revisions = notebook.history(note)
  const known = new Map(revisions.map((one) => [one.id, one]))
  const here = words.pack.inspection.id
  const [trouble, tell] = useState('')
  const goBack = async (one: KnownRevision) => {
    try {
      await wentBack(notebook, note, one)
      go(to(here, 'notes', note))
    } catch (error) {
      tell(error instanceof Error ? error.message : 'The note could not be opened.')
    }
  }
  if (!view && notebook.isClosed(note)) {
    return <Closed here={here} />
  }
  return (
    <>
      <ErrorSummary errors={trouble ? [{ id: 'main-content', text: trouble }] : []} />
      <Heading title="How this note came to be" quiet={Boolean(trouble)} />
      <p class="govuk-body"><a class="govuk-link" href={to(here, 'notes', note)}>Back to the note</a></p>
      {!revisions.length && <p class="govuk-body">Nothing is kept of this note yet.</p>}
      <ol class="app-history">
        {[...revisions].reverse().map((one) => (
          <li key={one.id}>
            <h2 class="govuk-heading-s govuk-!-margin-bottom-1">{day(one.written_at)}, {when(one.written_at, new Date(one.written_at))}{one.by_name && `, ${one.by_name}`}</h2>
            <p class="app-note-list__facts">{times(one).join(' · ')}</p>
            <Wording text={one.content.text} other={known.get(one.parents[0] ?? '')?.content.text ?? one.content.text} />
            {one.content.child_words && <blockquote class="app-child-words"><p class="app-said">{one.content.child_words}</p></blockquote>}
            <Details summary="What it was about"><Facts words={words} content={one.content} restricted={one.content.eyes === 'restricted'} /></Details>
            {view?.mine && words.pack.may_write && one.id !== view.branches[0]?.head.id && (
              <TextButton onClick={() => void goBack(one)}>Go back to this wording<span class="govuk-visually-hidden"> of {when(one.written_at)}</span></TextButton>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function times(one: KnownRevision): string[] {
  return [
    one.content.seen_at && `seen ${seen(one.content.seen_at)}`,
    `written ${when(one.written_at)} by the device’s clock`,
    one.arrived_at ? `received by the server ${when(one.arrived_at)}` : sentWords(one.sent),
    one.parents.length > 1 ? `joins ${one.parents.length} wordings` : '',
  ].filter(Boolean)
}
