// Screens are hash routes, so that the server never hears which note is open. They hold random identifiers, nothing about a child.
import { useEffect, useState } from 'preact/hooks'

export interface Route {
  /** The inspection's id; '' on the screens that belong to the device. */
  inspection: string
  /** The screen: '' is the first one of the inspection or the device. */
  screen: string
  /** What the screen is about (a note's id), or ''. */
  about: string
  /** A part of it ("history", "join"), or ''. */
  part: string
}

export function parse(hash: string): Route {
  const words = hash.replace(/^#?\/?/, '').split('/').map(decodeURIComponent)
  if (words[0] === 'i' && words[1]) {
    return { inspection: words[1], screen: words[2] ?? '', about: words[3] ?? '', part: words[4] ?? '' }
  }
  return { inspection: '', screen: words[0] ?? '', about: words[1] ?? '', part: words[2] ?? '' }
}

export function to(inspection: string, ...rest: string[]): string {
  return ['#', 'i', inspection, ...rest.map(encodeURIComponent)].join('/')
}

/** Go to a screen; `instead` leaves the screen left out of the browser's history. */
export function go(hash: string, instead = false): void {
  if (instead) {
    window.location.replace(hash)
  } else {
    window.location.hash = hash
  }
}

export function useRoute(): Route {
  const [hash, setHash] = useState(window.location.hash)
  useEffect(() => {
    const heard = () => setHash(window.location.hash)
    window.addEventListener('hashchange', heard)
    return () => window.removeEventListener('hashchange', heard)
  }, [])
  return parse(hash)
}
