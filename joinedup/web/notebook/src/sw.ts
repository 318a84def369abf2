// The service worker: keeps the app itself on the device, and nothing else. What a person writes never passes through it.
// Two names are put before this code by the server: which version this is, and the addresses that belong to it.
// A new version is fetched whole beside the old one and waits until no tab uses the old: an update interrupts nobody.
import { clientsClaim } from 'workbox-core'
import { PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, Router } from 'workbox-routing'

interface Asked extends ExtendableEvent {
  data: unknown
  ports: readonly MessagePort[]
}

interface Worker extends EventTarget {
  NOTEBOOK: { version: string; files: string[] }
  registration: ServiceWorkerRegistration
  skipWaiting(): Promise<void>
  clients: { matchAll(how: { includeUncontrolled: boolean; type: 'window' }): Promise<{ url: string }[]> }
}

const worker = self as unknown as Worker
const { version, files } = worker.NOTEBOOK
const shell = new URL(files[0] as string, location.href).href

// Fetched past the browser's own cache, so that a version is never put together from two.
const kept = new PrecacheController({ cacheName: 'joinedup-notebook' })
kept.addToCacheList(files.map((url) => ({ url, revision: version })))
const router = new Router()
router.registerRoute(new PrecacheRoute(kept, { cleanURLs: false, directoryIndex: '' }))
// Any address of the notebook's own is the shell; what the server answers (api/) is never kept and never made up.
const shellOnly = { allowlist: [new RegExp(`^${new URL(shell).pathname}(?:\\?.*)?$`)] }
router.registerRoute(new NavigationRoute(kept.createHandlerBoundToURL(files[0] as string), shellOnly))

worker.addEventListener('install', (event) => (event as ExtendableEvent).waitUntil(kept.install(event as ExtendableEvent)))
worker.addEventListener('activate', (event) => (event as ExtendableEvent).waitUntil(kept.activate(event as ExtendableEvent)))
worker.addEventListener('fetch', (event) => {
  const asked = event as FetchEvent
  const answer = router.handleRequest({ request: asked.request, event: asked })
  if (answer) {
    asked.respondWith(answer)
  }
})

// "Update now": only where one tab is open, so that no other tab loses the files it runs on.
worker.addEventListener('message', (event) => {
  const asked = event as Asked
  if (asked.data === 'update') {
    asked.waitUntil(update(asked.ports[0]))
  }
})

async function update(answer: MessagePort | undefined): Promise<void> {
  const tabs = await worker.clients.matchAll({ includeUncontrolled: true, type: 'window' })
  const alone = tabs.filter((tab) => new URL(tab.url).pathname === new URL(shell).pathname).length <= 1
  answer?.postMessage(alone)
  if (alone) {
    await worker.skipWaiting()
  }
}

// The very first version takes the page that brought it, so that the notebook opens offline from then on.
if (!worker.registration.active) {
  clientsClaim()
}
