// A hint when a note seems to hold a name from the lists. The device knows only 16 bits of a hash of each word of them,
// so that many names fit each hash and no pair tells which belong together; they are sealed as notes are. A hint is sometimes wrong,
// and a person decides.
import { sha256 } from './canonical'
import type { Hint, Pack } from './contract'
import { words, type Word } from './fold'

const HEX = 4

export class Names {
  private readonly known: Set<string>
  private readonly asked = new Map<string, Promise<boolean>>()

  constructor(private readonly hints: Pack['name_hints']) {
    this.known = new Set(hints.hashes)
  }

  async in(text: string): Promise<Hint[]> {
    if (this.known.size === 0) {
      return []
    }
    const found = words(text)
    const pairs = await Promise.all(found.map((word, at) => this.pair(word, found[at + 1], text)))
    const alone = await Promise.all(found.map((word) => this.alone(word, text)))
    const hints: Hint[] = []
    found.forEach((_, at) => {
      const hint = pairs[at] ?? alone[at]
      if (hint && hint.start >= (hints.at(-1)?.end ?? 0)) {
        hints.push(hint)
      }
    })
    return hints
  }

  // Two words that stand together count without a capital.
  private async pair(word: Word, next: Word | undefined, text: string): Promise<Hint | null> {
    if (!next || /[.!?;:\n]/u.test(text.slice(word.end, next.start))) {
      return null
    }
    const both = await Promise.all([this.holds(word.folded), this.holds(next.folded)])
    return both.every(Boolean) ? { start: word.start, end: next.end, words: text.slice(word.start, next.end) } : null
  }

  // One word alone counts only with a capital: "will", "hope" and "may" are names too.
  private async alone(word: Word, text: string): Promise<Hint | null> {
    const written = text.slice(word.start, word.end)
    return /^\p{Lu}/u.test(written) && (await this.holds(word.folded)) ? { start: word.start, end: word.end, words: written } : null
  }

  private holds(folded: string): Promise<boolean> {
    let answer = this.asked.get(folded)
    if (!answer) {
      answer = sha256(`${this.hints.salt}|${folded}`).then((hash) => this.known.has(hash.slice(0, HEX)))
      this.asked.set(folded, answer)
    }
    return answer
  }
}
