// The frame of every screen: own header, what must be told, the way between the screens, and one heading the title begins with.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { useNotebook, useWatched } from './context'
import { Notices, SyncLine } from './notices'
import { useRoute, to } from './route'
import { Shortcuts, useShortcutsOpen } from './shortcuts'

const SCREENS = [
  ['', 'My work left'],
  ['notes', 'Notes'],
  ['timetable', 'Timetable'],
  ['children', 'Children'],
  ['criteria', 'Criteria'],
  ['device', 'This device'],
] as const

/** The page's first heading: takes the focus when a screen opens, so that a screen reader says where the person is. */
export function Heading({ title, caption, quiet, size = 'l' }: { title: string; caption?: string; quiet?: boolean; size?: 'l' | 'm' }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Notebook – Joinedup`
    if (!quiet) {
      heading.current?.focus()
      window.scrollTo(0, 0)
    }
  }, [title, quiet])
  return (
    <>
      {caption && <span class={`govuk-caption-${size}`}>{caption}</span>}
      <h1 class={`govuk-heading-${size}`} tabIndex={-1} ref={heading}>{title}</h1>
    </>
  )
}

/** The frame before the notebook is open: nothing of an inspection on it. */
export function Cover({ children }: { children: ComponentChildren }) {
  return (
    <>
      <SkipLink />
      <Header />
      <div class="govuk-width-container"><main class="govuk-main-wrapper" id="main-content">{children}</main></div>
      <Footer />
    </>
  )
}

export function Frame({ children }: { children: ComponentChildren }) {
  const notebook = useNotebook()
  const [open, onOpen, onClose] = useShortcutsOpen()
  const route = useRoute()
  const here = useWatched(notebook.inspections).find((one) => one.id === route.inspection)
  return (
    <>
      <SkipLink />
      <Header>
        <button type="button" class="app-header__button" onClick={onOpen}>Keys</button>
        <button type="button" class="app-header__button" onClick={() => void notebook.lockNow()}>Lock now</button>
      </Header>
      <section class="app-notebook-bar" aria-label="Inspection and sending">
        <div class="govuk-width-container">
          <p>{here ? <><strong>{here.title}</strong> <a class="govuk-link" href="#/">All inspections<span class="govuk-visually-hidden"> on this device</span></a></> : <strong>Notebook</strong>}</p>
          <SyncLine />
        </div>
      </section>
      <div class="govuk-width-container">
        {here?.packed && <Screens inspection={here.id} now={route.screen} />}
        <Notices inspection={here} />
        <main class="govuk-main-wrapper" id="main-content">{children}</main>
      </div>
      <Footer />
      <Shortcuts inspection={here?.packed ? here.id : ''} open={open} onOpen={onOpen} onClose={onClose} />
    </>
  )
}

function Screens({ inspection, now }: { inspection: string; now: string }) {
  return (
    <nav class="app-notebook-nav" aria-label="Screens of the notebook">
      <ul>
        {SCREENS.map(([screen, name]) => (
          <li key={screen}>
            <a class="govuk-link govuk-link--no-underline" href={screen ? to(inspection, screen) : to(inspection)}
              aria-current={screen === now ? 'page' : undefined}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SkipLink() {
  const skip = (event: Event) => {
    event.preventDefault() // the address is the screen's: it must not change
    document.querySelector<HTMLElement>('main h1')?.focus()
    document.querySelector('main')?.scrollIntoView()
  }
  return <a class="govuk-skip-link" href="#main-content" onClick={skip}>Skip to main content</a>
}

function Header({ children }: { children?: ComponentChildren }) {
  return (
    <header class="app-header">
      <div class="govuk-width-container app-header__inner">
        <a class="app-header__wordmark" href="#/"><Rings /><span>Joinedup notebook</span></a>
        <p class="app-header__who">{children}<a href="/inspectorate/">The inspectorate’s pages</a></p>
      </div>
    </header>
  )
}

function Rings() {
  return (
    <svg width="38" height="34" viewBox="0 0 38 34" aria-hidden="true" focusable="false">
      <g fill="none" stroke-width="3.6">
        <circle cx="12.5" cy="12.5" r="9.2" stroke="#fff" />
        <circle cx="25.5" cy="12.5" r="9.2" stroke="#8fd3c8" />
        <circle cx="19" cy="22.5" r="9.2" stroke="#f2c078" />
      </g>
    </svg>
  )
}

function Footer() {
  return (
    <footer class="govuk-template__footer">
      <div class="govuk-width-container app-footer">
        <p>What you write is kept on this device, under your passphrase, and sent when there is a network.</p>
      </div>
    </footer>
  )
}
