// The notebook of this browser: what the page is told of being left, seen again or closed reaches it here.
import type { Notebook } from './contract'
import { TheNotebook } from './notebook'
import { browserEnv } from './store/env'

export async function openNotebook(): Promise<Notebook> {
  const notebook = new TheNotebook(browserEnv())
  const save = () => void notebook.saveAll()
  document.addEventListener('visibilitychange', () => (document.hidden ? save() : notebook.backAgain()))
  document.addEventListener('freeze', save)
  addEventListener('pagehide', save)
  addEventListener('focus', () => notebook.backAgain())
  addEventListener('online', () => notebook.sendNow())
  addEventListener('beforeunload', (event) => {
    save()
    if (!notebook.safe) {
      event.preventDefault()
    }
  })
  void notebook.appUpdate.register()
  return notebook.start()
}
