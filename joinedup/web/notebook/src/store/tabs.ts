// Several tabs of one notebook: which are alive, and what they tell each other. A tab holds a lock for as long as it lives; the browser
// lets go of it when the tab crashes, so that nobody has to guess whether it is gone.
import type { Id } from '../contract'
import type { Channel, Env } from './env'

export type Told =
  | { kind: 'revisions'; ids: Id[] }
  | { kind: 'receipts'; ids: Id[] }
  | { kind: 'forgotten'; notes: Id[] } // closed to this person, and gone from the disk
  | { kind: 'packs' }
  | { kind: 'lock' }
  | { kind: 'active' }
  | { kind: 'wiped'; inspection: Id | null; why: string }
  | { kind: 'ask-key' }
  | { kind: 'key'; key: CryptoKey }
  | { kind: 'send' }
  | { kind: 'save'; asked: Id }
  | { kind: 'saved'; asked: Id; tab: string; safe: boolean }

const PATIENCE = 2_000 // a tab the browser froze saved as it froze, and answers nothing
const PREFIX = 'joinedup-notebook-tab-'

export class Tabs {
  readonly id: string
  private readonly channel: Channel
  private letGo: () => void = () => undefined
  private readonly watched = new Set<string>()
  private readonly ending = new AbortController()
  private readonly asking = new Map<Id, { left: Set<string>; done: (safe: boolean) => void }>()

  constructor(private readonly env: Env) {
    this.id = env.newId()
    this.channel = env.channel()
  }

  // Before anything is typed: from here on this tab's working copies are known to belong to somebody.
  async hold(): Promise<void> {
    await new Promise<void>((held, failed) => {
      const living = new Promise<void>((done) => (this.letGo = done))
      this.env.locks
        .request(PREFIX + this.id, {}, () => {
          held()
          return living
        })
        .catch(failed)
    })
  }

  // Who watches a lock shares it for a moment, and is not who lives by it.
  async alive(): Promise<Set<string>> {
    const { held = [] } = await this.env.locks.query()
    const lived = held.filter(({ name, mode }) => name?.startsWith(PREFIX) && mode === 'exclusive')
    return new Set(lived.map(({ name }) => (name as string).slice(PREFIX.length)))
  }

  // Tells when another tab alive now is gone, as soon as it is: its lock falls free, however it went.
  async watch(gone: () => void): Promise<void> {
    const others = [...(await this.alive())].filter((tab) => tab !== this.id && !this.watched.has(tab))
    others.forEach((tab) => {
      this.watched.add(tab)
      this.env.locks
        .request(PREFIX + tab, { mode: 'shared', signal: this.ending.signal }, async () => undefined)
        .then(gone, () => undefined)
        .finally(() => this.watched.delete(tab))
    })
  }

  tell(told: Told): void {
    this.channel.post(told)
  }

  listen(hear: (told: Told) => void): void {
    this.channel.listen((message) => {
      const told = message as Told
      return told.kind === 'saved' ? this.answered(told.asked, told.tab, told.safe) : hear(told)
    })
  }

  // Asks every other tab to put on disk what was typed there; false where one says that it cannot.
  async othersSaved(): Promise<boolean> {
    const left = await this.alive()
    left.delete(this.id)
    if (left.size === 0) {
      return true
    }
    const asked = this.env.newId()
    const answer = new Promise<boolean>((done) => {
      this.asking.set(asked, { left, done })
      setTimeout(() => done(true), PATIENCE)
    })
    this.tell({ kind: 'save', asked })
    return answer.finally(() => this.asking.delete(asked))
  }

  private answered(asked: Id, tab: string, safe: boolean): void {
    const asking = this.asking.get(asked)
    asking?.left.delete(tab)
    if (asking && (!safe || asking.left.size === 0)) {
      asking.done(safe)
    }
  }

  end(): void {
    this.ending.abort()
    this.letGo()
    this.channel.close()
  }
}
