// The notebook's screens: which one is shown, from how the notebook stands and from the address.
import { render } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'

import type { InspectionHere, Notebook } from './contract'
import { openNotebook } from './open'
import { Here, useNotebook, useWatched, wordsOf } from './screens/context'
import { Device } from './screens/device'
import { Cover, Frame, Heading } from './screens/frame'
import { History } from './screens/history'
import { Home } from './screens/home'
import { FirstUse, Nothing, Unlock } from './screens/locks'
import { NewNote, Note } from './screens/note'
import { Notes } from './screens/notes'
import { Children, Criteria, Timetable } from './screens/reference'
import { type Route, useRoute } from './screens/route'
import { WorkLeft } from './screens/work-left'

function App() {
  const notebook = useNotebook()
  const lock = useWatched(notebook.lock)
  useActivity(notebook)
  switch (lock.kind) {
    case 'starting':
      return <Opening />
    case 'new':
      return <FirstUse />
    case 'locked':
      return <Unlock neverSent={lock.neverSent} />
    case 'open':
      return lock.covered ? <Unlock key="covered" neverSent={0} covered={lock.covered} /> : <Frame><Screen /></Frame>
    case 'unavailable':
      return <Nothing key="unavailable" title="The notebook cannot keep anything here" why={lock.why} />
    case 'wiped':
      return <Nothing key="wiped" title="The notebook on this device is empty" why={lock.why} />
  }
}

/** Each key or touch puts off the lock. */
function useActivity(notebook: Notebook): void {
  useEffect(() => {
    const active = () => notebook.active()
    const kinds = ['keydown', 'pointerdown', 'touchstart'] as const
    kinds.forEach((kind) => window.addEventListener(kind, active, { passive: true }))
    return () => kinds.forEach((kind) => window.removeEventListener(kind, active))
  }, [notebook])
}

function Opening() {
  return <Cover><Heading title="Notebook" quiet /><p class="govuk-body">Opening</p></Cover>
}

function Screen() {
  const route = useRoute()
  const here = useWatched(useNotebook().inspections).find((one) => one.id === route.inspection)
  if (!route.inspection) {
    return route.screen === 'device' ? <Device words={null} /> : <Home />
  }
  return here?.packed ? <Inside route={route} here={here} key={route.inspection} /> : <Home />
}

function Inside({ route, here }: { route: Route; here: InspectionHere }) {
  const pack = useNotebook().pack(here.id)
  const words = useMemo(() => pack && wordsOf(pack), [pack])
  if (!words) {
    return <Home />
  }
  const { screen, about, part } = route
  switch (screen) {
    case 'notes':
      if (about === 'new') {
        return <NewNote words={words} about={part} />
      }
      if (about && about !== 'search') {
        return part === 'history' ? <History words={words} note={about} /> : <Note key={about} words={words} note={about} part={part} />
      }
      return <Notes words={words} search={about === 'search'} />
    case 'timetable':
      return <Timetable words={words} />
    case 'children':
      return <Children words={words} />
    case 'criteria':
      return <Criteria words={words} />
    case 'device':
      return <Device words={words} />
    default:
      return <WorkLeft words={words} />
  }
}

async function start(place: HTMLElement): Promise<void> {
  const notebook = await openNotebook()
  place.replaceChildren()
  render(<Here.Provider value={notebook}><App /></Here.Provider>, place)
}

const place = document.getElementById('notebook')
if (place) {
  void start(place)
}
