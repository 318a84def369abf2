"""What the harness has run elsewhere: by a Python with the server's settings, and in the page."""

#: Sets the installation up; says the sessions of its inspector, as many as a whole run ends, and one of somebody else.
INSTALL = """
import json, sys
import django; django.setup()
from joinedup.config.preparing import prepare
prepare()
from tests.journeys.notebook import open_notebook
emails = [entry.email for entry in open_notebook()]
from django.test import Client
from joinedup.people.models import Person
def session(email):
    client = Client()
    client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["joinedup_session"].value
json.dump({"sessions": [session(emails[0]) for _ in range(400)], "other": session(emails[1])}, sys.stdout)
"""

#: Says all the server holds: id, note, words, what it stands on, and who wrote it; and what it keeps aside, by the note it is of.
HELD = """
import json, sys
import django; django.setup()
from joinedup.evidence.models import KeptAside, NoteRevision
rows = [
    [str(row.id), str(row.note_id), row.text, [str(one) for one in row.parents], row.by.email]
    for row in NoteRevision.objects.select_related("by")
]
aside = [[str(row.sent.get("note", "aside")), json.dumps(row.sent)] for row in KeptAside.objects.all()]
json.dump({"rows": rows, "aside": aside}, sys.stdout)
"""

#: Fills the disk as far as it goes.
FILL = """size => new Promise((done) => {
  const asked = indexedDB.open('fill')
  asked.onupgradeneeded = () => asked.result.createObjectStore('rows')
  asked.onerror = () => done(asked.error.name)
  asked.onsuccess = () => {
    const tx = asked.result.transaction('rows', 'readwrite')
    const bytes = new Uint8Array(size) // random: the browser packs what repeats
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
    tx.objectStore('rows').put(bytes, 1)
    tx.oncomplete = () => done('kept')
    tx.onabort = () => done(tx.error?.name)
  }
})"""
