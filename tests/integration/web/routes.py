"""Every address of the service and what each kind of reader meets there: the one table, and how it is read.

A row: at which moment of an inspection, GET or POST, the route, then one word for each reader in `READERS`.
Whoever adds a route adds its rows here; a test fails until they do.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.urls import get_resolver

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "routes.md"
MADE = "<!-- Made by `python -m tests.integration.web.routes`; a test visits every cell. Do not edit. -->"
_INTRODUCTION = (
    "What a rule of the method forbids a member of the team is refused in words. Everybody else is told nothing: for them the",
    "inspection does not exist. A test asks for each address as each reader and fails where an answer differs from this page.",
    "Signing in (`/account/…`) is django-allauth's and not listed.",
)

#: The columns. Everybody is signed in with both factors but the first.
READERS = {
    "nobody": "not signed in",
    "lead": "lead inspector of the inspection",
    "inspector": "inspector on its team, of another inspectorate",
    "signatory": "signatory of an inspectorate on its team",
    "assurer": "its quality assurer",
    "police": "coordinator of the agency the page is about",
    "council": "coordinator of another agency taking part",
    "colleague": "inspector of the lead inspectorate who is not on the team",
    "lead-off": "lead inspector of another area's inspection",
    "police-off": "coordinator of an agency of another area",
}

#: The moments. `lists` is an inspection of its own that has come no further; the rest are one that is played to the end, its
#: stage and the state of its letter put back for the visit.
MOMENTS = {
    "any": "whatever the stage",
    "planned": "planned: the area is not notified, its pack is made",
    "lists": "at lists: one came in, one is awaited, nothing is linked",
    "selection": "at selection, the sample drawn",
    "fieldwork": "in fieldwork",
    "checking": "at checking, the letter not offered yet",
    "offered": "at checking, the letter offered for signature",
    "signed": "signed by every inspectorate",
    "frozen": "signed, and frozen under embargo",
    "published": "published",
}

#: The words of a cell. What does not exist for a reader is answered exactly as what does not exist at all.
ANSWERS = {
    "200": "the page, which says so where nothing can be done on it now",
    "done": "done, and led on to the next page",
    "enter": "led to signing in",
    "403": "refused, with the rule's sentence: only people of the inspection ever see it",
    "404": "does not exist for this reader",
    "401": "signed out: what was typed is given back, to be sent after signing in again",
    "405": "this address takes nothing in this way",
}

TABLE = """
moment    method route                       nobody lead inspector signatory assurer police council colleague lead-off police-off

any       GET    front                       done   done done      done      done    done   done    done      done     done
any       GET    cookies                     200    200  200       200       200     200    200     200       200      200
any       GET    accessibility               200    200  200       200       200     200    200     200       200      200
any       GET    notebook:shell              200    200  200       200       200     200    200     200       200      200
any       GET    notebook:worker             200    200  200       200       200     200    200     200       200      200
any       GET    notebook:manifest           200    200  200       200       200     200    200     200       200      200
any       GET    notebook:me                 401    200  200       200       200     200    200     200       200      200
any       GET    notebook:devices            401    405  405       405       405     405    405     405       405      405
any       POST   notebook:devices            401    200  200       200       200     403    403     200       200      403
any       GET    notebook:pack               401    403  403       403       403     404    404     404       404      404
any       GET    notebook:sync               401    405  405       405       405     405    405     405       405      405
any       POST   notebook:sync               401    403  403       403       403     404    404     404       404      404
any       GET    notebook:wiped              401    405  405       405       405     405    405     405       405      405
any       POST   notebook:wiped              401    403  403       403       403     404    404     403       403      404
any       GET    notebook:held               401    405  405       405       405     405    405     405       405      405
any       POST   notebook:held               401    200  200       200       200     404    404     200       200      404
any       GET    inspectorate:home           enter  200  200       200       200     200    200     200       200      200
any       GET    agency:home                 enter  200  200       200       200     200    200     200       200      200
any       GET    agency:colleagues           enter  404  404       404       404     200    200     404       404      200
any       POST   agency:colleagues           enter  404  404       404       404     200    200     404       404      200
any       GET    agency:check                enter  404  404       404       404     200    200     404       404      200
any       GET    agency:check-lists          enter  404  404       404       404     200    200     404       404      200
any       POST   agency:check-lists          enter  404  404       404       404     200    200     404       404      200
any       GET    agency:check-template       enter  404  404       404       404     200    200     404       404      200
any       GET    agency:check-marked         405    405  405       405       405     405    405     405       405      405
any       POST   agency:check-marked         enter  404  404       404       404     200    200     404       404      200
any       GET    agency:check-forget         405    405  405       405       405     405    405     405       405      405
any       POST   agency:check-forget         enter  404  404       404       404     done   404     404       404      404

any       GET    calendar-feed                404    404  404       404       404     404    404     404       404      404
any       GET    public:feed                 200    200  200       200       200     200    200     200       200      200
any       GET    public:early                enter  200  200       200       200     200    200     200       200      200
any       GET    public:schema-1             200    200  200       200       200     200    200     200       200      200
published GET    public:young-people         200    200  200       200       200     200    200     200       200      200
lists     GET    public:young-people         404    404  404       404       404     404    404     404       404      404
published GET    public:early-pdf            enter  404  404       404       404     404    404     404       404      404
lists     GET    public:early-pdf            enter  404  404       404       404     404    404     404       404      404
any       GET    public:letters              200    200  200       200       200     200    200     200       200      200
any       GET    public:machines             200    200  200       200       200     200    200     200       200      200
any       GET    public:schema               200    200  200       200       200     200    200     200       200      200
published GET    public:letter               200    200  200       200       200     200    200     200       200      200
published GET    public:download             200    200  200       200       200     200    200     200       200      200
lists     GET    public:letter               404    404  404       404       404     404    404     404       404      404
lists     GET    public:download             404    404  404       404       404     404    404     404       404      404

any       GET    inspectorate:open           enter  200  200       200       200     404    404     200       200      404
any       POST   inspectorate:open           enter  done done      done      done    404    404     done      done     404
any       GET    inspectorate:open-area      enter  200  200       200       200     404    404     200       200      404
any       POST   inspectorate:open-area      enter  done done      done      done    404    404     done      done     404
lists     GET    inspectorate:team           enter  200  200       200       200     404    404     404       404      404
lists     POST   inspectorate:team           enter  done 403       403       403     404    404     404       404      404
published GET    inspectorate:team           enter  200  200       200       200     404    404     404       404      404

published GET    inspectorate:inspection     enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:inspection     enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:move           405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:move           enter  done 403       403       403     404    404     404       404      404

published GET    inspectorate:lists          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:lists          enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:ask            405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:ask            enter  done 403       403       403     404    404     404       404      404
published POST   inspectorate:ask            enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:submission     enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:submission     enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:accept         405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:accept         enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:accept         enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:send-back      405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:send-back      enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:send-back      enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:sent-file       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:sent-file       enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:coverage        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:coverage        enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:burden          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:burden          enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:feedback         enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:feedback         enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:feedback-meeting enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:feedback-prepare enter  403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:feedback-prepare enter  200  403       403       403     404    404     404       404      404
fieldwork POST   inspectorate:feedback-prepare enter  done 403       403       403     404    404     404       404      404
published GET    inspectorate:feedback-choose  enter  403  403       403       403     404    404     404       404      404
fieldwork POST   inspectorate:feedback-choose  enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:feedback-held    405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:feedback-held    401    403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:feedback-reply   enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:feedback-reply   401    done done      403       403     404    404     404       404      404
published POST   inspectorate:feedback-reply   401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:interruptions    enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:interruptions    enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:interruption-ask enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:interruption-ask enter  200  200       403       403     404    404     404       404      404
lists     POST   inspectorate:interruption-ask 401    done done      403       403     404    404     404       404      404
published GET    inspectorate:interruption     enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:interruption     401    403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:interruption     enter  200  200       200       200     404    404     404       404      404
lists     POST   inspectorate:interruption     401    done done      403       403     404    404     404       404      404

published GET    agency:interruptions          enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:interruptions          enter  404  404       404       404     200    200     404       404      404
published GET    agency:interruption-ask       enter  404  404       404       404     404    404     404       404      404
lists     GET    agency:interruption-ask       enter  404  404       404       404     200    200     404       404      404
lists     POST   agency:interruption-ask       401    404  404       404       404     done   200     404       404      404
published GET    inspectorate:burden-download  enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:burden-download  enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:item            enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:item            enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:questions       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:questions       enter  200  200       200       200     404    404     404       404      404
lists     POST   inspectorate:coverage        enter  done done      done      done    404    404     404       404      404
any       GET    inspectorate:chase           405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:chase           enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:chase           enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:more-time       405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:more-time       enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:more-time       enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:question-new    enter  200  200       200       200     404    404     404       404      404
lists     POST   inspectorate:question-new    enter  done done      done      done    404    404     404       404      404
published GET    inspectorate:question-new    enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:question-new    enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:question        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:question        enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:question-use    405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:question-use    enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:question-use    enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:question-again  405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:question-again  enter  403  403       403       403     404    404     404       404      404
fieldwork POST   inspectorate:question-again  enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:question-again  enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:question-withdraw 405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:question-withdraw enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:question-withdraw enter  403  403       403       403     404    404     404       404      404

published GET    inspectorate:children       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:children       enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:link           405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:link           enter  403  403       403       403     404    404     404       404      404
selection POST   inspectorate:link           enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:link           enter  403  403       403       403     404    404     404       404      404

any       GET    inspectorate:look-up        enter  404  404       404       404     404    404     404       404      404
any       POST   inspectorate:look-up        enter  404  404       404       404     404    404     404       404      404

published GET    inspectorate:pairs          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:pairs          enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:pair           enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:pair           enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:pair           enter  403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:decision-withdraw enter 200 403      403       403     404    404     404       404      404
fieldwork POST   inspectorate:decision-withdraw enter done 403     403       403     404    404     404       404      404
published GET    inspectorate:decision-withdraw enter 403 403      403       403     404    404     404       404      404
published POST   inspectorate:decision-withdraw enter 403 403      403       403     404    404     404       404      404
published GET    inspectorate:quality        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:quality        enter  200  200       200       200     404    404     404       404      404

published GET    inspectorate:known          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:known          enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:known-adults   enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:known-adults   enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:known-child    enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:known-person   enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:not-known      enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:not-known      enter  200  200       200       200     404    404     404       404      404
fieldwork GET    inspectorate:not-known-ask  enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:not-known-ask  enter  done done      done      done    404    404     404       404      404
lists     GET    inspectorate:not-known-ask  enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:not-known-ask  enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:not-known-ask  enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:not-known-question enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:not-known-again 405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:not-known-again enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:not-known-again enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:not-known-withdraw 405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:not-known-withdraw enter  done done      done      done    404    404     404       404      404
published POST   inspectorate:not-known-withdraw enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:not-known-decide 405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:not-known-decide enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:not-known-decide enter  403  403       403       403     404    404     404       404      404

published GET    inspectorate:selection      enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:selection      enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:frame          enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:places         enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:frame          enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:places         enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:draw           405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:draw           enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:draw           enter  403  403       403       403     404    404     404       404      404
selection GET    inspectorate:choose         enter  200  200       403       403     404    404     404       404      404
selection POST   inspectorate:choose         enter  done done      403       403     404    404     404       404      404
published GET    inspectorate:choose         enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:choose         enter  403  403       403       403     404    404     404       404      404

selection GET    inspectorate:replace        enter  200  403       403       403     404    404     404       404      404
selection POST   inspectorate:replace        enter  done 403       403       403     404    404     404       404      404
lists     GET    inspectorate:replace        enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:replace        enter  403  403       403       403     404    404     404       404      404

published GET    inspectorate:timescales     enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:timescales     enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:tracked        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:tracked        enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:later          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:later          enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:later          enter  done done      done      done    404    404     404       404      404
published GET    inspectorate:cohort-later   enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:cohort-later   enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:cohort-later   enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:child-later    enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:child-later    enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:child-later-earlier enter 200 200    200       200     404    404     404       404      404
published GET    inspectorate:child-later-back enter 404 404       404       404     404    404     404       404      404
fieldwork POST   inspectorate:child-later-back enter 404 404       404       404     404    404     404       404      404
published GET    inspectorate:chronology     enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:chronology-print enter 200 200      200       200     404    404     404       404      404
published GET    inspectorate:chronology-event enter 200 200      200       200     404    404     404       404      404
fieldwork GET    inspectorate:chronology-add enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:chronology-add 401    done done      403       403     404    404     404       404      404
published GET    inspectorate:chronology-add enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:chronology-add 401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:chronology-withdraw enter 200 200    403       403     404    404     404       404      404
fieldwork POST   inspectorate:chronology-withdraw 401   done done  403       403     404    404     404       404      404
published GET    inspectorate:chronology-withdraw enter 403 403    403       403     404    404     404       404      404
published POST   inspectorate:chronology-withdraw 401   403 403    403       403     404    404     404       404      404

fieldwork GET    inspectorate:child-leads    enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:child-leads    enter  done 403       403       403     404    404     404       404      404
published GET    inspectorate:child-leads    enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:child-leads    enter  403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:tracked-move   enter  200  403       403       403     404    404     404       404      404
fieldwork POST   inspectorate:tracked-move   enter  done 403       403       403     404    404     404       404      404
published GET    inspectorate:tracked-move   enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:tracked-move   enter  403  403       403       403     404    404     404       404      404

published GET    inspectorate:enquiries          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:enquiries          enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:proposals          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:proposals          enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:proposals          401    done done      403       403     404    404     404       404      404
published POST   inspectorate:proposals          401    403  403       403       403     404    404     404       404      404
any       GET    inspectorate:proposals-kind     405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:proposals-kind     enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:proposals-kind     enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:proposals-look     405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:proposals-look     enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:proposals-look     enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:enquiry-take       405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:enquiry-take       enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:enquiry-take       enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:enquiry-looked     405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:enquiry-looked     enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:enquiry-looked     enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:enquiry-new        enter  403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-new        enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-new        401    done done      403       403     404    404     404       404      404
published GET    inspectorate:enquiry-new        enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-new        401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-assign     enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-assign     401    done done      403       403     404    404     404       404      404
published GET    inspectorate:enquiry-assign     enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-assign     401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-change     enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-change     401    done done      403       403     404    404     404       404      404
published GET    inspectorate:enquiry-change     enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-change     401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-ask        enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-ask        401    done done      403       403     404    404     404       404      404
published GET    inspectorate:enquiry-ask        enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-ask        401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-look-at    enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-look-at    401    done done      403       403     404    404     404       404      404
published GET    inspectorate:enquiry-look-at    enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-look-at    401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-notes      enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-notes      401    done done      403       403     404    404     404       404      404
published GET    inspectorate:enquiry-notes      enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-notes      401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:enquiry            enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:enquiry            enter  200  200       200       200     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-close      enter  200  403       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-close      401    done 403       403       403     404    404     404       404      404
published GET    inspectorate:enquiry-close      enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:enquiry-close      401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:enquiry-reopen     enter  403  403       403       403     404    404     404       404      404
fieldwork POST   inspectorate:enquiry-reopen     401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:record           enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:record-part      enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:record-part      401    done done      200       200     404    404     404       404      404
published POST   inspectorate:record-part      401    403  403       200       200     404    404     404       404      404
published GET    inspectorate:record-history   enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:consent          enter  200  200       200       200     404    404     404       404      404
fieldwork GET    inspectorate:consent-ask      enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:consent-ask      401    done done      403       403     404    404     404       404      404
published GET    inspectorate:consent-ask      enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:consent-ask      401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:consent-one      enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:consent-one      401    done done      200       200     404    404     404       404      404
published POST   inspectorate:consent-one      401    done done      200       200     404    404     404       404      404
any       GET    inspectorate:consent-aside    405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:consent-aside    401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:meeting-new      enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:meeting-new      401    done done      403       403     404    404     404       404      404
published GET    inspectorate:meeting-new      enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:meeting-new      401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:meeting          enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:meeting          401    200  200       200       200     404    404     404       404      404

published GET    inspectorate:sampled          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:sampled          enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:sampled-child    enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:sampled-child    enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:sampled-form     enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:sampled-form     401    200  200       200       200     404    404     404       404      404
published POST   inspectorate:sampled-form     401    403  403       200       200     404    404     404       404      404
any       GET    inspectorate:sampled-give     405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:sampled-give     enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:sampled-give     enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:sampled-move     405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:sampled-move     enter  403  403       403       403     404    404     404       404      404

published GET    inspectorate:child-enquiries    enter  200  200       200       200     404    404     404       404      404

published GET    inspectorate:asked-all enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:asked-all enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:asked-all enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:asked-all enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:asked-of enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:asked-of enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:asked-sampled enter  done done      done      done    404    404     404       404      404
published GET    inspectorate:child-request enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:child-request enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:child-request enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:child-request-file enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:joint-audit enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:joint-audit-call-in 405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:joint-audit-call-in enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:joint-audit-question enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:joint-audit-question 401    done done      403       403     404    404     404       404      404
published POST   inspectorate:joint-audit-question 401    403  403       403       403     404    404     404       404      404
any       GET    inspectorate:joint-audit-compare 405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:joint-audit-compare 401    done done      403       403     404    404     404       404      404
published POST   inspectorate:joint-audit-compare 401    403  403       403       403     404    404     404       404      404

published GET    inspectorate:notes          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:notes          enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:note           enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:note           enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:note-new       enter  200  200       403       403     404    404    404       404      404
lists     POST   inspectorate:note-new       401    done done      403       403     404    404    404       404      404
published GET    inspectorate:note-new       enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:note-new       401    403  403       403       403     404    404     404       404      404

lists     GET    inspectorate:note-revise    enter  200  200       403       403     404    404    404       404      404
lists     POST   inspectorate:note-revise    401    done done      403       403     404    404    404       404      404
published GET    inspectorate:note-revise    enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:note-revise    401    403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:note-join      enter  200  200       403       403     404    404    404       404      404
lists     POST   inspectorate:note-join      401    200  200       403       403     404    404    404       404      404
published GET    inspectorate:note-join      enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:note-join      401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:note-eyes      enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:note-eyes      401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:devices        enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:device-revoke  enter  200  404       404       404     404    404     404       404      404
published POST   inspectorate:device-revoke  enter  done 404       404       404     404    404     404       404      404
published GET    inspectorate:kept-aside     enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:kept-aside-take-in 405 405 405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:kept-aside-take-in enter 403 404     404       404     404    404     404       404      404
fieldwork GET    inspectorate:kept-aside-settle enter 200 404      404       404     404    404     404       404      404
fieldwork POST   inspectorate:kept-aside-settle 401 done 404       404       404     404    404     404       404      404
published POST   inspectorate:kept-aside-settle 401 403 404        404       404     404    404     404       404      404

published GET    inspectorate:findings       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:findings       enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:finding        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:finding-new    enter  403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:finding-new    enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:finding-new    401    done done      403       403     404    404     404       404      404
published GET    inspectorate:finding-new    enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:finding-new    401    403  403       403       403     404    404     404       404      404

published GET    inspectorate:finding-change enter  403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:finding-change enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:finding-change 401    403  403       403       403     404    404     404       404      404
any       GET    inspectorate:finding-move   405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:finding-move   enter  done 403       403       403     404    404     404       404      404
published POST   inspectorate:finding-move   enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:book              enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:book              enter 200   200   200   200   404   404   404   404   404
lists     POST   inspectorate:book              enter 200   200   200   200   404   404   404   404   404
published POST   inspectorate:book              enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:book-download     enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:book-download     enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:grid              enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:grid              enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:grid-cell         enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:grid-cell         enter 200   200   200   200   404   404   404   404   404
fieldwork GET    inspectorate:gap-new           enter 200   200   403   403   404   404   404   404   404
fieldwork POST   inspectorate:gap-new           401   done  done  403   403   404   404   404   404   404
published GET    inspectorate:gap-new           enter 403   403   403   403   404   404   404   404   404
published POST   inspectorate:gap-new           401   403   403   403   403   404   404   404   404   404
published GET    inspectorate:gap               enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:gap               enter 200   200   200   200   404   404   404   404   404
lists     POST   inspectorate:gap               401   done  done  403   403   404   404   404   404   404
published POST   inspectorate:gap               401   403   403   403   403   404   404   404   404   404
published GET    inspectorate:timetable          enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable          enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:timetable-day      enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable-day      enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:timetable-list     enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable-list     enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:timetable-print    enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable-print    enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:timetable-coverage enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable-coverage enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:timetable-changes  enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable-changes  enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:timetable-places   enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:timetable-places   enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:slot               enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:slot               enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:slot-new           enter 403   403   403   403   404   404   404   404   404
published POST   inspectorate:slot-new           401   403   403   403   403   404   404   404   404   404
lists     GET    inspectorate:slot-new           enter 200   200   403   403   404   404   404   404   404
lists     POST   inspectorate:slot-new           401   done  done  403   403   404   404   404   404   404
published GET    inspectorate:slot-change        enter 403   403   403   403   404   404   404   404   404
published POST   inspectorate:slot-change        401   403   403   403   403   404   404   404   404   404
lists     GET    inspectorate:slot-change        enter 200   200   403   403   404   404   404   404   404
lists     POST   inspectorate:slot-change        401   done  done  403   403   404   404   404   404   404
published GET    inspectorate:timetable-place    enter 403   403   403   403   404   404   404   404   404
published POST   inspectorate:timetable-place    401   403   403   403   403   404   404   404   404   404
lists     GET    inspectorate:timetable-place    enter 200   200   403   403   404   404   404   404   404
lists     POST   inspectorate:timetable-place    401   done  done  403   403   404   404   404   404   404
lists     POST   inspectorate:timetable-places   401   done  done  403   403   404   404   404   404   404
published POST   inspectorate:timetable-places   401   403   403   403   403   404   404   404   404   404
any       GET    inspectorate:slot-move          405   405   405   405   405   405   405   405   405   405
any       GET    inspectorate:timetable-seen     405   405   405   405   405   405   405   405   405   405
lists     POST   inspectorate:slot-move          401   done  done  403   403   404   404   404   404   404
published POST   inspectorate:slot-move          401   403   403   403   403   404   404   404   404   404
published POST   inspectorate:timetable-seen     enter done  done  done  done  404   404   404   404   404
lists     POST   inspectorate:timetable-seen     enter done  done  done  done  404   404   404   404   404

published GET    inspectorate:team-meetings     enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:team-meetings     enter 200   200   200   200   404   404   404   404   404
published GET    inspectorate:team-meeting      enter 200   200   200   200   404   404   404   404   404
lists     GET    inspectorate:team-meeting      enter 200   200   200   200   404   404   404   404   404
any       GET    inspectorate:team-meeting-begin 405   405   405   405   405   405   405   405   405   405
fieldwork POST   inspectorate:team-meeting-begin enter done  done  403   403   404   404   404   404   404
published POST   inspectorate:team-meeting-begin enter 403   403   403   403   404   404   404   404   404
any       GET    inspectorate:team-meeting-decide 405   405   405   405   405   405   405   405   405   405
lists     POST   inspectorate:team-meeting-decide 401   done  done  403   403   404   404   404   404   404
published POST   inspectorate:team-meeting-decide 401   403   403   403   403   404   404   404   404   404
any       GET    inspectorate:team-meeting-close 405   405   405   405   405   405   405   405   405   405
lists     POST   inspectorate:team-meeting-close enter done  done  403   403   404   404   404   404   404
published POST   inspectorate:team-meeting-close enter 403   403   403   403   404   404   404   404   404

published GET    inspectorate:own-views      enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:own-views      enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:own-view       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:own-view       enter  200  200       200       200     404    404     404       404      404
fieldwork POST   inspectorate:own-view       401    done done      200       200     404    404     404       404      404
published POST   inspectorate:own-view       401    200  200       200       200     404    404     404       404      404
published GET    inspectorate:own-views-opening enter 200 200      200       200     404    404     404       404      404
lists     GET    inspectorate:own-views-opening enter 200 200      200       200     404    404     404       404      404
fieldwork POST   inspectorate:own-views-opening enter 403 403      403       403     404    404     404       404      404
any       GET    inspectorate:own-views-open-now 405  405 405      405       405     405    405     405       405      405
fieldwork POST   inspectorate:own-views-open-now enter 403 403     403       403     404    404     404       404      404
published GET    inspectorate:together       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:together       enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:together-criterion enter 200 200     200       200     404    404     404       404      404
lists     GET    inspectorate:together-criterion enter 200 200     200       200     404    404     404       404      404
any       GET    inspectorate:together-say   405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:together-say   401    done done      403       403     404    404     404       404      404
published POST   inspectorate:together-say   401    403  403       403       403     404    404     404       404      404
any       GET    inspectorate:together-no-finding 405 405 405      405       405     405    405     405       405      405
fieldwork POST   inspectorate:together-no-finding 401 403 403      403       403     404    404     404       404      404
published POST   inspectorate:together-no-finding 401 403 403      403       403     404    404     404       404      404

published GET    inspectorate:letter         enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:letter         enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:passage        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:letter-start   enter  403  403       403       403     404    404     404       404      404
lists     POST   inspectorate:letter-start   enter  403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:letter-start   enter  done done      403       403     404    404     404       404      404
published GET    inspectorate:letter-start   enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:letter-statement enter 404 404       404       404     404    404     404       404      404
checking  GET    inspectorate:letter-statement enter 200 200       403       403     404    404     404       404      404
checking  POST   inspectorate:letter-statement 401 done done     403       403     404    404     404       404      404
published GET    inspectorate:letter-statement enter 403 403       403       403     404    404     404       404      404
published POST   inspectorate:letter-statement 401 403 403       403       403     404    404     404       404      404
any       GET    diary-feed                   404    404  404       404       404     404    404     404       404      404
any       GET    inspectorate:inspectors       enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:inspectors-office enter  404  404       404       404     404    404     404       404      404
any       POST   inspectorate:inspectors-office enter  404  404       404       404     404    404     404       404      404
any       GET    inspectorate:inspectors-new   enter  404  404       404       404     404    404     404       404      404
any       POST   inspectorate:inspectors-new   enter  404  404       404       404     404    404     404       404      404
any       GET    inspectorate:interest-decide  enter  404  404       404       404     404    404     404       404      404
any       POST   inspectorate:interest-decide  enter  404  404       404       404     404    404     404       404      404
any       GET    inspectorate:inspector        enter  200  404       404       404     404    404     404       404      404
any       POST   inspectorate:inspector        enter  done 404       404       404     404    404     404       404      404
any       GET    inspectorate:inspector-add    enter  200  404       404       404     404    404     404       404      404
any       POST   inspectorate:inspector-add    enter  done 404       404       404     404    404     404       404      404
any       GET    inspectorate:calendars        enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:calendars-take   enter  404  404       404       404     404    404     404       404      404
any       POST   inspectorate:calendars-take   enter  404  404       404       404     404    404     404       404      404
any       GET    inspectorate:calendars-strike enter  404  404       404       404     404    404     404       404      404
any       POST   inspectorate:calendars-strike enter  404  404       404       404     404    404     404       404      404
any       GET    inspectorate:stand-back       enter  200  200       200       200     404    404     404       404      404
any       POST   inspectorate:stand-back       enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:areas           enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:area-profile    enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:programme       enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:programme-new   enter  200  200       200       200     404    404     200       200      404
any       POST   inspectorate:programme-new   enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:programme-diary enter  200  200       200       200     404    404     200       200      404
any       POST   inspectorate:programme-diary enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:programme-diary-ics enter 200 200     200       200     404    404     200       200      404
any       GET    inspectorate:programme-round enter  200  404       200       404     404    404     404       404      404
any       POST   inspectorate:programme-round enter  403  404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-people enter 200  404       200       404     404    404     404       404      404
any       POST   inspectorate:programme-people enter 403  404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-reasons enter 200 404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-reasons enter done 404      403       404     404    404     404       404      404
any       GET    inspectorate:programme-withdraw enter 200 404      403       404     404    404     404       404      404
any       POST   inspectorate:programme-withdraw enter done 404     403       404     404    404     404       404      404
any       GET    inspectorate:programme-choice enter 200  404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-choice enter 403  404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-urgent enter 200  404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-urgent enter done 404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-area  enter  200  404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-area  enter  done 404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-open  enter  200  404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-open  enter  200  404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-plan  enter  200  404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-plan  enter  done 404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-compare enter 200 404       403       404     404    404     404       404      404
any       GET    inspectorate:programme-copy  enter  200  404       403       404     404    404     404       404      404
any       POST   inspectorate:programme-copy  enter  done 404       403       404     404    404     404       404      404

any       GET    inspectorate:areas          enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:area-profile   enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:pre-election   enter  200  200       200       200     404    404     200       200      404
any       POST   inspectorate:pre-election   enter  done done      done      done    404    404     done      done     404
published GET    inspectorate:pre-election-strike enter 200 200    200       200     404    404     200       200      404
published POST   inspectorate:pre-election-strike enter done done  done      done    404    404     done      done     404
lists     GET    inspectorate:letter-recipients enter 404 404      404       404     404    404     404       404      404
published GET    inspectorate:letter-recipients enter 200 200      200       200     404    404     404       404      404
checking  POST   inspectorate:letter-recipients enter done done    403       403     404    404     404       404      404
published POST   inspectorate:letter-recipients enter 403 403      403       403     404    404     404       404      404
checking  GET    inspectorate:letter-recipient-new enter 200 200   403       403     404    404     404       404      404
checking  POST   inspectorate:letter-recipient-new 401 done done   403       403     404    404     404       404      404
published GET    inspectorate:letter-recipient-new enter 403 403   403       403     404    404     404       404      404
checking  GET    inspectorate:letter-recipient enter 200 200       403       403     404    404     404       404      404
checking  POST   inspectorate:letter-recipient 401 done done       403       403     404    404     404       404      404
published GET    inspectorate:letter-recipient enter 403 403       403       403     404    404     404       404      404
any       GET    inspectorate:letter-recipient-remove 405 405 405  405       405     405    405     405       405      405
checking  POST   inspectorate:letter-recipient-remove enter done done 403    403     404    404     404       404      404
checking  GET    inspectorate:letter-for-children enter 200 403    403       403     404    404     404       404      404
checking  POST   inspectorate:letter-for-children 401 done 403     403       403     404    404     404       404      404
published GET    inspectorate:letter-for-children enter 403 403    403       403     404    404     404       404      404
lists     GET    inspectorate:letter-publication enter 404 404     404       404     404    404     404       404      404
published GET    inspectorate:letter-publication enter 200 200     200       200     404    404     404       404      404
signed    GET    inspectorate:letter-freeze  enter  200  403       403       403     404    404     404       404      404
signed    POST   inspectorate:letter-freeze  enter  done 403       403       403     404    404     404       404      404
published GET    inspectorate:letter-freeze  enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:letter-release 405    405  405       405       405     405    405     405       405      405
frozen    POST   inspectorate:letter-release enter  done 403       403       403     404    404     404       404      404
published POST   inspectorate:letter-release enter  403  403       403       403     404    404     404       404      404
frozen    GET    inspectorate:letter-call-off enter 200  403       403       403     404    404     404       404      404
frozen    POST   inspectorate:letter-call-off enter done 403       403       403     404    404     404       404      404
published GET    inspectorate:letter-call-off enter 403  403       403       403     404    404     404       404      404
published GET    inspectorate:letter-withdraw-published enter 200 403 403    403     404    404     404       404      404
published POST   inspectorate:letter-withdraw-published enter done 403 403   403     404    404     404       404      404
signed    GET    inspectorate:letter-withdraw-published enter 403 403 403    403     404    404     404       404      404
frozen    GET    inspectorate:letter-reader-new enter 200 403      403       403     404    404     404       404      404
frozen    POST   inspectorate:letter-reader-new enter done 403     403       403     404    404     404       404      404
published GET    inspectorate:letter-reader-new enter 403 403      403       403     404    404     404       404      404
any       GET    inspectorate:letter-reader-end 405 405 405        405       405     405    405     405       405      405
frozen    POST   inspectorate:letter-reader-end enter done 403     403       403     404    404     404       404      404
published POST   inspectorate:letter-reader-end enter 403 403      403       403     404    404     404       404      404
published GET    inspectorate:letter-sent    enter  200  403       403       403     404    404     404       404      404
published POST   inspectorate:letter-sent    401    done 403       403       403     404    404     404       404      404
lists     GET    inspectorate:letter-sent    enter  404  404       404       404     404    404     404       404      404
lists     GET    inspectorate:letter-corrections enter 404 404     404       404     404    404     404       404      404
published GET    inspectorate:letter-corrections enter 200 200     200       200     404    404     404       404      404
published GET    inspectorate:letter-correct enter  200  403       403       403     404    404     404       404      404
published POST   inspectorate:letter-correct 401    done 403       403       403     404    404     404       404      404
signed    GET    inspectorate:letter-correct enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:letter-correction-sign 405 405 405   405       405     405    405     405       405      405
published POST   inspectorate:letter-correction-sign enter 403 403 done      403     404    404     404       404      404
any       GET    inspectorate:letter-correction-publish 405 405 405 405      405     405    405     405       405      405
published POST   inspectorate:letter-correction-publish enter 403 403 403    403     404    404     404       404      404
any       GET    inspectorate:letter-correction-drop 405 405 405   405       405     405    405     405       405      405
published POST   inspectorate:letter-correction-drop enter done 403 403      403     404    404     404       404      404
lists     GET    inspectorate:box-new        enter  404  404       404       404     404    404     404       404      404
checking  GET    inspectorate:box-new        enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:box-new        enter  done done      403       403     404    404     404       404      404
published GET    inspectorate:box-new        enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:box-new        enter  403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:box-passage    enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:box-passage    enter  done done      403       403     404    404     404       404      404
checking  GET    inspectorate:box            enter  200  200       200       200     404    404     404       404      404
checking  GET    inspectorate:box-describe   enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:box-describe   401    done done      403       403     404    404     404       404      404
checking  GET    inspectorate:box-lesson     enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:box-lesson     401    done done      403       403     404    404     404       404      404
checking  GET    inspectorate:box-agreement  enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:box-agreement  401    done done      403       403     404    404     404       404      404
any       GET    inspectorate:box-ask        405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:box-ask        enter  done done      403       403     404    404     404       404      404
checking  POST   inspectorate:box-ask        enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:box-take-back  405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:box-take-back  enter  done done      403       403     404    404     404       404      404
published GET    inspectorate:priorities     enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:priorities     enter  200  200       200       200     404    404     404       404      404
fieldwork GET    inspectorate:priority-new   enter  200  200       403       403     404    404     404       404      404
fieldwork POST   inspectorate:priority-new   401    done done      403       403     404    404     404       404      404
published GET    inspectorate:priority-new   enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:priority-new   401    403  403       403       403     404    404     404       404      404
fieldwork GET    inspectorate:priority       enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:priority-decide 405   405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:priority-decide 401   403  403       done      403     404    404     404       404      404
any       GET    inspectorate:priority-withdraw 405 405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:priority-withdraw 401 done done      403       403     404    404     404       404      404
published GET    inspectorate:round          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:round          enter  404  404       404       404     404    404     404       404      404
any       GET    inspectorate:round-share    405    405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:round-share    enter  200  403       403       403     404    404     404       404      404
any       GET    inspectorate:round-share-end 405   405  405       405       405     405    405     405       405      405
fieldwork POST   inspectorate:round-share-end enter done 403       403       403     404    404     404       404      404
published GET    inspectorate:round-topic    enter  200  200       200       200     404    404     404       404      404
checking  GET    inspectorate:round-settle   enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:round-settle   401    done done      403       403     404    404     404       404      404
published GET    inspectorate:round-settle   enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:round-settle   401    403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:letter-slipped enter  200  403       403       403     404    404     404       404      404
checking  POST   inspectorate:letter-slipped 401    done 403       403       403     404    404     404       404      404
published GET    inspectorate:letter-slipped enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:letter-slipped 401    403  403       403       403     404    404     404       404      404
any       GET    inspectorate:letters-board  enter  200  200       200       200     200    200     200       200      200
any       GET    inspectorate:letter-disclosure-check 405 405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:letter-disclosure-check enter 404 404       404       404     404    404     404       404      404
checking  POST   inspectorate:letter-disclosure-check enter done done      403       403     404    404     404       404      404
published POST   inspectorate:letter-disclosure-check enter done done      403       403     404    404     404       404      404
lists     GET    inspectorate:letter-disclosure enter 404 404       404       404     404    404     404       404      404
checking  GET    inspectorate:letter-disclosure enter 200 200       200       200     404    404     404       404      404
published GET    inspectorate:letter-disclosure enter 200 200       200       200     404    404     404       404      404
checking  GET    inspectorate:letter-disclosure-hit enter 200 200       200       200     404    404     404       404      404
checking  POST   inspectorate:letter-disclosure-hit 401 done done      403       403     404    404     404       404      404
published GET    inspectorate:letter-disclosure-hit enter 404 404       404       404     404    404     404       404      404
checking  GET    inspectorate:passage-reword enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:passage-reword 401    done done      403       403     404    404     404       404      404
offered   POST   inspectorate:passage-reword 401    done done      403       403     404    404     404       404      404
signed    POST   inspectorate:passage-reword 401    403  403       403       403     404    404     404       404      404
published GET    inspectorate:passage-reword enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:passage-remove 405    405  405       405       405     405    405     405       405      405
checking  POST   inspectorate:passage-remove enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:passage-remove enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:letter-section enter  404  404       404       404     404    404     404       404      404
checking  GET    inspectorate:letter-section enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:letter-section enter  200  200       200       200     404    404     404       404      404
checking  POST   inspectorate:letter-section 401    done done      403       403     404    404     404       404      404
offered   POST   inspectorate:letter-section 401    done done      403       403     404    404     404       404      404
signed    POST   inspectorate:letter-section 401    403  403       403       403     404    404     404       404      404
published POST   inspectorate:letter-section 401    403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:letter-section-take enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:letter-section-take enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:letter-section-take enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:letter-section-give 405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:letter-section-give enter  404  404       404       404     404    404     404       404      404
checking  POST   inspectorate:letter-section-give enter  done done      done      done    404    404     404       404      404
any       GET    inspectorate:passage-move   405    405  405       405       405     405    405     405       405      405
checking  POST   inspectorate:passage-move   enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:passage-move   enter  403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:passage-elsewhere enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:passage-elsewhere enter  done done      403       403     404    404     404       404      404
published GET    inspectorate:passage-elsewhere enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:passage-elsewhere enter  403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:passage-links  enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:passage-links  enter  done done      403       403     404    404     404       404      404
published GET    inspectorate:passage-links  enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:passage-links  enter  403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:passage-link-anew enter  200  200       403       403     404    404     404       404      404
checking  POST   inspectorate:passage-link-anew enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:passage-link-anew enter  403  403       403       403     404    404     404       404      404
any       GET    inspectorate:passage-unlink 405    405  405       405       405     405    405     405       405      405
checking  POST   inspectorate:passage-unlink enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:passage-unlink enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:letter-history enter  404  404       404       404     404    404     404       404      404
checking  GET    inspectorate:letter-history enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:letter-history enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:letter-style   enter  404  404       404       404     404    404     404       404      404
checking  GET    inspectorate:letter-style   enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:letter-style   enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:passage-hint   405    405  405       405       405     405    405     405       405      405
checking  POST   inspectorate:passage-hint   enter  done done      403       403     404    404     404       404      404
published POST   inspectorate:passage-hint   enter  403  403       403       403     404    404     404       404      404
checking  GET    inspectorate:passage-history enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:passage-history enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:passage-restore 405    405  405       405       405     405    405     405       405      405
checking  POST   inspectorate:passage-restore enter  done done      403       403     404    404     404       404      404
offered   POST   inspectorate:passage-restore enter  done done      403       403     404    404     404       404      404
signed    POST   inspectorate:passage-restore enter  403  403       403       403     404    404     404       404      404
published POST   inspectorate:passage-restore enter  403  403       403       403     404    404     404       404      404
published GET  inspectorate:letter-quality            enter 200  200  200  200  404 404 404 404 404
lists     GET  inspectorate:letter-quality            enter 404  404  404  404  404 404 404 404 404
any       GET  inspectorate:letter-quality-appoint    405   405  405  405  405  405 405 405 405 405
checking  POST inspectorate:letter-quality-appoint    enter 200  403  403  403  404 404 404 404 404
published POST inspectorate:letter-quality-appoint    enter 403  403  403  403  404 404 404 404 404
any       GET  inspectorate:letter-quality-end        405   405  405  405  405  405 405 405 405 405
checking  POST inspectorate:letter-quality-end        enter done 403  403  403  404 404 404 404 404
published POST inspectorate:letter-quality-end        enter 403  403  403  403  404 404 404 404 404
published GET  inspectorate:letter-query              enter 200  200  200  200  404 404 404 404 404
published GET  inspectorate:letter-query-move         enter 200  200  200  200  404 404 404 404 404
checking  POST inspectorate:letter-query-move         401   200  200  200  200  404 404 404 404 404
checking  GET  inspectorate:letter-reading            enter 404  404  404  404  404 404 404 404 404
published GET  inspectorate:letter-reading            enter 404  404  404  404  404 404 404 404 404
any       GET  inspectorate:letter-reading-done       405   405  405  405  405  405 405 405 405 405
checking  POST inspectorate:letter-reading-done       enter 404  404  404  404  404 404 404 404 404
checking  GET  inspectorate:letter-query-whole        enter 404  404  404  404  404 404 404 404 404
checking  POST inspectorate:letter-query-whole        401   404  404  404  404  404 404 404 404 404
checking  GET  inspectorate:letter-query-new          enter 404  404  404  404  404 404 404 404 404
checking  POST inspectorate:letter-query-new          401   404  404  404  404  404 404 404 404 404
published GET  inspectorate:letter-accuracy           enter 200  200  200  200  404 404 404 404 404
lists     GET  inspectorate:letter-accuracy           enter 404  404  404  404  404 404 404 404 404
checking  GET  inspectorate:letter-accuracy-send      enter 200  403  403  403  404 404 404 404 404
checking  POST inspectorate:letter-accuracy-send      401   200  403  403  403  404 404 404 404 404
published GET  inspectorate:letter-accuracy-send      enter 403  403  403  403  404 404 404 404 404
checking  GET  inspectorate:letter-accuracy-answer    enter 403  403  403  403  404 404 404 404 404
checking  POST inspectorate:letter-accuracy-answer    401   403  403  403  403  404 404 404 404 404
published GET  inspectorate:letter-accuracy-point     enter 200  200  200  200  404 404 404 404 404
checking  POST inspectorate:letter-accuracy-point     401   200  200  200  200  404 404 404 404 404
published GET  inspectorate:letter-accuracy-proof     enter 200  200  200  200  404 404 404 404 404
checking  GET  inspectorate:letter-accuracy-longer    enter 403  403  403  403  404 404 404 404 404
checking  POST inspectorate:letter-accuracy-longer    401   403  403  403  403  404 404 404 404 404
published GET  agency:draft                           enter 404  404  404  404  200 404 404 404 404
checking  GET  agency:draft                           enter 404  404  404  404  200 404 404 404 404
checking  GET  agency:draft-pdf                       enter 404  404  404  404  200 404 404 404 404
published GET  agency:draft-pdf                       enter 404  404  404  404  404 404 404 404 404
any       GET  agency:draft-send                      405   405  405  405  405  405 405 405 405 405
checking  POST agency:draft-send                      enter 404  404  404  404  200 404 404 404 404
checking  GET  agency:draft-comment                   enter 404  404  404  404  404 404 404 404 404
checking  POST agency:draft-comment                   401   404  404  404  404  404 404 404 404 404
checking  GET  agency:draft-comment-on                enter 404  404  404  404  404 404 404 404 404
checking  POST agency:draft-comment-on                401   404  404  404  404  404 404 404 404 404
published GET  agency:draft-point                     enter 404  404  404  404  200 404 404 404 404
checking  POST agency:draft-point                     401   404  404  404  404  200 404 404 404 404
any       GET  agency:draft-prove                     405   405  405  405  405  405 405 405 405 405
checking  POST agency:draft-prove                     enter 404  404  404  404  200 404 404 404 404
any       GET  agency:draft-take-out                  405   405  405  405  405  405 405 405 405 405
checking  POST agency:draft-take-out                  enter 404  404  404  404  200 404 404 404 404
published GET  agency:draft-proof                     enter 404  404  404  404  200 404 404 404 404

any       GET    inspectorate:letter-offer   405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:letter-offer   enter  404  404       404       404     404    404     404       404      404
checking  POST   inspectorate:letter-offer   enter  done 403       403       403     404    404     404       404      404
lists     GET    inspectorate:letter-sign    enter  404  404       404       404     404    404     404       404      404
offered   GET    inspectorate:letter-sign    enter  403  403       200       403     404    404     404       404      404
offered   POST   inspectorate:letter-sign    enter  403  403       done      403     404    404     404       404      404
published GET    inspectorate:letter-sign    enter  403  403       403       403     404    404     404       404      404
lists     GET    inspectorate:letter-withdraw enter 404 404        404       404     404    404     404       404      404
signed    GET    inspectorate:letter-withdraw enter 403 403        200       403     404    404     404       404      404
signed    POST   inspectorate:letter-withdraw enter 403 403        done      403     404    404     404       404      404
published GET    inspectorate:letter-withdraw enter 403 403        403       403     404    404     404       404      404
any       GET    inspectorate:letter-publish 405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:letter-publish enter  404  404       404       404     404    404     404       404      404
signed    POST   inspectorate:letter-publish enter  done 403       403       403     404    404     404       404      404
published POST   inspectorate:letter-publish enter  403  403       403       403     404    404     404       404      404

published GET    inspectorate:concerns       enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:concerns       enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:concern-new    enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:concern-new    enter  200  200       200       200     404    404     404       404      404
lists     POST   inspectorate:concern-new    401    done done      done      done    404    404     404       404      404
published GET    inspectorate:concern        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:concern        enter  200  200       200       200     404    404     404       404      404
any       GET    inspectorate:concern-step   405    405  405       405       405     405    405     405       405      405
lists     POST   inspectorate:concern-step   401    done done      done      done    404    404     404       404      404
published POST   inspectorate:concern-step   401    403  403       403       403     404    404     404       404      404

planned   GET    inspectorate:inspection      enter    200    200    200    200    404    404    404    404    404
planned   GET    inspectorate:team            enter    200    200    200    200    404    404    404    404    404
planned   POST   inspectorate:move            enter    done    done    done    done    404    404    404    404    404
planned   GET    inspectorate:lists           enter    200    403    403    403    404    404    404    404    404
planned   GET    inspectorate:notes           enter    200    403    403    403    404    404    404    404    404
planned   GET    inspectorate:area            enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:area            enter    200    200    200    200    404    404    404    404    404
planned   GET    inspectorate:notifying       enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:notifying       enter    200    200    200    200    404    404    404    404    404
planned   GET    inspectorate:circle          enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:circle          enter    200    200    200    200    404    404    404    404    404
planned   POST   inspectorate:circle          enter    done    403    403    403    404    404    404    404    404
published POST   inspectorate:circle          enter    403    403    403    403    404    404    404    404    404
any       GET    inspectorate:leave-circle    405    405    405    405    405    405    405    405    405    405
planned   POST   inspectorate:leave-circle    enter    done    403    403    403    404    404    404    404    404
published POST   inspectorate:leave-circle    enter    403    403    403    403    404    404    404    404    404
planned   GET    inspectorate:set-day         enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:set-day         enter    200    403    403    403    404    404    404    404    404
planned   POST   inspectorate:set-day         enter    done    403    403    403    404    404    404    404    404
published POST   inspectorate:set-day         enter    done    403    403    403    404    404    404    404    404
any       GET    inspectorate:day-as-counted  405    405    405    405    405    405    405    405    405    405
planned   POST   inspectorate:day-as-counted  enter    done    403    403    403    404    404    404    404    404
published POST   inspectorate:day-as-counted  enter    done    403    403    403    404    404    404    404    404
any       GET    inspectorate:pack-make       405    405    405    405    405    405    405    405    405    405
planned   POST   inspectorate:pack-make       enter    done    403    403    403    404    404    404    404    404
published POST   inspectorate:pack-make       enter    403    403    403    403    404    404    404    404    404
planned   GET    inspectorate:pack            enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:pack            enter    200    200    200    200    404    404    404    404    404
planned   GET    inspectorate:pack-file       enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:pack-file       enter    200    200    200    200    404    404    404    404    404
planned   GET    inspectorate:call            enter    200    403    403    403    404    404    404    404    404
published GET    inspectorate:call            enter    403    403    403    403    404    404    404    404    404
planned   POST   inspectorate:call            401    done    403    403    403    404    404    404    404    404
published POST   inspectorate:call            401    403    403    403    403    404    404    404    404    404

published GET    agency:pack                  enter    404    404    404    404    200    200    404    404    404
lists     GET    agency:pack                  enter    404    404    404    404    200    200    404    404    404
published GET    agency:pack-file             enter    404    404    404    404    200    200    404    404    404
lists     GET    agency:pack-file             enter    404    404    404    404    200    200    404    404    404
planned   GET    agency:pack                  enter    404    404    404    404    404    404    404    404    404
planned   GET    agency:requests              enter    404    404    404    404    404    404    404    404    404

published GET    agency:requests             enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:requests             enter  404  404       404       404     200    200     404       404      404
published GET    agency:item                 enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:item                 enter  404  404       404       404     200    404     404       404      404
lists     POST   agency:item                 enter  404  404       404       404     done   404     404       404      404
published POST   agency:item                 enter  404  404       404       404     200    404     404       404      404
any       GET    agency:not-held             405    405  405       405       405     405    405     405       405      405
lists     POST   agency:not-held             enter  404  404       404       404     done   404     404       404      404
published POST   agency:not-held             enter  404  404       404       404     200    404     404       404      404
published GET    agency:template             enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:template             enter  404  404       404       404     404    404     404       404      404
any       GET    agency:look-up              enter  404  404       404       404     404    404     404       404      404
any       POST   agency:look-up              enter  404  404       404       404     404    404     404       404      404
any       GET    agency:look-up-workbook     enter  404  404       404       404     404    404     404       404      404
published GET    agency:item-check           enter  404  404       404       404     200    404     404       404      404
published POST   agency:item-check           enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:item-check           enter  404  404       404       404     404    404     404       404      404
any       GET    agency:item-marked          405    405  405       405       405     405    405     405       405      405
published POST   agency:item-marked          enter  404  404       404       404     200    404     404       404      404
any       GET    agency:item-send            405    405  405       405       405     405    405     405       405      405
published POST   agency:item-send            enter  404  404       404       404     200    404     404       404      404
lists     POST   agency:item-send            enter  404  404       404       404     404    404     404       404      404
published GET    agency:submission           enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:submission           enter  404  404       404       404     200    404     404       404      404
any       GET    agency:more-time            405    405  405       405       405     405    405     405       405      405
lists     POST   agency:more-time            enter  404  404       404       404     done   404     404       404      404
published POST   agency:more-time            enter  404  404       404       404     200    404     404       404      404
any       GET    agency:same-as              405    405  405       405       405     405    405     405       405      405
lists     POST   agency:same-as              enter  404  404       404       404     done   404     404       404      404
published POST   agency:same-as              enter  404  404       404       404     200    404     404       404      404
published GET    agency:marked               enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:marked               enter  404  404       404       404     200    404     404       404      404
any       GET    agency:remark               405    405  405       405       405     405    405     405       405      405
lists     POST   agency:remark               enter  404  404       404       404     done   404     404       404      404
published POST   agency:remark               enter  404  404       404       404     200    404     404       404      404
published GET    agency:receipt              enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:receipt              enter  404  404       404       404     200    404     404       404      404
published GET    agency:sent-file            enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:sent-file            enter  404  404       404       404     200    404     404       404      404
published GET    agency:not-known            enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:not-known            enter  404  404       404       404     200    200     404       404      404
published GET    agency:not-known-question   enter  404  404       404       404     200    404     404       404      404
fieldwork POST   agency:not-known-question   enter  404  404       404       404     done   404     404       404      404
published POST   agency:not-known-question   enter  404  404       404       404     200    404     404       404      404
fieldwork GET    agency:box-reading          enter  404  404       404       404     200    404     404       404      404
fieldwork POST   agency:box-reading          401    404  404       404       404     done   404     404       404      404
fieldwork GET    agency:priority-notice      enter  404  404       404       404     200    404     404       404      404
fieldwork POST   agency:priority-notice      401    404  404       404       404     done   404     404       404      404
published GET    agency:concerns              enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:concerns              enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:concern               enter  404  404       404       404     200    404     404       404      404
lists     POST   agency:concern               401    404  404       404       404     done   404     404       404      404
published GET    agency:concern               enter  404  404       404       404     200    404     404       404      404
published POST   agency:concern               401    404  404       404       404     200    404     404       404      404
published GET    agency:followed enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:followed enter  404  404       404       404     404    404     404       404      404
fieldwork POST   agency:followed enter  404  404       404       404     200    200     404       404      404
published GET    agency:followed-child enter  404  404       404       404     200    200     404       404      404
published GET    agency:child-request enter  404  404       404       404     200    404     404       404      404
fieldwork POST   agency:child-request enter  404  404       404       404     done    404     404       404      404
published POST   agency:child-request enter  404  404       404       404     200    404     404       404      404
any       GET    agency:child-request-not-held 405    405  405       405       405     405    405     405       405      405
fieldwork POST   agency:child-request-not-held enter  404  404       404       404     200    404     404       404      404
any       GET    agency:child-request-time 405    405  405       405       405     405    405     405       405      405
fieldwork POST   agency:child-request-time enter  404  404       404       404     200    404     404       404      404
published GET    agency:child-file enter  404  404       404       404     200    404     404       404      404
fieldwork GET    agency:audit enter  404  404       404       404     200    200     404       404      404
fieldwork POST   agency:audit 401    404  404       404       404     done    done     404       404      404
published GET    agency:audit enter  404  404       404       404     404    404     404       404      404
published POST   agency:audit 401    404  404       404       404     404    404     404       404      404
any       GET    agency:audit-move 405    405  405       405       405     405    405     405       405      405
fieldwork POST   agency:audit-move enter  404  404       404       404     done    done     404       404      404
published POST   agency:audit-move enter  404  404       404       404     404    404     404       404      404
fieldwork GET    agency:audit-agreed enter  404  404       404       404     200    200     404       404      404
fieldwork POST   agency:audit-agreed 401    404  404       404       404     done    done     404       404      404
published GET    agency:audit-agreed enter  404  404       404       404     404    404     404       404      404
any       GET    agency:audit-say 405    405  405       405       405     405    405     405       405      405
fieldwork POST   agency:audit-say 401    404  404       404       404     done    done     404       404      404
published POST   agency:audit-say 401    404  404       404       404     404    404     404       404      404
fieldwork GET    agency:audit-answer enter  404  404       404       404     200    200     404       404      404
fieldwork POST   agency:audit-answer 401    404  404       404       404     done    200     404       404      404
published GET    agency:audit-answer enter  404  404       404       404     404    404     404       404      404
published GET    agency:consent                enter  404  404       404       404     200    200     404       404      404
fieldwork GET    agency:consent-ask            enter  404  404       404       404     200    200     404       404      404
fieldwork POST   agency:consent-ask            401    404  404       404       404     done   done    404       404      404
published GET    agency:consent-ask            enter  404  404       404       404     200    200     404       404      404
published POST   agency:consent-ask            401    404  404       404       404     200    200     404       404      404
published GET    agency:consent-one            enter  404  404       404       404     200    200     404       404      404
fieldwork POST   agency:consent-one            401    404  404       404       404     done   done    404       404      404
published POST   agency:consent-one            401    404  404       404       404     done   done    404       404      404

published GET    inspectorate:contacts        enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:contact         enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:setting-up      enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:set-up-thing    enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:outstanding     enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:talks           enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:talk            enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:contacts        enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:contact         enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:setting-up      enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:set-up-thing    enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:outstanding     enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:talks           enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:talk            enter  200  200       200       200     404    404     404       404      404
published GET    inspectorate:contact-new     enter  200  200       403       403     404    404     404       404      404
published GET    inspectorate:talk-new        enter  200  200       403       403     404    404     404       404      404
published GET    inspectorate:talk-point      enter  200  200       403       403     404    404     404       404      404
lists     GET    inspectorate:contact-new     enter  200  200       403       403     404    404     404       404      404
lists     GET    inspectorate:talk-new        enter  200  200       403       403     404    404     404       404      404
lists     GET    inspectorate:talk-point      enter  200  200       403       403     404    404     404       404      404
published POST   inspectorate:contact         401    done done      403       403     404    404     404       404      404
published POST   inspectorate:contact-new     401    done done      403       403     404    404     404       404      404
published POST   inspectorate:set-up-thing    401    done done      403       403     404    404     404       404      404
published POST   inspectorate:talk-new        401    done done      403       403     404    404     404       404      404
published POST   inspectorate:talk-point      401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:contact         401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:contact-new     401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:set-up-thing    401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:talk-new        401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:talk-point      401    done done      403       403     404    404     404       404      404
any       GET    inspectorate:setting-up-ask  405    405  405       405       405     405    405     405       405      405
any       GET    inspectorate:setting-up-own  405    405  405       405       405     405    405     405       405      405
any       GET    inspectorate:talk-add        405    405  405       405       405     405    405     405       405      405
any       GET    inspectorate:talk-follow-up  405    405  405       405       405     405    405     405       405      405
any       GET    inspectorate:talk-follow-up-say 405    405  405       405       405     405    405     405       405      405
published POST   inspectorate:setting-up-own  401    done done      403       403     404    404     404       404      404
published POST   inspectorate:talk-add        401    done done      403       403     404    404     404       404      404
published POST   inspectorate:talk-follow-up  401    done done      403       403     404    404     404       404      404
published POST   inspectorate:talk-follow-up-say 401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:setting-up-own  401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:talk-add        401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:talk-follow-up  401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:talk-follow-up-say 401    done done      403       403     404    404     404       404      404
lists     POST   inspectorate:setting-up-ask  enter  403  403       403       403     404    404     404       404      404
published GET    agency:contacts              enter  404  404       404       404     200    200     404       404      404
published GET    agency:setting-up            enter  404  404       404       404     200    200     404       404      404
published GET    agency:talks                 enter  404  404       404       404     200    200     404       404      404
published GET    agency:contact               enter  404  404       404       404     200    404     404       404      404
published GET    agency:contact-new           enter  404  404       404       404     200    404     404       404      404
published GET    agency:set-up-thing          enter  404  404       404       404     200    404     404       404      404
published GET    agency:talk                  enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:contacts              enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:setting-up            enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:talks                 enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:contact               enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:contact-new           enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:set-up-thing          enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:talk                  enter  404  404       404       404     200    404     404       404      404
published POST   agency:contact               401    404  404       404       404     done   404     404       404      404
published POST   agency:contact-new           401    404  404       404       404     done   404     404       404      404
published POST   agency:set-up-thing          401    404  404       404       404     done   404     404       404      404
lists     POST   agency:contact               401    404  404       404       404     done   404     404       404      404
lists     POST   agency:contact-new           401    404  404       404       404     done   404     404       404      404
lists     POST   agency:set-up-thing          401    404  404       404       404     done   404     404       404      404
any       GET    agency:talk-view             405    405  405       405       405     405    405     405       405      405
any       GET    agency:talk-follow-up-say    405    405  405       405       405     405    405     405       405      405
published POST   agency:talk-view             401    404  404       404       404     done   404     404       404      404
published POST   agency:talk-follow-up-say    401    404  404       404       404     done   404     404       404      404
lists     POST   agency:talk-view             401    404  404       404       404     done   404     404       404      404
lists     POST   agency:talk-follow-up-say    401    404  404       404       404     done   404     404       404      404

published GET    inspectorate:timetable-calendar enter  200  200       200       200     404    404    404       404      404
published GET    inspectorate:timetable-ics    enter  200  200       200       200     404    404    404       404      404
lists     GET    inspectorate:timetable-calendar enter  200  200       200       200     404    404    404       404      404
lists     GET    inspectorate:timetable-ics    enter  200  200       200       200     404    404    404       404      404
lists     POST   inspectorate:timetable-calendar enter  200  200       200       200     404    404    404       404      404
published GET    agency:timetable             enter  404  404       404       404     200    200    404       404      404
published GET    agency:timetable-calendar    enter  404  404       404       404     200    200    404       404      404
published GET    agency:timetable-ics         enter  404  404       404       404     200    200    404       404      404
published GET    agency:timetable-slot        enter  404  404       404       404     200    404    404       404      404
published POST   agency:timetable-agree       enter  404  404       404       404     done   404    404       404      404
published POST   agency:timetable-seen        enter  404  404       404       404     done   done   404       404      404
published POST   agency:timetable-slot        401    404  404       404       404     200    404    404       404      404
lists     GET    agency:timetable             enter  404  404       404       404     200    200    404       404      404
lists     GET    agency:timetable-calendar    enter  404  404       404       404     200    200    404       404      404
lists     GET    agency:timetable-ics         enter  404  404       404       404     200    200    404       404      404
lists     GET    agency:timetable-slot        enter  404  404       404       404     200    404    404       404      404
lists     POST   agency:timetable-agree       enter  404  404       404       404     done   404    404       404      404
lists     POST   agency:timetable-seen        enter  404  404       404       404     done   done   404       404      404
lists     POST   agency:timetable-slot        401    404  404       404       404     200    404    404       404      404
lists     POST   agency:timetable-calendar    enter  404  404       404       404     200    200    404       404      404
any       GET    agency:timetable-seen        405    405  405       405       405     405    405     405       405      405
any       GET    agency:timetable-agree       405    405  405       405       405     405    405     405       405      405
planned   GET    agency:timetable             enter  404  404       404       404     404    404    404       404      404
planned   GET    agency:timetable-ics         enter  404  404       404       404     404    404    404       404      404
published GET    agency:questions             enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:questions             enter  404  404       404       404     200    200     404       404      404
published GET    agency:burden                enter  404  404       404       404     200    200     404       404      404
published GET    agency:feedback             enter  404  404       404       404     404    404     404       404      404
lists     GET    agency:burden                enter  404  404       404       404     200    200     404       404      404
published GET    agency:question              enter  404  404       404       404     200    404     404       404      404
lists     GET    agency:question              enter  404  404       404       404     200    404     404       404      404
lists     POST   agency:question              enter  404  404       404       404     done   404     404       404      404
published POST   agency:question              enter  404  404       404       404     200    404     404       404      404

any       GET    inspectorate:complaints        enter  200  200       200       200     404    404     200       200      404
any       GET    inspectorate:complaint-take-in enter  200  200       200       200     404    404     200       200      404
any       POST   inspectorate:complaint-take-in 401    200  200       200       200     404    404     200       200      404
published GET    inspectorate:complaint         enter  404  404       404       404     404    404     404       404      404
lists     GET    inspectorate:complaint         enter  404  404       404       404     404    404     200       404      404
lists     POST   inspectorate:complaint         401    404  404       404       404     404    404     done      404      404
any       GET    inspectorate:complaint-take    405    405  405       405       405     405    405     405       405      405
published POST   inspectorate:complaint-take    enter  404  404       404       404     404    404     done      done     404
lists     POST   inspectorate:complaint-take    enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:complain          enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:complain          enter  200  200       200       200     404    404     404       404      404
lists     POST   inspectorate:complain          401    done done      done      done    404    404     404       404      404
published GET    inspectorate:survey            enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:survey            enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:survey            401    done done      done      done    404    404     404       404      404
lists     POST   inspectorate:survey            401    200  200       200       200     404    404     404       404      404
published GET    inspectorate:survey-results    enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:survey-csv        enter  403  403       403       403     404    404     404       404      404
published GET    inspectorate:survey-json       enter  403  403       403       403     404    404     404       404      404
published GET    agency:complaints              enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:complaints              enter  404  404       404       404     200    200     404       404      404
published GET    agency:complaint-new           enter  404  404       404       404     200    200     404       404      404
published POST   agency:complaint-new           401    404  404       404       404     done   done    404       404      404
lists     POST   agency:complaint-new           401    404  404       404       404     done   done    404       404      404
published GET    agency:complaint               enter  404  404       404       404     200    404     404       404      404
published POST   agency:complaint               401    404  404       404       404     done   404     404       404      404
lists     GET    agency:complaint               enter  404  404       404       404     200    404     404       404      404
published GET    agency:survey                  enter  404  404       404       404     200    200     404       404      404
lists     GET    agency:survey                  enter  404  404       404       404     200    200     404       404      404
published POST   agency:survey                  401    404  404       404       404     done   done    404       404      404
published GET    inspectorate:statement         enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:statement         enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:statement         enter  403  403       403       403     404    404     404       404      404
lists     POST   inspectorate:statement         enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:statement-copy    enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:statement-copy    enter  404  404       404       404     404    404     404       404      404
published GET    inspectorate:earlier           enter  200  200       200       200     404    404     404       404      404
lists     GET    inspectorate:earlier           enter  200  200       200       200     404    404     404       404      404
published POST   inspectorate:earlier           enter  403  403       403       403     404    404     404       404      404
published GET    agency:statement             enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-next        enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-form        enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-workbook    enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-boards      enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-children    enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-point       enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-action-new  enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-action      enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-action-change enter  404  404       404       404     200    200     404       404      404
published GET    agency:statement-milestone   enter  404  404       404       404     200    200     404       404      404
published POST   agency:statement-next        401    404  404       404       404     200    200     404       404      404
published POST   agency:statement-workbook    401    404  404       404       404     done   done    404       404      404
published POST   agency:statement-boards      401    404  404       404       404     done   done    404       404      404
published POST   agency:statement-children    401    404  404       404       404     200    200     404       404      404
published POST   agency:statement-point       401    404  404       404       404     done   done    404       404      404
published POST   agency:statement-action-new  401    404  404       404       404     done   done    404       404      404
published POST   agency:statement-action      401    404  404       404       404     done   done    404       404      404
published POST   agency:statement-action-change 401    404  404       404       404     done   done    404       404      404
published POST   agency:statement-milestone   401    404  404       404       404     done   done    404       404      404
lists     GET    agency:statement             enter  404  404       404       404     404    404     404       404      404
"""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    moment: str
    method: str
    route: str
    answers: dict[str, str]  # reader → what they meet

    def __str__(self) -> str:
        return f"{self.method} {self.route} ({self.moment})"


def rows() -> list[Row]:
    """Return the table's rows; raise ValueError for one that names what is not explained above."""
    heading, *lines = (line.split() for line in TABLE.splitlines() if line.strip())
    if heading[3:] != list(READERS):
        raise ValueError(f"The table's columns are {heading[3:]}, not {list(READERS)}.")
    return [_row(*line) for line in lines]


def _row(moment: str, method: str, route: str, *answers: str) -> Row:
    known = moment in MOMENTS and method in ("GET", "POST") and set(answers) <= set(ANSWERS)
    if not known or len(answers) != len(READERS):
        raise ValueError(f"The row {moment} {method} {route} is not complete, or names something unknown.")
    return Row(moment, method, route, dict(zip(READERS, answers, strict=True)))


def served() -> Iterator[tuple[str, str, object]]:
    """Yield (route, address pattern, view) of everything the service answers, but for signing in, which is allauth's."""
    yield from _below(get_resolver(), "", "")


def _below(resolver, space: str, above: str) -> Iterator[tuple[str, str, object]]:
    for entry in resolver.url_patterns:
        address = above + str(entry.pattern)
        if address.startswith("account/"):
            continue
        if hasattr(entry, "url_patterns"):
            yield from _below(entry, f"{space}{entry.namespace}:" if entry.namespace else space, address)
        else:
            yield f"{space}{entry.name}", address, entry.callback


#: Pages shown by a template alone have no docstring of their own.
_SHOWN = {"cookies": "Say which cookies are set.", "accessibility": "Say how far the pages can be used by everyone."}
_DOORS = {
    "": "For everyone",
    "notebook": "The notebook",
    "public": "Published letters",
    "inspectorate": "Inspectors' door",
    "agency": "Agencies' door",
}


def page() -> str:
    """Return docs/reference/routes.md: the table, with what each address does in its view's own words."""
    known = [f"- **{reader}**: {who}" for reader, who in READERS.items()]
    answers = [f"- `{word}`: {meaning}" for word, meaning in ANSWERS.items()]
    moments = [f"- *{moment}*: {meaning}" for moment, meaning in MOMENTS.items()]
    head = ["# Every address, and who meets what there", MADE, "", *_INTRODUCTION, "", "## Readers", *known]
    head += ["", "## Answers", *answers, "", "## When", *moments]
    return "\n".join([*head, *(line for door in _DOORS for line in _door(door)), ""])


def _door(door: str) -> list[str]:
    lines = ["", f"## {_DOORS[door]}"]
    for route, address, view in served():
        if route.rpartition(":")[0] == door:
            lines += ["", f"### /{address}", "", _does(route, view), "", *_answers(route)]
    return lines


def _does(route: str, view: object) -> str:
    return _SHOWN.get(route) or (view.__doc__ or "").splitlines()[0]


def _answers(route: str) -> list[str]:
    lines = [f"| | {' | '.join(READERS)} |", "|---" * (len(READERS) + 1) + "|"]
    return lines + [f"| {row.method}, {row.moment} | {' | '.join(row.answers.values())} |" for row in rows() if row.route == route]


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(page())


if __name__ == "__main__":
    main()
