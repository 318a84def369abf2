// What an address points at may be folded away. Newer browsers open it by themselves; for the others it is opened here.
export function unfoldTarget(page: Document): void {
  const unfold = () => {
    const target = page.getElementById(decodeURIComponent(window.location.hash.slice(1)))
    const folded = target?.closest<HTMLDetailsElement>('details:not([open])')
    if (!target || !folded) return
    folded.open = true
    target.scrollIntoView()
  }
  window.addEventListener('hashchange', unfold)
  unfold()
}
