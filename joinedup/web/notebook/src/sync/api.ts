// What the notebook asks of the server. Each answer is JSON; a cut one counts as not reached, a page in its place as refused.
import type { Arrival, Id, Pack, Revision } from '../contract'
import type { Env } from '../store/env'

export interface Me {
  person: { id: Id; name: string }
  csrf: string
  inspections: { id: Id; title: string; stage: string; may_write: boolean }[]
  server_time: string
}

export interface Synced {
  received: { id: Id; at: string }[]
  aside: { id: Id; why: string }[]
  arrivals: Arrival[]
  withdrawn?: Id[] // notes once open to this person and closed to them since; told each time
  cursor: number
  more: boolean
  revoked: boolean
  wipe: boolean
  server_time: string
}

export interface Proof {
  device: Id
  revisions: number
  digest: string
  at: string
}

// The server was not reached, or what came back was no answer of its own: ask again later.
export class UnreachedError extends Error {}

// The server answered no.
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

const PATIENCE = 30_000

export class Api {
  csrf = ''

  constructor(private readonly env: Env) {}

  async me(): Promise<Me> {
    const me = await this.ask<Me>('GET', 'me')
    this.csrf = me.csrf
    return me
  }

  device(id: Id, name: string): Promise<{ id: Id; name: string; revoked: boolean }> {
    return this.ask('POST', 'devices', { id, name })
  }

  pack(inspection: Id, device: Id): Promise<Pack> {
    return this.ask('GET', `${inspection}/pack?device=${device}`)
  }

  sync(inspection: Id, device: Id, since: number, revisions: Revision[]): Promise<Synced> {
    return this.ask('POST', `${inspection}/sync`, { device, since, revisions })
  }

  wiped(inspection: Id, proof: Proof): Promise<{ ok: boolean }> {
    return this.ask('POST', `${inspection}/wiped`, proof)
  }

  held(inspection: Id, hashes: string[]): Promise<{ missing: string[] }> {
    return this.ask('POST', `${inspection}/held`, { hashes })
  }

  private async ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const given = new AbortController()
    const timer = setTimeout(() => given.abort(), PATIENCE)
    try {
      const response = await this.reach(method, path, body, given.signal)
      if (response.type === 'opaqueredirect') {
        throw new RefusedError(401, 'Sign in to send.') // sent to a page: only signing in does that
      }
      const answer = await whole(response)
      if (!response.ok) {
        const { error } = answer as { error?: string }
        throw new RefusedError(response.status, typeof error === 'string' ? error : `The server answered ${response.status}.`)
      }
      return answer as T
    } finally {
      clearTimeout(timer)
    }
  }

  private async reach(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json'
      headers['X-CSRFToken'] = this.csrf
    }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const how: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', redirect: 'manual', signal, ...sent }
    try {
      return await this.env.fetch(`/notebook/api/${path}`, how)
    } catch (error) {
      throw new UnreachedError('The server could not be reached.', { cause: error })
    }
  }
}

async function whole(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (response.ok) {
      throw new UnreachedError('The server’s answer was cut short.', { cause: error })
    }
    throw new RefusedError(response.status, `The server answered ${response.status}.`)
  }
}
