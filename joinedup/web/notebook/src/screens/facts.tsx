// What a note is about, as a summary list.
import type { Content } from '../contract'
import { type Words, directionWords } from './context'
import { seen } from './times'

export function factsOf(content: Content, words: Words): [string, string][] {
  const period = [content.period_from, content.period_to].map(seen)
  const question = words.pack.questions.find((one) => one.id === content.question)
  return [
    ['Direction', directionWords(content.direction)],
    ['Kind of source', content.source && words.source(content.source)],
    ['Role spoken to', content.role],
    ['Sector', content.sector && words.sector(content.sector)],
    ['Criteria', content.criteria.map(words.criterion).join('; ')],
    ['Child', content.tracked && words.child(content.tracked)],
    ['Seen', seen(content.seen_at)],
    ['Period spoken of', period.some(Boolean) ? `${period[0] || 'not said'} to ${period[1] || 'not said'}` : ''],
    ['Answer it rests on', question?.line ?? ''],
    ['Who may read it', content.eyes === 'restricted' ? 'Restricted eyes' : 'The team'],
  ]
}

export function Facts({ words, content, restricted }: { words: Words; content: Content; restricted: boolean }) {
  const rows = factsOf({ ...content, eyes: restricted ? 'restricted' : content.eyes }, words).filter(([, value]) => value)
  return (
    <dl class="govuk-summary-list">
      {rows.map(([name, value]) => (
        <div class="govuk-summary-list__row" key={name}>
          <dt class="govuk-summary-list__key">{name}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
