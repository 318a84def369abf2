// The inspections on this device.
import { useEffect } from 'preact/hooks'

import { useNotebook, useWatched } from './context'
import { wipedWords } from './device'
import { Heading } from './frame'
import { go, to } from './route'

let shownOnce = false

export function Home() {
  const notebook = useNotebook()
  const inspections = useWatched(notebook.inspections)
  const sync = useWatched(notebook.sync)
  const ready = inspections.filter((one) => one.packed)
  const only = inspections.length === 1 && ready.length === 1 ? ready[0] : undefined
  useEffect(() => {
    if (only && !shownOnce) {
      shownOnce = true
      go(to(only.id), true)
    }
  }, [only])
  return (
    <>
      <Heading title="Inspections on this device" />
      <ul class="app-note-list">
        {inspections.map((one) => (
          <li key={one.id}>
            {one.packed ? <a class="govuk-link" href={to(one.id)}>{one.title}</a> : <span>{one.title}</span>}
            <p class="app-note-list__facts">
              {one.packed ? 'On this device: works with no network.' : 'Coming onto this device: stay on the network for a moment.'}
              {!one.mayWrite && ' To read only.'}
            </p>
          </li>
        ))}
      </ul>
      <Emptied />
      {!inspections.length && <Empty signedOut={sync.phase === 'sign-in'} offline={sync.phase === 'offline'} />}
    </>
  )
}

/** Whoever emptied the device of an inspection comes here: what the server proved stays to be read. */
function Emptied() {
  const proofs = useNotebook().proofs()
  return proofs.length > 0 && (
    <section>
      <h2 class="govuk-heading-m">Emptied with proof</h2>
      <ul class="govuk-list">{proofs.map((proof) => <li key={proof.digest}>{wipedWords({ wiped: true, why: '', proof })}</li>)}</ul>
    </section>
  )
}

function Empty({ signedOut, offline }: { signedOut: boolean; offline: boolean }) {
  if (signedOut) {
    return <p class="govuk-body">Sign in once, and the inspections you are on come onto this device.</p>
  }
  return (
    <p class="govuk-body">
      {offline ? 'There is no network. Once there is, the inspections you are on come onto this device.' : 'You are in no inspection at present, or its pack has not come yet. A lead inspector can add you to one.'}
    </p>
  )
}
