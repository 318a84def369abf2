// Several wordings of one note become one, at a person's word: what they typed joins both, and each wording stays in the history.
import { useState } from 'preact/hooks'

import { cleaned, sameContent } from '../canonical'
import type { Branch, Content, EditingSession, Id } from '../contract'
import { Beside } from './branches'
import { type Words, useWatched } from './context'
import { keepBoth } from './differences'
import { factsOf } from './facts'
import { Heading } from './frame'
import { Button, ErrorSummary, Radios, TextArea } from './parts'
import { go, to } from './route'
import { SaveLine } from './save-line'

/** The fields of which one value is kept, by the name they have in the summary. Criteria are put together instead. */
const ONE_OF: readonly [keyof Content, string][] = [
  ['source', 'Kind of source'],
  ['role', 'Role spoken to'],
  ['sector', 'Sector'],
  ['tracked', 'Child'],
  ['direction', 'Direction'],
  ['seen_at', 'Seen'],
  ['period_from', 'Period spoken of'],
  ['question', 'Answer it rests on'],
]

/** Every word of every wording: the text a person starts from when they join them. */
export function proposed(contents: readonly Content[], order: readonly string[]): Content {
  const [first, ...rest] = contents as [Content, ...Content[]]
  const filled = (name: keyof Content) => contents.map((one) => one[name]).find((value) => value) ?? ''
  const chosen = new Set(contents.flatMap((one) => one.criteria))
  return {
    ...first,
    ...Object.fromEntries(ONE_OF.map(([name]) => [name, filled(name)])),
    period_to: first.period_from ? first.period_to : (contents.find((one) => one.period_from) ?? first).period_to,
    text: rest.reduce((whole, one) => keepBoth(whole, one.text), first.text),
    child_words: rest.reduce((whole, one) => keepBoth(whole, one.child_words), first.child_words),
    criteria: order.filter((id) => chosen.has(id)),
    eyes: contents.some((one) => one.eyes === 'restricted') ? 'restricted' : 'team',
  }
}

/**
 * The text being made of several wordings. What is typed into it is typed into the person's own wording, so that it is kept, cut, sent
 * and locked like any other; joining puts it on top of every wording the person saw. What arrives meanwhile takes none of it away: it
 * stands beside.
 */
export class Joining {
  readonly contents: readonly Content[]
  readonly others: readonly Branch[]
  content: Content
  private readonly heads: Id[]
  private on: Id[]

  constructor(private readonly session: EditingSession, order: readonly Id[]) {
    const { basedOn, content, others } = session.get()
    this.others = others
    this.contents = [content, ...others.map((branch) => branch.head.content)]
    this.heads = [...basedOn, ...others.map((branch) => branch.head.id)]
    this.on = basedOn
    this.content = proposed(this.contents, order)
  }

  change(part: Partial<Content>): void {
    const { content, basedOn } = this.session.get()
    this.on = sameContent(content, this.content) ? basedOn : this.on // its newest revision, unless another wording came into its place
    this.content = cleaned({ ...this.content, ...part })
    this.session.type(this.content, this.on)
  }

  join(): Promise<void> {
    return this.session.join(this.content, this.heads)
  }
}

export function Join({ words, session }: { words: Words; session: EditingSession }) {
  const view = useWatched(session)
  const [joining] = useState(() => new Joining(session, words.pack.criteria.map((one) => one.id)))
  const { contents, content } = joining
  const [trouble, tell] = useState('')
  const [typed, setTyped] = useState(0)
  const back = to(view.inspection, 'notes', view.note)
  const change = (part: Partial<Content>) => {
    joining.change(part)
    setTyped((times) => times + 1)
  }
  const join = async () => {
    try {
      await joining.join()
      go(back)
    } catch (error) {
      tell(error instanceof Error ? error.message : 'The wordings could not be joined.')
    }
  }
  return (
    <>
      <ErrorSummary errors={trouble ? [{ id: 'joined', text: trouble }] : []} />
      <Heading title="Join the wordings of a note" quiet={Boolean(trouble)} />
      <p class="govuk-body">Below is a text with everything that was written in either place. Make of it what is right. Each wording stays in the note’s history.</p>
      <h2 class="govuk-visually-hidden">The wordings as they are</h2>
      <Beside words={words} branches={joining.others} here={contents[0]} />
      <section class="app-join">
        <h2 class="govuk-heading-m">One wording</h2>
        <TextArea label="What you saw, heard or read" rows={10} value={content.text} onInput={(text) => change({ text })} />
        {typed > 0 && <SaveLine save={view.save} />}
        {contents.some((one) => one.child_words) && <TextArea label="The child’s own words" value={content.child_words} onInput={(child_words) => change({ child_words })} />}
        {ONE_OF.map(([name, title]) => <Which key={name} name={name} title={title} words={words} contents={contents} content={content} change={change} />)}
        <div class="app-actions">
          <Button onClick={() => void join()} id="joined">Join into one note</Button>
          <a class="govuk-link" href={back}>{typed > 0 ? 'Leave them apart: what you typed is kept in the wording you have open' : 'Leave them as they are'}</a>
        </div>
      </section>
    </>
  )
}

/** Which of several values is kept, asked only where they differ. */
function Which({ name, title, words, contents, content, change }: {
  name: keyof Content
  title: string
  words: Words
  contents: readonly Content[]
  content: Content
  change: (part: Partial<Content>) => void
}) {
  const key = (one: Content) => (name === 'period_from' ? `${one.period_from}|${one.period_to}` : String(one[name]))
  const different = contents.filter((one, place) => contents.findIndex((other) => key(other) === key(one)) === place)
  if (different.length < 2) {
    return null
  }
  const said = (one: Content) => new Map(factsOf(one, words)).get(title) || 'Not said'
  const keep = (value: string) => {
    const one = different.find((other) => key(other) === value)
    if (one) {
      change(name === 'period_from' ? { period_from: one.period_from, period_to: one.period_to } : { [name]: one[name] })
    }
  }
  return <Radios legend={title} value={key(content)} options={different.map((one) => ({ value: key(one), text: said(one) }))} onChange={keep} />
}

