// One value that can be watched. Telling never throws: a screen that fails to draw must not stop a save.
import type { Watched } from '../contract'

export class Value<T> implements Watched<T> {
  private tellers = new Set<() => void>()

  constructor(private value: T) {}

  get(): T {
    return this.value
  }

  set(value: T): void {
    if (value !== this.value) {
      this.value = value
      this.tell()
    }
  }

  subscribe(tell: () => void): () => void {
    this.tellers.add(tell)
    return () => this.tellers.delete(tell)
  }

  private tell(): void {
    for (const tell of [...this.tellers]) {
      try {
        tell()
      } catch (error) {
        console.error(error)
      }
    }
  }
}
