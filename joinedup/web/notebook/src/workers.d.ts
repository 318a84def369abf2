// The service worker's own events, which the types of a page do not know. Only what the notebook and workbox use.
interface ExtendableEvent extends Event {
  waitUntil(done: Promise<unknown>): void
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  respondWith(answer: Response | Promise<Response>): void
}

interface Client {
  readonly id: string
  readonly url: string
}
