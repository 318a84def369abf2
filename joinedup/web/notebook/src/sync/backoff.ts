// How long to wait before asking a troubled server again: twice as long each time, anywhere below that, so that forty tablets which
// lost one server together do not come back together.
const FIRST = 1_000
const LONGEST = 60_000

export function backOff(failures: number, random: () => number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10))
  return Math.round(FIRST / 2 + random() * (most - FIRST / 2))
}
