// Keys that work on every screen. None is a single letter, none is one the browser or a screen reader uses.
import { useEffect, useState } from 'preact/hooks'

import { useNotebook } from './context'
import { Dialog } from './parts'
import { go, to } from './route'

export const ALL: readonly { keys: string; does: string }[] = [
  { keys: 'Ctrl + Enter', does: 'Start a new note' },
  { keys: 'Alt + W', does: 'My work left' },
  { keys: 'Alt + N', does: 'Notes, with the search ready to type in' },
  { keys: 'Alt + U', does: 'Undo, in a note' },
  { keys: 'Alt + R', does: 'Redo, in a note' },
  { keys: 'Alt + J', does: 'Join the wordings of a note that was written in two places' },
  { keys: 'Alt + I', does: 'This device: lock, export, check, empty' },
  { keys: 'Alt + L', does: 'Lock the notebook now' },
  { keys: 'Alt + K', does: 'This list' },
]

/** Screens hear "undo", "redo" and "join" as events, so that only the one on show acts. */
export const SPOKEN = 'notebook-key'

export function useSpoken(word: string, act: () => void): void {
  useEffect(() => {
    const heard = (event: Event) => (event as CustomEvent<string>).detail === word && act()
    window.addEventListener(SPOKEN, heard)
    return () => window.removeEventListener(SPOKEN, heard)
  })
}

function say(word: string): void {
  window.dispatchEvent(new CustomEvent(SPOKEN, { detail: word }))
}

function isPlainAlt(event: KeyboardEvent): boolean {
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.getModifierState('AltGraph')
}

export function Shortcuts({ inspection, open, onOpen, onClose }: {
  inspection: string
  open: boolean
  onOpen: () => void
  onClose: () => void
}) {
  const notebook = useNotebook()
  useEffect(() => {
    const inside: Record<string, () => void> = inspection
      ? { KeyW: () => go(to(inspection)), KeyN: () => go(to(inspection, 'notes', 'search')), KeyI: () => go(to(inspection, 'device')) }
      : { KeyI: () => go('#/device') }
    const acts: Record<string, () => void> = {
      ...inside,
      KeyU: () => say('undo'),
      KeyR: () => say('redo'),
      KeyJ: () => say('join'),
      KeyL: () => void notebook.lockNow(),
      KeyK: onOpen,
    }
    const pressed = (event: KeyboardEvent) => {
      const act = isPlainAlt(event) ? acts[event.code] : undefined
      const begins = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && inspection
      if (act || begins) {
        event.preventDefault()
        ;(act ?? (() => go(to(inspection, 'notes', 'new'))))()
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [inspection, notebook, onOpen])
  return (
    <Dialog title="Keys" open={open} onClose={onClose}>
      <table class="govuk-table app-keys">
        <caption class="govuk-table__caption govuk-visually-hidden">Keys and what they do</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Keys</th><th scope="col" class="govuk-table__header">What they do</th></tr>
        </thead>
        <tbody class="govuk-table__body">
          {ALL.map(({ keys, does }) => (
            <tr class="govuk-table__row" key={keys}>
              <td class="govuk-table__cell"><kbd>{keys}</kbd></td>
              <td class="govuk-table__cell">{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

export function useShortcutsOpen(): [boolean, () => void, () => void] {
  const [open, set] = useState(false)
  return [open, () => set(true), () => set(false)]
}
