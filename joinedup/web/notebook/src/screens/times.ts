// Moments in words, as people of the inspection say them: Europe/London, whatever the device is set to.
const ZONE = 'Europe/London'
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })
const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/

/** "14:02" */
export function clock(moment: string | number | Date): string {
  return CLOCK.format(new Date(moment))
}

/** "Tue 3 March 2026" */
export function day(moment: string | number | Date): string {
  return DAY.format(new Date(moment)).replace(',', '')
}

/** "14:02" today, "Tue 3 March 2026 at 14:02" otherwise. */
export function when(moment: string | number | Date, now: Date = new Date()): string {
  return day(moment) === day(now) ? clock(moment) : `${day(moment)} at ${clock(moment)}`
}

/** When something was seen, in words: a day, or a day and the time. '' where nothing was said. */
export function seen(seenAt: string): string {
  if (!seenAt) {
    return ''
  }
  if (Number.isNaN(Date.parse(seenAt))) {
    return seenAt
  }
  return DATE_ONLY.test(seenAt) ? day(`${seenAt}T12:00Z`) : `${day(seenAt)} at ${clock(seenAt)}`
}

function parts(moment: Date): Record<string, string> {
  return Object.fromEntries(PARTS.formatToParts(moment).map((part) => [part.type, part.value]))
}

/** Split what a note holds into what a date field and a time field show, in Europe/London. */
export function fields(seenAt: string): { date: string; time: string } {
  if (!seenAt || DATE_ONLY.test(seenAt)) {
    return { date: seenAt, time: '' }
  }
  if (Number.isNaN(Date.parse(seenAt))) {
    return { date: '', time: '' }
  }
  const read = parts(new Date(seenAt))
  return { date: `${String(read.year).padStart(4, '0')}-${read.month}-${read.day}`, time: `${read.hour}:${read.minute}` }
}

const EARLIEST = '1990-01-01'
const DAY_LONG = 86_400_000

/**
 * Whether a date field may be taken at its word. A year typed by keyboard passes through 0002, 0020 and 0202 on its way: none of them is
 * the day somebody saw something. '' (nothing said) is fine; `ahead`: whether days to come are.
 */
export function plausible(date: string, ahead = false, now: Date = new Date()): boolean {
  if (date === '') {
    return true
  }
  const latest = ahead ? '2100-01-01' : minute(new Date(now.getTime() + DAY_LONG)).slice(0, 10)
  return DATE_ONLY.test(date) && !Number.isNaN(Date.parse(date)) && date >= EARLIEST && date <= latest
}

/** Join a date field and a time field into what a note holds: the minute in UTC, or the day alone. '' where it is no day at all. */
export function joined(date: string, time: string): string {
  if (Number.isNaN(Date.parse(date)) || !DATE_ONLY.test(date)) {
    return ''
  }
  if (!date || !time) {
    return date
  }
  const guess = new Date(`${date}T${time}Z`)
  // London is an hour ahead of UTC or level with it: of the two moments, take the one whose London clock shows what was typed.
  const wanted = `${date}T${time}`
  const found = [guess, new Date(guess.getTime() - 3_600_000)].find((moment) => {
    const shown = fields(minute(moment))
    return `${shown.date}T${shown.time}` === wanted
  })
  return minute(found ?? guess)
}

/** "2026-03-03T14:05Z" */
export function minute(moment: Date): string {
  return `${moment.toISOString().slice(0, 16)}Z`
}

/** Today's date in London, "2026-03-03". */
export function today(): string {
  return fields(minute(new Date())).date
}
