// Comparing what this device holds with what the server does, and emptying the device of an inspection once the two agree.
import type { Id, Revision, Wiping } from '../contract'
import type { Opened } from './opened'
import { askAnew, emptyOf, missingAt, notWiped, ownRevisions, proofOf, queueAgain, type Own } from './wiping'

export async function checkAll(opened: Opened): Promise<{ asked: number; missing: number }> {
  const { engine, given, memory } = opened
  const answer = { asked: 0, missing: 0 }
  await engine.api.me()
  for (const { id } of given.inspections.get()) {
    const { revisions } = await readAnew(opened, id)
    const sent = revisions.filter((revision) => memory.revision(revision.id)?.sent.kind !== 'device')
    const missing = await missingAt(engine.api, id, sent)
    await sendAgain(opened, id, missing)
    answer.asked += sent.length
    answer.missing += missing.length
  }
  memory.tell()
  engine.now()
  return answer
}

export async function proveAndWipe(opened: Opened, inspection: Id): Promise<Wiping> {
  const { engine, given, facts } = opened
  if (!(await given.tabs.othersSaved()) || !(await opened.flush())) {
    return notWiped('Something typed here is not saved yet.')
  }
  await engine.round()
  const { revisions, unread } = await readAnew(opened, inspection)
  if (unread.length > 0) {
    return notWiped(unreadSays(unread.length))
  }
  const missing = await missingAt(engine.api, inspection, revisions)
  if (missing.length > 0) {
    await sendAgain(opened, inspection, missing)
    engine.now()
    return notWiped(`${missing.length} changes are not on the server yet. They are being sent; nothing was wiped.`)
  }
  // What came late into one wiped before is on the server too: its proof, which told of all there was then, stands.
  const before = facts.wiped[inspection]
  const proof = before ?? (await proofOf(given.device, revisions, new Date(given.env.now()).toISOString()))
  if (!before && !(await engine.api.wiped(inspection, proof)).ok) {
    return notWiped('The server does not hold everything this device wrote. Nothing was wiped.')
  }
  const sessions = () => [...opened.sessions.values()].filter((each) => each.inspection === inspection)
  if (!(await emptyOf(given.disk, inspection, () => sessions().every((each) => each.safe)))) {
    return notWiped('Something was written meanwhile. Nothing was wiped.')
  }
  await facts.keepWiped(inspection, proof)
  leave(opened, inspection)
  given.tabs.tell({ kind: 'wiped', inspection, why: '' })
  return { wiped: true, why: '', proof }
}

// Nothing of a wiped inspection is shown or typed into. Words not yet on disk stay on their screen: they are sent, and wiped then.
export function leave(opened: Opened, inspection: Id): void {
  const sessions = [...opened.sessions.values()].filter((each) => each.inspection === inspection && each.safe)
  sessions.forEach((each) => each.end())
  opened.memory.drop(inspection)
  opened.memory.tell()
}

// What was sent and cannot be read here any more is fetched once again from the server; what then still cannot be read stays as it is.
async function readAnew(opened: Opened, inspection: Id): Promise<Own> {
  const { disk, sealer, device } = opened.given
  const own = await ownRevisions(disk, sealer, device, inspection)
  const asked = await askAnew(disk, inspection, own)
  if (asked.length === 0) {
    return own
  }
  asked.forEach((id) => ['revisions', 'arrivals'].forEach((table) => opened.memory.unreadable.delete(`${table}|${id}`)))
  await opened.engine.round()
  return ownRevisions(disk, sealer, device, inspection)
}

async function sendAgain({ given, memory }: Opened, inspection: Id, missing: Revision[]): Promise<void> {
  await queueAgain(given.disk, inspection, missing, given.env.now())
  missing.forEach((revision) => memory.unsent(revision.id))
}

function unreadSays(many: number): string {
  const what = many === 1 ? 'One change on this device cannot be read, and was' : `${many} changes on this device cannot be read, and were`
  return `${what} never sent, so nothing proves that the server holds it all. Nothing was taken away: speak to whoever looks after the service.`
}
