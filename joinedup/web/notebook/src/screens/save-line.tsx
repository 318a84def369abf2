// How what was typed is kept, in words by the text. Shown at once; read out only when it has stood still, or when it is bad news.
import { useEffect, useState } from 'preact/hooks'

import type { SaveState } from '../contract'
import { clock } from './times'

const STILL = 1500

export function saveWords(save: SaveState): string {
  switch (save.kind) {
    case 'untouched':
      return ''
    case 'saving':
      return 'Saving'
    case 'saved':
      return 'Saved on this device'
    case 'sent':
      return `Sent ${clock(save.at)}`
    case 'aside':
      return `Kept aside by the server: ${save.why}`
    case 'not-saved':
      return `Not saved: ${save.why}`
  }
}

export function SaveLine({ save }: { save: SaveState }) {
  const words = saveWords(save)
  const bad = save.kind === 'not-saved'
  return (
    <>
      <p class={`app-saved ${bad ? 'app-saved--bad' : ''}`} id="text-hint" data-save={save.kind}>{words || 'Saved as you type, with or without a network.'}</p>
      <p class="govuk-visually-hidden" role="status">{useSaidOnce(save.kind === 'saving' ? '' : words, bad)}</p>
    </>
  )
}

/** Words to be read out: bad news at once, anything else after a pause, and never the same twice running. */
function useSaidOnce(words: string, now: boolean): string {
  const [said, say] = useState('')
  useEffect(() => {
    if (!words) {
      return
    }
    const timer = window.setTimeout(() => say(words), now ? 0 : STILL)
    return () => window.clearTimeout(timer)
  }, [words, now])
  return said
}
