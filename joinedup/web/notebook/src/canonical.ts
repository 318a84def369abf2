// How a revision is written out to be hashed: the same bytes as the server's (tests/fixtures/notebook/revisions.json holds both to it).
import type { Content, Revision } from './contract'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

// Half a character (a lone surrogate) cannot be written as UTF-8: it becomes U+FFFD before anything is kept or hashed.
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}

// JSON with sorted keys at every level, no spaces, non-ASCII as it is.
export function canonical(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`
  }
  if (value !== null && typeof value === 'object') {
    const fields = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`)
    return `{${fields.join(',')}}`
  }
  return typeof value === 'string' ? JSON.stringify(wellFormed(value)) : JSON.stringify(value)
}

export async function sha256(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

export function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Hashed = Omit<Revision, 'hash'>

// Only what is hashed, so that an arrival (which carries more) hashes as it did where it was written.
export function plain(revision: Hashed): Hashed {
  const { id, note, parents, device, written_at, content } = revision
  return { id, note, parents, device, written_at, content }
}

export function hashOf(revision: Hashed): Promise<string> {
  return sha256(canonical(plain(revision) as unknown as Json))
}

// The content with every text well formed and nothing in it that the form does not know.
export function cleaned(content: Content): Content {
  return {
    source: wellFormed(content.source),
    role: wellFormed(content.role),
    sector: wellFormed(content.sector),
    criteria: content.criteria.map(wellFormed),
    tracked: content.tracked,
    direction: content.direction,
    text: wellFormed(content.text),
    child_words: wellFormed(content.child_words),
    seen_at: content.seen_at,
    period_from: content.period_from,
    period_to: content.period_to,
    question: content.question,
    eyes: content.eyes,
  }
}

export function sameContent(one: Content, other: Content): boolean {
  return canonical(one as unknown as Json) === canonical(other as unknown as Json)
}
