// What is kept on the device is sealed with a random data key, and the data key with the passphrase. Neither ever leaves the device.
// Forgetting the passphrase loses only what was never sent: what was sent is on the server.
import type { Unlocking } from './contract'

export const ROUNDS = 600_000 // PBKDF2-HMAC-SHA-256; OWASP Password Storage Cheat Sheet, 2023
export const LEAST_CHARACTERS = 8

// The words of the screens where a passphrase is made or forgotten.
export const FORGETTING =
  'Nobody can look up this passphrase. If you forget it, notes marked “Sent” are safe on the server; notes that were never sent are lost.'

export interface KeyRow {
  id: 'data'
  device: string
  salt: Uint8Array<ArrayBuffer>
  rounds: number
  iv: Uint8Array<ArrayBuffer>
  wrapped: ArrayBuffer
}

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

const AES = { name: 'AES-GCM', length: 256 }

async function wrapping(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  // NFKC, so that one passphrase typed on two keyboards is one passphrase.
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return crypto.subtle.deriveKey(how, base, AES, false, ['wrapKey', 'unwrapKey'])
}

async function wrap(key: CryptoKey, device: string, passphrase: string, rounds: number): Promise<KeyRow> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const wrapped = await crypto.subtle.wrapKey('raw', key, await wrapping(passphrase, salt, rounds), bound(iv, device))
  return { id: 'data', device, salt, rounds, iv, wrapped }
}

async function unwrap(row: KeyRow, passphrase: string, extractable: boolean): Promise<CryptoKey> {
  const by = await wrapping(passphrase, row.salt, row.rounds)
  return crypto.subtle.unwrapKey('raw', row.wrapped, by, bound(row.iv, row.device), AES, extractable, ['encrypt', 'decrypt'])
}

function bound(iv: Uint8Array<ArrayBuffer>, device: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`keys|${device}`) }
}

export async function newKeys(passphrase: string, device: string, rounds: number): Promise<{ row: KeyRow; key: CryptoKey }> {
  const made = await crypto.subtle.generateKey(AES, true, ['encrypt', 'decrypt'])
  const row = await wrap(made, device, passphrase, rounds)
  return { row, key: await unwrap(row, passphrase, false) }
}

// Works offline: the wrapped key itself says whether the passphrase is right.
export async function openKeys(row: KeyRow, passphrase: string): Promise<{ key: CryptoKey | null; how: Unlocking }> {
  try {
    return { key: await unwrap(row, passphrase, false), how: 'opened' }
  } catch (error) {
    return { key: null, how: error instanceof DOMException && error.name === 'OperationError' ? 'wrong' : 'failed' }
  }
}

export async function rewrapped(row: KeyRow, old: string, chosen: string): Promise<KeyRow | null> {
  try {
    return await wrap(await unwrap(row, old, true), row.device, chosen, row.rounds)
  } catch {
    return null
  }
}

// Each row is bound to its table and key, so that nobody can put one row in another's place.
export class Sealer {
  constructor(readonly key: CryptoKey) {}

  async seal(table: string, id: string, value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = new TextEncoder().encode(JSON.stringify(value))
    return { iv, data: await crypto.subtle.encrypt(this.how(iv, table, id), this.key, text) }
  }

  async open<T>(table: string, id: string, sealed: Sealed): Promise<T> {
    const text = await crypto.subtle.decrypt(this.how(sealed.iv, table, id), this.key, sealed.data)
    return JSON.parse(new TextDecoder().decode(text)) as T
  }

  private how(iv: Uint8Array<ArrayBuffer>, table: string, id: string): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${table}|${id}`) }
  }
}
