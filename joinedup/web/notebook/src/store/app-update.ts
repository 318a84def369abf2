// New versions of the app itself. One is fetched beside the old and waits; nothing is interrupted.
import { Value } from './watched'

const LOOK = 3_600_000
const PATIENCE = 5_000

export class Update {
  readonly ready = new Value(false)
  private registration: ServiceWorkerRegistration | null = null

  async register(): Promise<void> {
    if (!('serviceWorker' in navigator)) {
      return
    }
    try {
      const how: RegistrationOptions = { scope: '/notebook/', updateViaCache: 'none' }
      this.registration = await navigator.serviceWorker.register('/notebook/sw.js', how)
      this.look()
      this.registration.addEventListener('updatefound', () => this.watch())
      this.watch()
      setInterval(() => void this.registration?.update().catch(() => undefined), LOOK)
    } catch (error) {
      console.warn('The notebook could not be kept for working offline yet.', error)
    }
  }

  private watch(): void {
    this.registration?.installing?.addEventListener('statechange', () => this.look())
  }

  private look(): void {
    this.ready.set(Boolean(this.registration?.waiting && navigator.serviceWorker.controller))
  }

  async apply(): Promise<{ updating: boolean; why: string }> {
    const waiting = this.registration?.waiting
    if (!waiting) {
      return { updating: false, why: 'There is no new version.' }
    }
    const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    if (!(await alone(waiting))) {
      return { updating: false, why: 'The notebook is open in another tab. Close it there first, so that nothing is interrupted.' }
    }
    await taken
    location.reload()
    return { updating: true, why: '' }
  }
}

function alone(waiting: ServiceWorker): Promise<boolean> {
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => answer(event.data === true)
    setTimeout(() => answer(false), PATIENCE)
    waiting.postMessage('update', [port2])
  })
}
