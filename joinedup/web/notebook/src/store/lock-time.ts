// After how many minutes without a key or a touch the notebook locks by itself: as its person chose, never longer than a pack allows.
import type { Pack } from '../contract'

const UNTOLD = 15 // where no pack says otherwise
const OFFERED = [5, 15, 30, 60]

export function lockTime(chosen: number, packs: Iterable<Pack>): { minutes: number; choices: number[] } {
  const all = [...packs]
  const said = all.map((pack) => pack.lock_after_minutes).filter((each) => each > 0)
  const longest = Math.min(...all.flatMap((pack) => pack.lock_longest_minutes || []))
  const minutes = Math.min(chosen || Math.min(...(said.length > 0 ? said : [UNTOLD])), longest)
  const choices = [...new Set([...OFFERED.filter((each) => each <= longest), minutes])].sort((one, other) => one - other)
  return { minutes, choices }
}
