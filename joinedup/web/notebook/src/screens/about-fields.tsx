// What a note is about. Nothing here must be chosen before writing: a note is kept whatever is missing.
import { useEffect, useState } from 'preact/hooks'

import type { Content, Criterion, Direction } from '../contract'
import { DIRECTIONS, type Words } from './context'
import { Checkbox, Details, Radios, Select, TextInput } from './parts'
import { fields, joined, plausible, today } from './times'

interface About {
  words: Words
  content: Content
  change: (part: Partial<Content>) => void
}

export function AboutFields({ words, content, change, choose }: About & { choose: (source: string) => void }) {
  const { pack } = words
  const source = pack.sources.find((one) => one.id === content.source)
  return (
    <div>
      <h2 class="govuk-heading-m">What it is about</h2>
      <Select label="Kind of source" none="Not chosen yet" value={content.source} onChange={choose}
        options={pack.sources.map((one) => ({ value: one.id, text: one.title }))} />
      <TextInput label="Role spoken to" hint={source?.interview ? 'For example: team manager. Not a name.' : 'If you spoke to somebody: their role, not a name.'}
        value={content.role} autocomplete="off" onInput={(role) => change({ role })} />
      <Select label="Child" none="No one child" value={content.tracked} onChange={(tracked) => change({ tracked })}
        options={pack.children.map((one) => ({ value: one.id, text: one.code }))} />
      <Select label="Sector whose work it shows" none="Not chosen yet" value={content.sector} onChange={(sector) => change({ sector })}
        options={pack.sectors.map((one) => ({ value: one.id, text: one.name }))} />
      <Radios legend="Direction" value={content.direction} options={DIRECTIONS} onChange={(direction) => change({ direction: direction as Direction })} />
      <Criteria words={words} content={content} change={change} />
      <When content={content} change={change} />
      {pack.questions.length > 0 && (
        <Select label="An agency’s answer it rests on" none="None" value={content.question} onChange={(question) => change({ question })}
          options={pack.questions.map((one) => ({ value: one.id, text: one.line }))} />
      )}
      <div class="govuk-checkboxes govuk-checkboxes--small govuk-!-margin-bottom-6">
        <Checkbox label="Restricted eyes" hint="Read only by you, your inspectorate’s inspectors and whom you name. Undone only with a reason, on the service."
          checked={content.eyes === 'restricted'} onChange={(checked) => change({ eyes: checked ? 'restricted' : 'team' })} />
      </div>
    </div>
  )
}

function Criteria({ words, content, change }: About) {
  const [narrow, setNarrow] = useState('')
  const { pack } = words
  const fits = (one: Criterion) => content.criteria.includes(one.id) || matches(one.text, narrow)
  const tick = (id: string, on: boolean) =>
    change({ criteria: pack.criteria.map((one) => one.id).filter((one) => (one === id ? on : content.criteria.includes(one))) })
  return (
    <fieldset class="app-fieldset-plain">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Criteria ({content.criteria.length} chosen)</legend>
      <TextInput label="Find a criterion" small value={narrow} autocomplete="off" onInput={setNarrow} />
      <div class="app-criteria-choice" tabIndex={0} role="group" aria-label="Criteria to choose from">
        {pack.areas.map((area) => {
          const shown = pack.criteria.filter((one) => one.area === area.id && fits(one))
          return shown.length > 0 && (
            <div key={area.id} role="group" aria-label={area.title}>
              <p class="govuk-body-s govuk-!-font-weight-bold govuk-!-margin-bottom-1">{area.title}</p>
              <div class="govuk-checkboxes govuk-checkboxes--small govuk-!-margin-bottom-3">
                {shown.map((one) => <Checkbox key={one.id} label={one.text} checked={content.criteria.includes(one.id)} onChange={(on) => tick(one.id, on)} />)}
              </div>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

function matches(text: string, narrow: string): boolean {
  const low = text.toLowerCase()
  return narrow.toLowerCase().split(/\s+/).every((word) => low.includes(word))
}

function When({ content, change }: Omit<About, 'words'>) {
  const shown = fields(content.seen_at)
  const [time, setTime] = useState(shown.time)
  const clockTime = (value: string) => {
    setTime(value)
    change({ seen_at: joined(shown.date, value) })
  }
  return (
    <fieldset class="app-fieldset-plain">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">When you saw it</legend>
      <Day label="Day" max={today()} value={shown.date} onDay={(date) => change({ seen_at: joined(date, time) })} />
      <TextInput label="Time, if you know it" type="time" small classes="govuk-input--width-10" value={shown.time} onInput={clockTime} />
      <Details summary="The period it speaks of" open={Boolean(content.period_from || content.period_to)}>
        <Day label="From" ahead value={content.period_from} onDay={(period_from) => change({ period_from })} />
        <Day label="To" ahead value={content.period_to} onDay={(period_to) => change({ period_to })} />
      </Details>
    </fieldset>
  )
}

/** A day. What is no day yet, as a year half typed, stays in the field and is not kept in the note. */
function Day({ label, value, onDay, ahead = false, max }: { label: string; value: string; onDay: (date: string) => void; ahead?: boolean; max?: string }) {
  const [halfway, setHalfway] = useState('')
  useEffect(() => setHalfway(''), [value]) // undone, or changed elsewhere
  const typed = (date: string) => {
    const takes = plausible(date, ahead)
    setHalfway(takes ? '' : date)
    if (takes) {
      onDay(date)
    }
  }
  const year = Number(halfway.split('-')[0])
  const error = halfway && year > 999 ? `This day is not kept in the note: give one from 1990 on${ahead ? '' : ', not in the future'}` : undefined
  return <TextInput label={label} type="date" small classes="govuk-input--width-10" value={halfway || value} error={error} onInput={typed} {...(max ? { max } : {})} />
}
