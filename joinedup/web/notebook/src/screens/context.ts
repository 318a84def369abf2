// What every screen needs: the notebook, and being drawn again when something in it changes.
import { createContext } from 'preact'
import { useContext, useEffect, useReducer } from 'preact/hooks'

import type { Criterion, Id, Notebook, Pack, Watched } from '../contract'

export const Here = createContext<Notebook | null>(null)

export function useNotebook(): Notebook {
  const notebook = useContext(Here)
  if (!notebook) {
    throw new Error('A screen of the notebook was drawn outside it.')
  }
  return notebook
}

/** Return what is watched now, and draw the screen again after each change. */
export function useWatched<T>(watched: Watched<T>): T {
  const [, again] = useReducer((times: number, _: void) => times + 1, 0)
  useEffect(() => {
    again() // what changed between drawing and listening
    return watched.subscribe(() => again())
  }, [watched])
  return watched.get()
}

/** Draw the screen again whenever a note changes or arrives. */
export function useChanges(): number {
  return useWatched(useNotebook().changed)
}

/** An inspection's pack with the words its ids stand for. */
export interface Words {
  pack: Pack
  source: (id: Id) => string
  sector: (id: Id) => string
  criterion: (id: Id) => string
  child: (id: Id) => string
  area: (criterion: Criterion) => string
}

export function wordsOf(pack: Pack): Words {
  const named = <T extends { id: Id }>(list: readonly T[], word: (one: T) => string) => {
    const known = new Map(list.map((one) => [one.id, word(one)]))
    return (id: Id) => known.get(id) ?? id
  }
  const areas = named(pack.areas, (area) => area.title)
  return {
    pack,
    source: named(pack.sources, (source) => source.title),
    sector: named(pack.sectors, (sector) => sector.name),
    criterion: named(pack.criteria, (criterion) => criterion.text),
    child: named(pack.children, (child) => child.code),
    area: (criterion) => areas(criterion.area),
  }
}

export const DIRECTIONS = [
  { value: 'strength', text: 'Strength' },
  { value: 'concern', text: 'Concern' },
  { value: 'context', text: 'Context' },
] as const

export function directionWords(direction: string): string {
  return DIRECTIONS.find((one) => one.value === direction)?.text ?? ''
}
