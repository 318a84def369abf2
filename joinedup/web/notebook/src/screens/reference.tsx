// What the inspection gives, to look at with no network: timetable, children's codes, criteria with what they ask.
import { type Words, useChanges, useNotebook } from './context'
import { Heading } from './frame'
import { count } from './parts'
import { to } from './route'
import { seen } from './times'

export function Timetable({ words }: { words: Words }) {
  const { timetable } = words.pack
  return (
    <>
      <Heading title="Timetable" />
      {timetable.length === 0 ? <p class="govuk-body">No dates have been set for this inspection.</p> : (
        <table class="govuk-table">
          <caption class="govuk-table__caption govuk-visually-hidden">Timetable</caption>
          <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">What</th><th scope="col" class="govuk-table__header">Day</th></tr></thead>
          <tbody class="govuk-table__body">
            {timetable.map((one) => (
              <tr class="govuk-table__row" key={one.id}>
                <th scope="row" class="govuk-table__header">{one.title}</th>
                <td class="govuk-table__cell">{seen(one.date)}{one.until && one.until !== one.date && ` to ${seen(one.until)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

export function Children({ words }: { words: Words }) {
  const { pack } = words
  const notebook = useNotebook()
  useChanges()
  const here = pack.inspection.id
  return (
    <>
      <Heading title="Children" />
      <p class="govuk-body">By code only. Names stay in the service, under the inspection’s key.</p>
      {pack.children.length === 0 && <p class="govuk-body">No child is tracked yet.</p>}
      <ul class="app-work">
        {pack.children.map((child) => (
          <li key={child.id}>
            <strong>{child.code}</strong>{' '}<span class="app-quiet">{count(notebook.notes(here, { tracked: child.id }).length, 'note')} on this device</span>
            {pack.may_write && <>{' '}<a class="govuk-link" href={to(here, 'notes', 'new', `child:${child.id}`)}>Write a note<span class="govuk-visually-hidden"> about {child.code}</span></a></>}
          </li>
        ))}
      </ul>
    </>
  )
}

export function Criteria({ words }: { words: Words }) {
  const { pack } = words
  const here = pack.inspection.id
  return (
    <>
      <Heading title="Criteria" />
      {pack.areas.map((area) => (
        <section key={area.id}>
          <h2 class="govuk-heading-m">{area.title}</h2>
          <ul class="app-work govuk-!-margin-bottom-6">
            {pack.criteria.filter((one) => one.area === area.id).map((one) => (
              <li key={one.id}>
                {one.text}
                <p class="app-note-list__facts">
                  {[one.joint ? 'joint: looked at across sectors' : '', one.sectors.map(words.sector).join(', ')].filter(Boolean).join(' · ')}
                  {pack.may_write && <>{' '}<a class="govuk-link" href={to(here, 'notes', 'new', `criterion:${one.id}`)}>Write a note<span class="govuk-visually-hidden"> on: {one.text}</span></a></>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
