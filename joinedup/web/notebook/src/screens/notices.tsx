// What a person must be told, in one line each, above the page and never in the way of typing.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import type { InspectionHere, SyncState } from '../contract'
import { useNotebook, useWatched } from './context'
import { TextButton, count } from './parts'
import { to, useRoute } from './route'
import { useLoading } from './sessions'
import { clock, when } from './times'

const SIGN_IN = '/account/login/?next=/notebook/'

/** How sending stands, in a few quiet words. */
export function SyncLine() {
  const notebook = useNotebook()
  const sync = useWatched(notebook.sync)
  const online = useOnline()
  const told = online || sync.phase !== 'idle' ? sync : { ...sync, phase: 'offline' as const }
  return <p class="app-sync" data-phase={told.phase}>{useLoading(notebook) ? 'Reading the notes on this device' : syncWords(told)}</p>
}

/** What the browser says of the network, before the next try to send finds out. */
function useOnline(): boolean {
  const [online, set] = useState(navigator.onLine)
  useEffect(() => {
    const heard = () => set(navigator.onLine)
    window.addEventListener('online', heard)
    window.addEventListener('offline', heard)
    return () => {
      window.removeEventListener('online', heard)
      window.removeEventListener('offline', heard)
    }
  }, [])
  return online
}

export function syncWords(sync: SyncState): string {
  const waiting = sync.queued ? `${count(sync.queued, 'change')} to send` : ''
  const sent = sync.lastSent ? `Last sent ${when(sync.lastSent)}` : 'Nothing to send'
  switch (sync.phase) {
    case 'starting':
      return waiting
    case 'idle':
      return waiting || sent
    case 'sending':
      return waiting ? `Sending: ${waiting}` : 'Asking for colleagues’ notes'
    case 'waiting':
      return [waiting, sync.nextTry && `next try at ${clock(sync.nextTry)}`].filter(Boolean).join(', ')
    case 'offline':
      return ['Offline', waiting || 'you can go on writing'].join(': ')
    case 'sign-in':
      return ['Signed out', waiting].filter(Boolean).join(': ')
    case 'other-person':
      return ['Not sending', waiting].filter(Boolean).join(': ')
    case 'withdrawn':
      return 'This device was withdrawn'
  }
}

export function Notices({ inspection }: { inspection: InspectionHere | undefined }) {
  const notebook = useNotebook()
  const sync = useWatched(notebook.sync)
  const { screen, about } = useRoute()
  const onNote = screen === 'notes' && about !== '' // nothing that can wait pushes the text down
  return (
    <div role="region" aria-label="Notices">
      <Sending sync={sync} />
      <LeftUnsaved />
      <Unreadable />
      <Update />
      {useWatched(notebook.kept) === false && !onNote && <Kept />}
      {inspection?.wipe && (
        <Notice>
          Fieldwork is over. When everything is sent, <a class="govuk-link" href={to(inspection.id, 'device')}>empty this device of the inspection</a>.
        </Notice>
      )}
    </div>
  )
}

function Notice({ children, bad, action }: { children: ComponentChildren; bad?: boolean; action?: ComponentChildren }) {
  return (
    <div class={`app-notice ${bad ? 'app-notice--bad' : ''}`}>
      <p>{children}{action && <>{' '}{action}</>}</p>
    </div>
  )
}

function Sending({ sync }: { sync: SyncState }) {
  const notebook = useNotebook()
  const waiting = sync.phase === 'sign-in' || sync.phase === 'other-person'
  useEffect(() => {
    // Signing in happens in another tab: coming back to this one is the moment to try again.
    const back = () => document.visibilityState === 'visible' && waiting && notebook.sendNow()
    document.addEventListener('visibilitychange', back)
    window.addEventListener('focus', back)
    return () => {
      document.removeEventListener('visibilitychange', back)
      window.removeEventListener('focus', back)
    }
  }, [notebook, waiting])
  const again = <TextButton onClick={() => notebook.sendNow()}>Try now</TextButton>
  return (
    <>
      {sync.phase === 'sign-in' && (
        <Notice action={again}>
          <a class="govuk-link" href={SIGN_IN} target="_blank" rel="noopener">Sign in to send (opens in a new tab)</a>: nothing is lost, and you can go on writing.
        </Notice>
      )}
      {sync.phase === 'other-person' && (
        <Notice bad action={again}>
          Somebody else is signed in to the service in this browser. Nothing is sent under their name. <a class="govuk-link" href="/account/logout/" target="_blank" rel="noopener">Sign them out (opens in a new tab)</a>, then sign in yourself.
        </Notice>
      )}
      {sync.phase === 'withdrawn' && <Notice bad>This device was withdrawn. It sends nothing more. Speak to the lead inspector.</Notice>}
      {sync.trouble && ['waiting', 'idle'].includes(sync.phase) && <Notice action={again}>{sync.trouble}</Notice>}
      {sync.clockOff !== null && Math.abs(sync.clockOff) >= 2 && (
        <Notice>
          This device’s clock is {count(Math.abs(sync.clockOff), 'minute')} {sync.clockOff > 0 ? 'fast' : 'slow'}. Nothing is lost: the server adds its own time to each note. Set the clock when you can.
        </Notice>
      )}
    </>
  )
}

/** A note that was left while it could not be saved stays open, and is said to be. */
function LeftUnsaved() {
  const notebook = useNotebook()
  const route = useRoute()
  useWatched(notebook.changed)
  const left = notebook.openSessions().map((session) => session.get()).filter((view) => view.save.kind === 'not-saved' && view.note !== route.about)
  return (
    <>
      {left.map((view) => (
        <Notice bad key={view.note}>
          What you typed in one note is not saved. <a class="govuk-link" href={to(view.inspection, 'notes', view.note)}>Go back to it</a>.
        </Notice>
      ))}
    </>
  )
}

function Unreadable() {
  const notebook = useNotebook()
  useWatched(notebook.changed)
  const pieces = notebook.unreadable()
  return pieces > 0 && (
    <Notice bad>
      {count(pieces, 'piece')} of the notebook on this device could not be read. Nothing was taken away, and what says “Sent” is on the server. Do not empty this device; speak to whoever looks after the service.
    </Notice>
  )
}

function Update() {
  const notebook = useNotebook()
  const ready = useWatched(notebook.updateReady)
  const [why, setWhy] = useState('')
  if (!ready) {
    return null
  }
  const change = async () => setWhy((await notebook.update()).why)
  return (
    <Notice action={<TextButton onClick={() => void change()}>Change to it now</TextButton>}>
      A new version of the notebook is ready. It comes by itself when every tab of the notebook is closed. {why}
    </Notice>
  )
}

function Kept() {
  const [hidden, hide] = useState(() => localStorage.getItem('kept-told') === 'yes')
  if (hidden) {
    return null
  }
  const told = () => {
    localStorage.setItem('kept-told', 'yes')
    hide(true)
  }
  return (
    <Notice action={<TextButton onClick={told}>I understand</TextButton>}>
      This browser has not promised to keep what is stored here if the device runs out of room. Send often, or install the notebook as an app from the browser’s menu.
    </Notice>
  )
}
