// One note in a list: its first words, and in a quiet line what it is about and how it stands.
import type { NoteView, Sent } from '../contract'
import { type Words, directionWords } from './context'
import { to } from './route'
import { seen, when } from './times'

const LENGTH = 160

export function NoteLine({ note, words, part = '' }: { note: NoteView; words: Words; part?: string }) {
  const start = note.content.text.trim() || note.content.child_words.trim()
  const text = start.length > LENGTH ? `${start.slice(0, LENGTH)}…` : start || 'Nothing written yet'
  const address = to(note.inspection, 'notes', note.id, ...(part ? [part] : []))
  return (
    <li>
      <a class="govuk-link" href={address}>{text}</a>
      <p class="app-note-list__facts">{facts(note, words).join(' · ')}</p>
    </li>
  )
}

export function facts(note: NoteView, words: Words): string[] {
  const { content } = note
  const byHand = note.branches[0]?.head.by_name ?? ''
  return [
    note.mine ? '' : byHand,
    directionWords(content.direction),
    content.tracked && words.child(content.tracked),
    content.source && words.source(content.source),
    content.sector && words.sector(content.sector),
    content.seen_at && `seen ${seen(content.seen_at)}`,
    note.branches.length > 1 ? 'to be joined' : '',
    note.restricted ? 'restricted eyes' : '',
    note.mine ? sentWords(note.sent) : '',
  ].filter(Boolean)
}

export function sentWords(sent: Sent): string {
  switch (sent.kind) {
    case 'device':
      return 'on this device, not sent yet'
    case 'sent':
      return `sent ${when(sent.at)}`
    case 'aside':
      return 'kept aside by the server'
  }
}
