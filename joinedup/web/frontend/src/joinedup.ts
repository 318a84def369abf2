// Every page works without this script; it only makes what is already there easier to use.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from 'govuk-frontend'

import { keepChosenFile } from './keep-file'
import { printOnRequest } from './print'
import { refreshWhileWaiting } from './refresh'
import { unfoldTarget } from './unfold'

const components = [
  Button,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]
components.forEach((component) => createAll(component))
keepChosenFile(document)
printOnRequest(document)
refreshWhileWaiting(document)
unfoldTarget(document)
