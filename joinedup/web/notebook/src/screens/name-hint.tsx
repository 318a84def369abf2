// Says, while a person writes, that a name from the lists seems to stand in the text. It never blocks.
import { useEffect, useState } from 'preact/hooks'

import { useNotebook } from './context'

const PAUSE = 500

export function NameHint({ inspection, text }: { inspection: string; text: string }) {
  const notebook = useNotebook()
  const [names, setNames] = useState<string[]>([])
  useEffect(() => {
    let wanted = true
    const timer = window.setTimeout(() => {
      void notebook.hints(inspection, text).then((hints) => wanted && setNames([...new Set(hints.map((hint) => hint.words))]))
    }, PAUSE)
    return () => {
      wanted = false
      window.clearTimeout(timer)
    }
  }, [notebook, inspection, text])
  return (
    <div role="status">
      {names.length > 0 && (
        <p class="app-name-hint" data-hint>
          This seems to hold a name from the lists: {names.map((name) => `“${name}”`).join(', ')}. Where you can, write the child’s code or the person’s role instead. The note is kept either way.
        </p>
      )}
    </div>
  )
}
