// Two wordings beside one another: what only one of them says, and a text that keeps what both say.

export interface Piece {
  text: string
  only: boolean // said here and not in the other wording
}

/** More comparisons than this are not worth a person's wait: the whole part that differs is marked instead. */
const ENOUGH = 1_500_000

export function pieces(here: string, there: string): Piece[] {
  const [mine, theirs] = [tokens(here), tokens(there)]
  return together(shared(mine, theirs), mine)
}

/** Return `first` with every line that only `second` has put in where it stands there: nothing either wrote is lost. */
export function keepBoth(first: string, second: string): string {
  const [mine, theirs] = [first.split('\n'), second.split('\n')]
  const kept = pairs(mine, theirs)
  const whole: string[] = []
  let [at, to] = [0, 0]
  for (const [place, other] of [...kept, [mine.length, theirs.length]] as [number, number][]) {
    whole.push(...mine.slice(at, place), ...theirs.slice(to, other))
    if (place < mine.length) {
      whole.push(mine[place] ?? '')
    }
    ;[at, to] = [place + 1, other + 1]
  }
  return whole.join('\n')
}

function tokens(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
}

function shared(mine: string[], theirs: string[]): Set<number> {
  return new Set(pairs(mine, theirs).map(([place]) => place))
}

function together(same: Set<number>, list: string[]): Piece[] {
  const found: Piece[] = []
  list.forEach((text, place) => {
    const last = found[found.length - 1]
    const only = !same.has(place)
    if (last && (last.only === only || !text.trim())) {
      last.text += text
    } else {
      found.push({ text, only })
    }
  })
  return found
}

/** The places that both lists share, in order: their longest common subsequence. */
function pairs(mine: string[], theirs: string[]): [number, number][] {
  let [start, end, other] = [0, mine.length, theirs.length]
  while (start < end && start < other && mine[start] === theirs[start]) {
    start += 1
  }
  while (end > start && other > start && mine[end - 1] === theirs[other - 1]) {
    end -= 1
    other -= 1
  }
  const front = Array.from({ length: start }, (_, place): [number, number] => [place, place])
  const back = Array.from({ length: mine.length - end }, (_, place): [number, number] => [end + place, other + place])
  return [...front, ...middle(mine, theirs, start, end, other), ...back]
}

function middle(mine: string[], theirs: string[], start: number, end: number, other: number): [number, number][] {
  const [rows, columns] = [end - start, other - start]
  if (rows * columns > ENOUGH) {
    return []
  }
  const lengths = new Uint32Array((rows + 1) * (columns + 1))
  const at = (row: number, column: number) => lengths[row * (columns + 1) + column] ?? 0
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * (columns + 1) + column] =
        mine[start + row] === theirs[start + column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const found: [number, number][] = []
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (mine[start + row] === theirs[start + column]) {
      found.push([start + row, start + column])
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      row += 1
    } else {
      column += 1
    }
  }
  return found
}
