// govuk-frontend ships no types: this declares only the parts the pages use.
declare module 'govuk-frontend' {
  export type Component = new (root: Element) => object
  export const Button: Component
  export const Checkboxes: Component
  export const ErrorSummary: Component
  export const FileUpload: Component
  export const NotificationBanner: Component
  export const PasswordInput: Component
  export const Radios: Component
  export const ServiceNavigation: Component
  export const SkipLink: Component
  export const Tabs: Component
  export function createAll(component: Component, config?: object, scope?: Element): object[]
}
