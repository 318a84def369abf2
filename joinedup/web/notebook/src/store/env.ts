// What the notebook asks of the browser, in one place: tests give their own, so that clocks, locks and tabs can be played with.

import { ROUNDS } from '../crypto'

export interface Locks {
  request<T>(name: string, options: LockOptions, held: (lock: unknown) => Promise<T>): Promise<T>
  query(): Promise<{ held?: { name?: string; mode?: LockMode }[] }>
}

export interface Channel {
  post(message: unknown): void
  listen(hear: (message: unknown) => void): void
  close(): void
}

export interface Env {
  database: string
  rounds: number // of the passphrase's derivation: fewer in tests only
  now(): number
  newId(): string
  locks: Locks
  channel(): Channel
  fetch(url: string, how: RequestInit): Promise<Response>
  online(): boolean
  // Asks the browser never to clear what is kept; null where it cannot be asked.
  persist(): Promise<boolean | null>
  random(): number
}

export const DATABASE = 'joinedup-notebook'

export function browserEnv(): Env {
  return {
    database: DATABASE,
    rounds: ROUNDS,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    locks: navigator.locks as unknown as Locks,
    channel: () => broadcast(new BroadcastChannel(DATABASE)),
    fetch: (url, how) => fetch(url, how),
    online: () => navigator.onLine,
    persist: async () => (navigator.storage?.persist ? navigator.storage.persist() : null),
    random: () => Math.random(),
  }
}

function broadcast(channel: BroadcastChannel): Channel {
  return {
    post: (message) => channel.postMessage(message),
    listen: (hear) => channel.addEventListener('message', (event) => hear(event.data)),
    close: () => channel.close(),
  }
}

// What a device is called whose owner gave it no name: only what the browser says of itself.
export function browserName(): string {
  const agent = typeof navigator === 'undefined' ? '' : navigator.userAgent
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'CrOS', 'Linux'].find((each) => agent.includes(each))
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((each) => agent.includes(each))
  return `${browser === 'Edg' ? 'Edge' : (browser ?? 'Browser')} on ${system ?? 'a device'}`
}
