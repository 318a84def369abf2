// Words folded the same way on every device and on the server, so that "O'Brien", "obrien" and "Óbrien" are one word.
// Lower case, compatibility forms taken apart, marks dropped, letters only.

export function folded(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
}

export interface Word {
  start: number
  end: number
  folded: string
}

// The words of a text with where they stand. Apostrophes and hyphens inside a word belong to it ("O'Brien", "Ann-Marie").
export function words(text: string): Word[] {
  const found: Word[] = []
  for (const match of text.matchAll(/[\p{L}\p{M}]+(?:['’‐-][\p{L}\p{M}]+)*/gu)) {
    const word = folded(match[0])
    if (word) {
      found.push({ start: match.index, end: match.index + match[0].length, folded: word })
    }
  }
  return found
}

// For searching: digits count, anything else parts words.
export function searchable(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
