// A form with a file: says at once that the file is being read, and keeps it chosen when the page answers, so that it is chosen
// once for checking, marking and sending. Without this script the page asks for the file again, as it is never kept elsewhere.
import { Button, ErrorSummary, createAll } from 'govuk-frontend'

const WAITING = 'Reading and checking the file. A large list takes a few seconds.'
const FAILED = 'The file could not be checked. If it was saved again since you chose it, choose it once more; otherwise try again.'

export function keepChosenFile(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-keep-file]')
  if (!form) {
    return
  }
  form.querySelectorAll('[data-no-script]').forEach((hint) => hint.remove())
  form.addEventListener('submit', (event) => {
    const button = event.submitter
    if (button instanceof HTMLElement && 'stay' in button.dataset) {
      event.preventDefault()
      void answerInPlace(page, form, button)
    } else {
      say(form, button instanceof HTMLElement && button.hasAttribute('data-prevent-double-click') ? WAITING : '')
    }
  })
}

async function answerInPlace(page: Document, form: HTMLFormElement, button: HTMLElement): Promise<void> {
  if (form.getAttribute('aria-busy') === 'true') {
    return
  }
  form.setAttribute('aria-busy', 'true')
  say(form, WAITING)
  try {
    const response = await fetch(form.action, { method: 'POST', body: new FormData(form, button) })
    if (response.redirected) {
      window.location.assign(response.url)
      return
    }
    show(page, form, new DOMParser().parseFromString(await response.text(), 'text/html'))
  } catch {
    form.removeAttribute('aria-busy')
    say(form, FAILED)
  }
}

// Puts the answer in place of the page's main part, with the file input that holds the file in place of the empty one.
function show(page: Document, form: HTMLFormElement, answer: Document): void {
  const [now, next] = [page.querySelector('main'), answer.querySelector('main')]
  if (!now || !next) {
    throw new Error('The answer is no page of the service.')
  }
  const chosen = form.querySelector<HTMLInputElement>('input[type="file"]')
  const empty = next.querySelector<HTMLInputElement>('input[type="file"]')
  if (chosen && empty) {
    const described = empty.getAttribute('aria-describedby')
    chosen.className = empty.className
    if (described) {
      chosen.setAttribute('aria-describedby', described)
    } else {
      chosen.removeAttribute('aria-describedby')
    }
    empty.replaceWith(chosen)
  }
  page.title = answer.title
  now.replaceWith(page.adoptNode(next))
  createAll(ErrorSummary, undefined, next)
  createAll(Button, undefined, next)
  keepChosenFile(page)
  next.querySelector<HTMLElement>('.govuk-error-summary, [data-result]')?.focus()
}

function say(form: HTMLFormElement, words: string): void {
  const status = form.querySelector('[data-busy]')
  if (status) {
    status.textContent = words
  }
}
