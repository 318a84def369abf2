// All my notes in a file of my own: JSON with every revision as it was hashed, or one HTML page to read and print.
import { plain } from './canonical'
import type { KnownRevision, NoteView, Pack } from './contract'

const MARKING = 'OFFICIAL-SENSITIVE'

export interface Exported {
  pack: Pack | null
  notes: { view: NoteView; history: KnownRevision[] }[]
  at: string
}

export function asJson({ pack, notes, at }: Exported): Blob {
  const inspection = pack ? { id: pack.inspection.id, title: pack.inspection.title } : null
  const whole = notes.map(({ view, history }) => ({
    note: view.id,
    revisions: history.map((revision) => ({ ...plain(revision), hash: revision.hash, sent: revision.sent })),
  }))
  const text = JSON.stringify({ form: 2, marking: MARKING, exported_at: at, inspection, notes: whole }, null, 1)
  return new Blob([text], { type: 'application/json' })
}

export function asHtml({ pack, notes, at }: Exported): Blob {
  const title = `Notes: ${pack?.inspection.title ?? 'an inspection'}`
  const body = notes.map(({ view, history }) => noteHtml(pack, view, history)).join('\n')
  const page = `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${safe(title)}</title></head>
<body><p><strong>${MARKING}</strong></p><h1>${safe(title)}</h1><p>${notes.length} notes, taken from this device at ${safe(at)} (UTC).</p>
${body}
<p><strong>${MARKING}</strong></p>
</body></html>
`
  return new Blob([page], { type: 'text/html' })
}

function noteHtml(pack: Pack | null, view: NoteView, history: KnownRevision[]): string {
  const branches = view.branches.map(({ head }) => contentHtml(pack, head)).join('\n')
  const times = history.map((each) => `<li>${safe(each.written_at)}: ${safe(sentInWords(each))}</li>`).join('')
  return `<article><h2>${safe(view.content.seen_at)}</h2>${branches}<h3>When it was written</h3><ol>${times}</ol></article>`
}

function contentHtml(pack: Pack | null, { content }: KnownRevision): string {
  const named = (all: { id: string; title?: string; name?: string; text?: string; code?: string }[] | undefined, id: string) => {
    const one = all?.find((each) => each.id === id)
    return one?.title ?? one?.name ?? one?.text ?? one?.code ?? id
  }
  const facts: [string, string][] = [
    ['Kind of source', named(pack?.sources, content.source)],
    ['Role', content.role],
    ['Sector', named(pack?.sectors, content.sector)],
    ['Criteria', content.criteria.map((id) => named(pack?.criteria, id)).join('; ')],
    ['Child', content.tracked && named(pack?.children, content.tracked)],
    ['Strength, concern or context', content.direction],
    ['Period spoken of', [content.period_from, content.period_to].filter(Boolean).join(' to ')],
    ['For', content.eyes === 'restricted' ? 'restricted eyes' : 'the team'],
  ]
  const list = facts.filter(([, said]) => said).map(([name, said]) => `<dt>${name}</dt><dd>${safe(said)}</dd>`)
  const words = content.child_words ? `<blockquote><p>In the child’s own words: ${lines(content.child_words)}</p></blockquote>` : ''
  return `<dl>${list.join('')}</dl><p>${lines(content.text)}</p>${words}`
}

function sentInWords({ sent }: KnownRevision): string {
  return sent.kind === 'sent' ? `sent ${sent.at}` : sent.kind === 'aside' ? `kept aside: ${sent.why}` : 'on this device only'
}

function lines(text: string): string {
  return safe(text).replace(/\n/gu, '<br>')
}

function safe(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;')
}
