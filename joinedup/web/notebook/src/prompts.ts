// The prompts a kind of source prints into an empty note: until something is written beside or below them, the note is empty. The
// server asks the same (evidence/core/prompts.py).
import type { Content, Id, Pack } from './contract'

export type Prompts = ReadonlySet<string>

export const NO_PROMPTS: Prompts = new Set()
const known = new WeakMap<Pack, Prompts>()

// Every line any kind of source prints into an empty note.
export function promptsOf(pack: Pack | null | undefined): Prompts {
  if (!pack) {
    return NO_PROMPTS
  }
  const prompts = known.get(pack) ?? new Set(pack.sources.flatMap((source) => linesOf(source.template)))
  known.set(pack, prompts)
  return prompts
}

export function saysSomething(text: string, prompts: Prompts = NO_PROMPTS): boolean {
  return linesOf(text).some((line) => !prompts.has(line))
}

// Whether a note begun here says no more than when it was begun: a kind of source was chosen at most, and its prompts stand there.
export function stillEmpty(content: Content, begun: Content, prompts: Prompts): boolean {
  const rest = (one: Content) => JSON.stringify({ ...one, source: '', text: '' })
  return !saysSomething(content.text, prompts) && !saysSomething(begun.text, prompts) && rest(content) === rest(begun)
}

// What a new note says before anything is typed: its kind of source's prompts, and the minute.
export function emptyContent(pack: Pack | null, source: Id, now: number): Content {
  const kind = pack?.sources.find((each) => each.id === source)
  return {
    source,
    role: '',
    sector: '',
    criteria: [],
    tracked: '',
    direction: '',
    text: kind?.template ?? '',
    child_words: '',
    seen_at: `${new Date(now).toISOString().slice(0, 16)}Z`,
    period_from: '',
    period_to: '',
    question: '',
    eyes: 'team',
  }
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r]/).flatMap((line) => line.trim() || [])
}
