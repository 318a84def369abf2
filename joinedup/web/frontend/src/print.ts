// A page that asks to be printed has a hidden button: without a script it would do nothing, so it is shown only here.
export function printOnRequest(page: Document): void {
  page.querySelectorAll<HTMLButtonElement>('button[data-print]').forEach((button) => {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  })
}
