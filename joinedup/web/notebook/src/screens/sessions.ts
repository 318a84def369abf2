// The editing sessions the screens hold: one for each note on show, let go only once everything typed is saved.
import { useEffect, useState } from 'preact/hooks'

import type { Content, EditingSession, Id, Notebook } from '../contract'

/** Begun and not found in the notebook's own list yet: nothing was typed in them. */
const begun = new Map<Id, EditingSession>()

export function begin(notebook: Notebook, inspection: Id, content: Content): Id {
  const session = notebook.begin(inspection, content)
  const note = session.get().note
  begun.set(note, session)
  return note
}

function isHeld(notebook: Notebook, note: Id): EditingSession | undefined {
  return notebook.openSessions().find((session) => session.get().note === note) ?? begun.get(note)
}

export interface Held {
  session: EditingSession | null
  trouble: string // why the note cannot be opened, '' while it can
}

/** Hold the session of a note while its screen is shown. */
export function useSession(notebook: Notebook, note: Id): Held {
  const [held, hold] = useState<Held>(() => ({ session: isHeld(notebook, note) ?? null, trouble: '' }))
  useEffect(() => {
    let mine = isHeld(notebook, note) ?? null
    let left = false
    if (mine) {
      hold({ session: mine, trouble: '' })
    } else {
      notebook.open(note).then(
        (session) => {
          mine = session
          if (left) {
            void session.close()
          } else {
            hold({ session, trouble: '' })
          }
        },
        (error: unknown) => hold({ session: null, trouble: error instanceof Error ? error.message : 'This note could not be opened.' }),
      )
    }
    return () => {
      left = true
      begun.delete(note)
      void mine?.close()
    }
  }, [notebook, note])
  return held
}
