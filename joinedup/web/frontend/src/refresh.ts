// A page that shows how far something is looks again after as many seconds as it says.
const SECOND = 1000

export function refreshWhileWaiting(page: Document): void {
  const waiting = page.querySelector<HTMLElement>('[data-refresh]')
  if (waiting) {
    setTimeout(() => window.location.reload(), Number(waiting.dataset.refresh) * SECOND)
  }
}
