// The wordings of one note beside one another, with what only one of them says marked: for the eye and in words.
import type { Branch, Content } from '../contract'
import { type Words } from './context'
import { type Piece, pieces } from './differences'
import { factsOf } from './facts'
import { when } from './times'

interface Side {
  title: string
  content: Content
}

export function sidesOf(branches: readonly Branch[], here?: Content | undefined): Side[] {
  const others = branches.map((branch) => ({
    title: `${branch.here ? 'Written on this device' : `Written elsewhere${branch.head.by_name ? ` by ${branch.head.by_name}` : ''}`}, ${when(branch.head.written_at)}`,
    content: branch.head.content,
  }))
  return here ? [{ title: 'The wording you have open', content: here }, ...others] : others
}

export function Beside({ words, branches, here }: { words: Words; branches: readonly Branch[]; here?: Content | undefined }) {
  const sides = sidesOf(branches, here)
  return (
    <div class="app-sides">
      {sides.map((side, place) => {
        const other = (sides[place === 0 ? 1 : 0] ?? side).content
        return (
          <section class="app-side" key={side.title + String(place)} aria-label={side.title}>
            <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{side.title}</h3>
            <Wording text={side.content.text} other={other.text} />
            {(side.content.child_words || other.child_words) && (
              <><p class="app-side__field">The child’s own words</p><Wording text={side.content.child_words} other={other.child_words} /></>
            )}
            <Different words={words} content={side.content} other={other} />
          </section>
        )
      })}
    </div>
  )
}

export function Wording({ text, other }: { text: string; other: string }) {
  return (
    <p class="app-side__words">
      {text ? pieces(text, other).map((piece, place) => <Marked key={place} piece={piece} />) : <span class="app-quiet">Nothing</span>}
    </p>
  )
}

function Marked({ piece }: { piece: Piece }) {
  const said = piece.text.trimEnd()
  if (!piece.only || !said) {
    return <>{piece.text}</>
  }
  return (
    <>
      <mark class="app-only-here"><span class="govuk-visually-hidden">[Only here: </span>{said}<span class="govuk-visually-hidden">]</span></mark>
      {piece.text.slice(said.length)}
    </>
  )
}

/** The facts in which a wording differs from the other. */
function Different({ words, content, other }: { words: Words; content: Content; other: Content }) {
  const others = new Map(factsOf(other, words))
  const rows = factsOf(content, words).filter(([name, value]) => others.get(name) !== value)
  return (
    <>
      {rows.map(([name, value]) => (
        <p class="govuk-body-s govuk-!-margin-bottom-1" key={name}>{name}: <mark class="app-only-here"><span class="govuk-visually-hidden">[Only here: </span>{value || 'not said'}<span class="govuk-visually-hidden">]</span></mark></p>
      ))}
    </>
  )
}
