// The editing sessions the screens hold: one for each note on show, let go only once everything typed is saved.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { Content, EditingSession, Id, Notebook } from '../contract'
import { useWatched } from './context'

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

/** Whether notes written earlier are still being read from the disk: until they are, a note that is not found may yet come. */
export function useLoading(notebook: Notebook): boolean {
  const lock = useWatched(notebook.lock)
  return lock.kind === 'open' && lock.loading
}

/** Rises each time the notes on the device have been read: what was not found before is looked for again. */
function useReadings(loading: boolean): number {
  const [readings, more] = useState(0)
  const before = useRef(loading)
  useEffect(() => {
    if (before.current && !loading) {
      more((times) => times + 1)
    }
    before.current = loading
  }, [loading])
  return readings
}

/** Hold the session of a note while its screen is shown. */
export function useSession(notebook: Notebook, note: Id): Held {
  const [held, hold] = useState<Held>(() => ({ session: isHeld(notebook, note) ?? null, trouble: '' }))
  const loading = useLoading(notebook)
  const readings = useReadings(loading)
  const found = held.session !== null
  useEffect(() => {
    let left = false
    if (!found) {
      notebook.open(note).then(
        (session) => (left ? void session.close() : hold({ session, trouble: '' })),
        (error: unknown) => left || hold({ session: null, trouble: error instanceof Error ? error.message : 'This note could not be opened.' }),
      )
    }
    return () => {
      left = true
    }
  }, [notebook, note, readings])
  useEffect(() => {
    const mine = held.session
    return () => {
      begun.delete(note)
      void mine?.close()
    }
  }, [held.session, note])
  return loading && !found ? { session: null, trouble: '' } : held
}
