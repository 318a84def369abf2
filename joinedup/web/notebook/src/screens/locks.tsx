// Before the notebook is open: making a passphrase, unlocking, and the two states nothing can be typed in.
import { useRef, useState } from 'preact/hooks'

import type { Unlocking } from '../contract'
import { useNotebook } from './context'
import { Cover, Heading } from './frame'
import { Button, Checkbox, Details, ErrorSummary, TextInput, count } from './parts'

const SHORTEST = 12

interface Mistake {
  id: string
  text: string
}

export function FirstUse() {
  const notebook = useNotebook()
  const [[phrase, again, name], set] = useState(['', '', ''])
  const [understood, understand] = useState(false)
  const [mistakes, tell] = useState<Mistake[]>([])
  const [busy, setBusy] = useState(false)
  const said = (id: string) => mistakes.find((one) => one.id === id)?.text
  const submit = async (event: Event) => {
    event.preventDefault()
    const found = [
      phrase.length < SHORTEST && { id: 'phrase', text: `Choose a passphrase of ${SHORTEST} characters or more` },
      phrase.length >= SHORTEST && phrase !== again && { id: 'again', text: 'Type the same passphrase twice' },
      !name.trim() && { id: 'device', text: 'Give this device a name' },
      !understood && { id: 'phrase', text: 'Say that you understand what a forgotten passphrase loses' },
    ].filter((one): one is Mistake => Boolean(one))
    tell(found)
    if (!found.length) {
      setBusy(true)
      const answer = await notebook.create(phrase, name.trim())
      setBusy(false)
      tell(answer === 'opened' ? [] : [{ id: 'phrase', text: 'This browser did not keep the passphrase. Try again.' }])
    }
  }
  return (
    <Cover>
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
        <ErrorSummary errors={mistakes} />
        <Heading title="Set up the notebook on this device" quiet={mistakes.length > 0} />
        <p class="govuk-body">Once set up, the notebook opens and works with no network. What you write is locked on this device under a passphrase of your own.</p>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <TextInput id="phrase" label="Passphrase" type="password" autocomplete="new-password" value={phrase} error={said('phrase')}
            hint={`${SHORTEST} characters or more. Four words that do not belong together are easy to remember and hard to guess.`}
            onInput={(value) => set([value, again, name])} />
          <TextInput id="again" label="The same passphrase again" type="password" autocomplete="new-password" value={again}
            error={said('again')} onInput={(value) => set([phrase, value, name])} />
          <TextInput id="device" label="A name for this device" value={name} error={said('device')} autocomplete="off"
            hint="So that you can tell which one to withdraw if it is lost. For example: work laptop."
            onInput={(value) => set([phrase, again, value])} />
          <div class="govuk-inset-text">
            <p class="govuk-body"><strong>Nobody can reset this passphrase.</strong> If you forget it, you lose what was never sent from this device, and nothing else: everything that says “Sent” is on the server.</p>
            <div class="govuk-checkboxes govuk-checkboxes--small">
              <Checkbox label="I understand" checked={understood} onChange={understand} />
            </div>
          </div>
          <Button type="submit" disabled={busy}>{busy ? 'Setting up' : 'Set up the notebook'}</Button>
        </form>
      </div></div>
    </Cover>
  )
}

const REFUSED: Record<Exclude<Unlocking, 'opened'>, string> = {
  wrong: 'That is not the passphrase of this device. Nothing is lost: try again',
  failed: 'The notebook could not be opened. Close its other tabs and try again',
}

export function Unlock({ neverSent, covered = '' }: { neverSent: number; covered?: string }) {
  const notebook = useNotebook()
  const [phrase, set] = useState('')
  const [mistakes, tell] = useState<Mistake[]>([])
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const answer = await notebook.unlock(phrase)
    setBusy(false)
    tell(answer === 'opened' ? [] : [{ id: 'phrase', text: REFUSED[answer] }])
  }
  return (
    <Cover>
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
        <ErrorSummary errors={mistakes} />
        <Heading title={covered ? 'The notebook is covered' : 'Unlock the notebook'} quiet={mistakes.length > 0} />
        {covered && <p class="govuk-body">It could not be locked yet: what you typed last is not kept on this device, and locking would lose it. {covered}</p>}
        {covered && <p class="govuk-body">Leave this tab open: it locks by itself as soon as your text is kept. To go back to your text, give the passphrase.</p>}
        {neverSent > 0 && <p class="govuk-body">{count(neverSent, 'change')} on this device {neverSent === 1 ? 'is' : 'are'} still to be sent.</p>}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <TextInput id="phrase" label="Passphrase of this device" type="password" autocomplete="current-password" value={phrase}
            error={mistakes[0]?.text} onInput={set} hint="Works with no network." />
          <Button type="submit" disabled={busy}>{busy ? 'Unlocking' : covered ? 'Go back to it' : 'Unlock'}</Button>
        </form>
        {!covered && <Forgotten neverSent={neverSent} />}
      </div></div>
    </Cover>
  )
}

function Forgotten({ neverSent }: { neverSent: number }) {
  const notebook = useNotebook()
  const [sure, setSure] = useState(false)
  return (
    <Details summary="I have forgotten the passphrase">
      <p class="govuk-body">Nobody can reset it. You can empty this device and set it up again: what says “Sent” is on the server and comes back.</p>
      <p class="govuk-body"><strong>{neverSent ? `${count(neverSent, 'change')} that ${neverSent === 1 ? 'was' : 'were'} never sent will be lost.` : 'Everything on this device was sent: nothing will be lost.'}</strong></p>
      <div class="govuk-checkboxes govuk-checkboxes--small govuk-!-margin-bottom-4">
        <Checkbox label="Empty this device, and lose what was never sent" checked={sure} onChange={setSure} />
      </div>
      <Button kind="warning" disabled={!sure} onClick={() => void notebook.forget()}>Empty this device</Button>
    </Details>
  )
}

export function Nothing({ title, why }: { title: string; why: string }) {
  const shown = useRef(title)
  return (
    <Cover>
      <Heading title={shown.current} />
      <p class="govuk-body-l">{why}</p>
      <p class="govuk-body">You can write notes in <a class="govuk-link" href="/inspectorate/">the inspectorate’s pages</a>.</p>
    </Cover>
  )
}
