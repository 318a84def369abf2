// This device: lock, take everything out, check that the server has everything, empty it at the end.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

import type { Id, Wiping } from '../contract'
import { type Words, useChanges, useNotebook, useWatched } from './context'
import { Heading } from './frame'
import { Button, Checkbox, Details, Select, TextInput, count } from './parts'
import { syncWords } from './notices'
import { when } from './times'

export function Device({ words }: { words: Words | null }) {
  const notebook = useNotebook()
  const sync = useWatched(notebook.sync)
  return (
    <>
      <Heading title="This device" />
      <dl class="govuk-summary-list">
        <Row name="Name">{notebook.deviceName() || 'Not named'}</Row>
        <Row name="Sending">{syncWords(sync)}</Row>
        <Row name="Still to be sent">{count(sync.queued, 'change')}</Row>
        <Row name="Locks by itself">After {count(notebook.lockTime().minutes, 'minute')} without a key or a touch</Row>
        <Row name="Kept by the browser">{keptWords(useWatched(notebook.kept))}</Row>
      </dl>
      <div class="app-actions">
        <Button onClick={() => void notebook.lockNow()}>Lock now</Button>
        <Button kind="secondary" onClick={() => notebook.sendNow()}>Send now</Button>
      </div>
      <LockTime />
      <Check />
      {words && <TakeOut inspection={words.pack.inspection.id} />}
      <Passphrase />
      {words && <Empty inspection={words.pack.inspection.id} title={words.pack.inspection.title} queued={sync.queued} />}
    </>
  )
}

function keptWords(kept: boolean | null): string {
  if (kept === null) {
    return 'Not asked yet'
  }
  return kept ? 'Yes: the browser will not clear it by itself' : 'Not promised: the browser may clear it if the device runs out of room'
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{name}</dt>
      <dd class="govuk-summary-list__value">{children}</dd>
    </div>
  )
}

function LockTime() {
  const notebook = useNotebook()
  useChanges()
  const [told, tell] = useState('')
  const { minutes, choices } = notebook.lockTime()
  const options = choices.map((each) => ({ value: String(each), text: count(each, 'minute') }))
  const choose = async (value: string) => {
    const kept = await notebook.chooseLockTime(Number(value))
    tell(kept ? `Locks after ${count(notebook.lockTime().minutes, 'minute')} from now on, on this device.` : 'This could not be kept on the device. Nothing was changed.')
  }
  return (
    <section>
      <Select label="Lock this device after" hint="Without a key or a touch. What you typed is kept first." value={String(minutes)} options={options} onChange={(value) => void choose(value)} />
      <p class="govuk-body" role="status">{told}</p>
    </section>
  )
}

function Check() {
  const notebook = useNotebook()
  const [told, tell] = useState('')
  const check = async () => {
    tell('Asking the server')
    try {
      const { asked, missing } = await notebook.check()
      tell(missing ? `The server misses ${count(missing, 'change')} of ${asked}. ${missing === 1 ? 'It is' : 'They are'} being sent again.` : `The server has all ${count(asked, 'change')} on this device.`)
    } catch (error) {
      tell(error instanceof Error ? error.message : 'The server could not be asked. Try again on the network.')
    }
  }
  return (
    <section>
      <h2 class="govuk-heading-m">Check that the server has everything</h2>
      <p class="govuk-body">Compares every change on this device with what the server holds.</p>
      <Button kind="secondary" onClick={() => void check()}>Check now</Button>
      <p class="govuk-body" role="status">{told}</p>
    </section>
  )
}

function TakeOut({ inspection }: { inspection: Id }) {
  const notebook = useNotebook()
  const [told, tell] = useState('')
  const out = async (kind: 'html' | 'json') => {
    const address = URL.createObjectURL(await notebook.exportAll(inspection, kind))
    const link = document.createElement('a')
    link.href = address
    link.download = `notes.${kind}`
    link.click()
    window.setTimeout(() => URL.revokeObjectURL(address), 60_000)
    tell(`notes.${kind} was made on this device. It is not locked under your passphrase: keep it where such papers belong.`)
  }
  return (
    <section>
      <h2 class="govuk-heading-m">Export all my notes</h2>
      <p class="govuk-body">With their history. Made on this device, with or without a network.</p>
      <div class="app-actions">
        <Button kind="secondary" onClick={() => void out('html')}>Export to read and print (HTML)</Button>
        <Button kind="secondary" onClick={() => void out('json')}>Export for a program (JSON)</Button>
      </div>
      <p class="govuk-body" role="status">{told}</p>
    </section>
  )
}

const CHANGED = { opened: 'The passphrase was changed.', wrong: 'The passphrase you have now was not right. Nothing was changed.', failed: 'The passphrase could not be changed. The old one still holds.' }

function Passphrase() {
  const notebook = useNotebook()
  const [[old, chosen], set] = useState(['', ''])
  const [told, tell] = useState('')
  const change = async (event: Event) => {
    event.preventDefault()
    if (chosen.length < 12) {
      tell('Choose a passphrase of 12 characters or more.')
      return
    }
    const answer = await notebook.changePassphrase(old, chosen)
    tell(CHANGED[answer])
    if (answer === 'opened') {
      set(['', ''])
    }
  }
  return (
    <Details summary="Change the passphrase">
      <form onSubmit={(event) => void change(event)}>
        <TextInput label="The passphrase you have now" type="password" autocomplete="current-password" value={old} onInput={(value) => set([value, chosen])} />
        <TextInput label="The new one" type="password" autocomplete="new-password" hint="12 characters or more. Nobody can reset it." value={chosen} onInput={(value) => set([old, value])} />
        <Button type="submit" kind="secondary">Change it</Button>
      </form>
      <p class="govuk-body" role="status">{told}</p>
    </Details>
  )
}

function Empty({ inspection, title, queued }: { inspection: Id; title: string; queued: number }) {
  const notebook = useNotebook()
  const [sure, setSure] = useState(false)
  const [done, setDone] = useState<Wiping | null>(null)
  const empty = async () => setDone(await notebook.wipe(inspection))
  return (
    <section>
      <h2 class="govuk-heading-m">Empty this device of the inspection</h2>
      <p class="govuk-body">Sends what is left, asks the server to prove that it holds every change this device made, and only then empties this device of {title}.</p>
      {queued > 0 && <p class="govuk-body">{count(queued, 'change')} will be sent first.</p>}
      <div class="govuk-checkboxes govuk-checkboxes--small govuk-!-margin-bottom-4">
        <Checkbox label="Empty this device once the server has proved that it has everything" checked={sure} onChange={setSure} />
      </div>
      <Button kind="warning" disabled={!sure} onClick={() => void empty()}>Empty this device</Button>
      <p class="govuk-body" role="status">{done && wipedWords(done)}</p>
    </section>
  )
}

export function wipedWords(done: Wiping): string {
  if (!done.wiped || !done.proof) {
    return `Nothing was emptied. ${done.why}`
  }
  return `Emptied ${when(done.proof.at)}. The server holds ${count(done.proof.revisions, 'change')} from this device; proof ${done.proof.digest.slice(0, 16)}…`
}
