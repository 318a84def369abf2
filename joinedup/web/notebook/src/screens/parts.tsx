// GOV.UK patterns as small components: label, hint, error and control always tied together.
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface Labelled {
  label: string
  hint?: string | undefined
  error?: string | undefined
}

function Group({ id, label, hint, error, children, small }: Labelled & { id: string; children: ComponentChildren; small?: boolean }) {
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label class={`govuk-label${small ? '' : ' govuk-!-font-weight-bold'}`} for={id}>{label}</label>
      {hint && <div class="govuk-hint" id={`${id}-hint`}>{hint}</div>}
      {error && <p class="govuk-error-message" id={`${id}-error`}><span class="govuk-visually-hidden">Error:</span> {error}</p>}
      {children}
    </div>
  )
}

function described(id: string, { hint, error }: Omit<Labelled, 'label'>): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

type Box = Labelled & {
  value: string
  onInput: (value: string) => void
  small?: boolean
  classes?: string
  disabled?: boolean
  type?: 'text' | 'password' | 'search' | 'date' | 'time'
  autocomplete?: 'off' | 'new-password' | 'current-password'
  max?: string
  id?: string
}

export function TextInput({ label, hint, error, value, onInput, small, classes = '', id: given, type = 'text', autocomplete, max, disabled = false }: Box) {
  const made = useId()
  const id = given ?? made
  return (
    <Group id={id} label={label} hint={hint} error={error} small={small ?? false}>
      <input class={`govuk-input ${error ? 'govuk-input--error' : ''} ${classes}`} id={id} type={type as 'text' /* preact's types know each kind apart; all take these attributes */} value={value} max={max}
        autoComplete={autocomplete} disabled={disabled} aria-describedby={described(id, { hint, error })}
        onInput={(event) => onInput(event.currentTarget.value)} />
    </Group>
  )
}

export function TextArea({ label, hint, value, onInput, rows = 3 }: Labelled & { value: string; onInput: (value: string) => void; rows?: number }) {
  const id = useId()
  return (
    <Group id={id} label={label} hint={hint}>
      <textarea class="govuk-textarea" id={id} rows={rows} value={value} aria-describedby={described(id, { hint })}
        onInput={(event) => onInput(event.currentTarget.value)} />
    </Group>
  )
}

export interface Option {
  value: string
  text: string
}

export function Select({ label, hint, value, options, onChange, none, small }: Labelled & {
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
  none?: string
  small?: boolean
}) {
  const id = useId()
  return (
    <Group id={id} label={label} hint={hint} small={small}>
      <select class="govuk-select app-select--wide" id={id} aria-describedby={described(id, { hint })} value={value}
        onChange={(event) => onChange(event.currentTarget.value)}>
        {none !== undefined && <option value="" selected={value === ''}>{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>{option.text}</option>
        ))}
      </select>
    </Group>
  )
}

export function Radios({ legend, hint, value, options, onChange }: {
  legend: string
  hint?: string
  value: string
  options: readonly (Option & { hint?: string })[]
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div class="govuk-form-group">
      <fieldset class="govuk-fieldset" aria-describedby={hint ? `${id}-hint` : undefined}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        {hint && <div class="govuk-hint" id={`${id}-hint`}>{hint}</div>}
        <div class="govuk-radios govuk-radios--small govuk-radios--inline">
          {options.map((option, place) => (
            <div class="govuk-radios__item" key={option.value}>
              <input class="govuk-radios__input" type="radio" id={`${id}-${place}`} name={id} value={option.value}
                checked={option.value === value} aria-describedby={option.hint ? `${id}-${place}-hint` : undefined}
                onChange={() => onChange(option.value)} />
              <label class="govuk-label govuk-radios__label" for={`${id}-${place}`}>{option.text}</label>
              {option.hint && <div class="govuk-hint govuk-radios__hint" id={`${id}-${place}-hint`}>{option.hint}</div>}
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

export function Checkbox({ label, hint, checked, onChange }: {
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" type="checkbox" id={id} checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => onChange(event.currentTarget.checked)} />
      <label class="govuk-label govuk-checkboxes__label" for={id}>{label}</label>
      {hint && <div class="govuk-hint govuk-checkboxes__hint" id={`${id}-hint`}>{hint}</div>}
    </div>
  )
}

export function Button({ children, onClick, kind = '', type = 'button', disabled, id }: {
  children: ComponentChildren
  onClick?: () => void
  kind?: '' | 'secondary' | 'warning'
  type?: 'button' | 'submit'
  disabled?: boolean
  id?: string
}) {
  return (
    <button class={`govuk-button ${kind && `govuk-button--${kind}`}`} type={type} onClick={onClick} disabled={disabled} id={id}>
      {children}
    </button>
  )
}

export function TextButton({ children, onClick, disabled, small, pressed }: {
  children: ComponentChildren
  onClick: () => void
  disabled?: boolean
  small?: boolean
  pressed?: boolean
}) {
  return (
    <button class={`app-text-button ${small ? 'app-text-button--small' : ''}`} type="button" onClick={onClick} disabled={disabled}
      aria-pressed={pressed}>
      {children}
    </button>
  )
}

export function Details({ summary, children, open }: { summary: string; children: ComponentChildren; open?: boolean }) {
  return (
    <details class="govuk-details" open={open}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{summary}</span></summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}

export function ErrorSummary({ errors }: { errors: readonly { id: string; text: string }[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [errors])
  if (!errors.length) {
    return null
  }
  return (
    <div class="govuk-error-summary" ref={box} tabIndex={-1} role="alert">
      <h2 class="govuk-error-summary__title">There is a problem</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {errors.map((error) => (
          <li key={error.id}>
            <button type="button" class="app-text-button" onClick={() => document.getElementById(error.id)?.focus()}>{error.text}</button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A dialog of the browser's own: it holds the focus and gives it back when it closes. */
export function Dialog({ title, open, onClose, children }: {
  title: string
  open: boolean
  onClose: () => void
  children: ComponentChildren
}) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    if (open && !box.current?.open) {
      box.current?.showModal()
    } else if (!open) {
      box.current?.close()
    }
  }, [open])
  return (
    <dialog class="app-dialog" ref={box} aria-labelledby={id} onClose={onClose}>
      <h2 class="govuk-heading-m" id={id}>{title}</h2>
      {open && children}
      <Button kind="secondary" onClick={() => box.current?.close()}>Close</Button>
    </dialog>
  )
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
}
