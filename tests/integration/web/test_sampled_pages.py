"""The sampled children through the pages: taking one, filling the short form in, saying it is done."""

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases.actions import replace_child
from joinedup.cases.models import SampledChild, ShortFormVersion
from joinedup.cases.sampled.actions import give_child, words_of
from joinedup.cases.sampled.queries import sampled_child
from joinedup.inspections.enums import Stage
from joinedup.method.recording import short_form_of
from tests.factories.inspections import make_inspection
from tests.factories.tracking import make_tracking
from tests.integration.web.test_record_pages import filled_in


@pytest.fixture
def tracking(db):
    return make_tracking()


@pytest.fixture
def taken(tracking):
    """Sampled 1 is looked at by her."""
    give_child(by=tracking.hers, child=sampled_child(tracking.sample, 1), to=tracking.hers)
    return tracking


def at(tracking, name="sampled", *more):
    return reverse(f"inspectorate:{name}", args=[tracking.inspection.pk, *more])


def answers(tracking, **more):
    said = {question.id: "yes" for question in short_form_of(tracking.inspection.framework) if question.choices}
    return said | {words_of("record"): "The referral and the plan."} | more


def test_the_list_says_who_looks_at_whom_and_counts_nobodys_work(pages_as, taken):
    page = pages_as(taken.his).get(at(taken))
    assert "Sampled 1" in page.text
    assert page.text.count("Not begun") == 4
    assert "left to look at" in page.text
    assert taken.hers.name in page.text


def test_before_the_draw_there_is_nobody(pages_as):
    world = make_inspection(stage=Stage.LISTS)
    lead = pages_as(world.lead)
    where = reverse("inspectorate:sampled", args=[world.inspection.pk])
    assert "The sample is not drawn yet." in lead.get(where).text
    lead.get(reverse("inspectorate:sampled-child", args=[world.inspection.pk, 1]), status=404)


def test_a_child_is_taken_and_handed_back(pages_as, tracking):
    his = pages_as(tracking.his)
    page = his.post(at(tracking, "sampled-give", 2), {"to": str(tracking.his.pk)})
    assert f"{tracking.his.name} looks at Sampled 2." in page.text
    page = his.post(at(tracking, "sampled-give", 2), {"to": ""})
    assert "Nobody looks at Sampled 2 now." in page.text
    assert SampledChild.objects.get().looks is None


def test_a_child_somebody_has_is_given_to_another_by_a_lead_alone(pages_as, taken):
    page = pages_as(taken.his).post(at(taken, "sampled-give", 1), {"to": str(taken.his.pk)}, status=403)
    assert "Only a lead inspector" in page.text
    pages_as(taken.world.lead).post(at(taken, "sampled-give", 1), {"to": str(taken.his.pk)})
    assert SampledChild.objects.get().looks == taken.his


def test_the_form_is_filled_in_and_done(pages_as, taken):
    hers, where = pages_as(taken.hers), at(taken, "sampled-form", 1)
    page = hers.post(where, filled_in(hers.get(where)) | answers(taken, done="on"))
    assert "Sampled 1: the short form is done." in page.text
    page = hers.get(at(taken, "sampled-child", 1))
    assert "The referral and the plan." in page.text
    assert "Was the child seen and listened to?Yes" in page.text
    assert "Open it again" in page.text
    assert Entry.objects.filter(action="sampled child opened", reading=True).exists()


def test_a_form_half_filled_in_is_saved_and_says_what_is_open(pages_as, taken):
    hers, where = pages_as(taken.hers), at(taken, "sampled-form", 1)
    page = hers.post(where, filled_in(hers.get(where)) | {"safer": "no", "done": "on"})
    assert "Saved, but not done. Not answered yet" in page.text
    assert ShortFormVersion.objects.get().said["safer"] == "no"
    page = hers.post(at(taken, "sampled-move", 1), {"to": "done"})
    assert "not done" in page.text


def test_a_form_done_is_opened_again(pages_as, taken):
    hers, where = pages_as(taken.hers), at(taken, "sampled-form", 1)
    hers.post(where, filled_in(hers.get(where)) | answers(taken, done="on"))
    assert "only until it is done" in hers.get(where).text
    assert hers.post(at(taken, "sampled-move", 1), {"to": "begun"}).h1 == "Sampled 1: short form"


def test_one_form_in_two_windows_is_shown_side_by_side_in_words(pages_as, taken):
    hers, where = pages_as(taken.hers), at(taken, "sampled-form", 1)
    one, two = hers.get(where), hers.get(where)
    hers.post(where, filled_in(one) | {"safer": "yes"})
    hers.post(where, filled_in(two) | {"safer": "no"})
    assert "2 versions stand beside one another" in hers.get(at(taken, "sampled-child", 1)).text
    page = hers.get(where)
    assert "[Only here: Yes]" in page.text
    assert "[Only here: No]" in page.text


def test_an_empty_form_is_refused_and_somebody_elses_too_with_what_was_typed(pages_as, taken):
    hers, where = pages_as(taken.hers), at(taken, "sampled-form", 1)
    assert "Answer at least one question first." in hers.post(where, filled_in(hers.get(where))).text
    page = pages_as(taken.his).post(where, {"record-words": "I looked too."})
    assert "Take the child first" in page.text
    assert "I looked too." in "".join(page.tree.find(".//textarea").itertext())


def test_late_answers_can_be_kept_as_such(pages_as, taken):
    hers, where = pages_as(taken.hers), at(taken, "sampled-form", 1)
    typed = filled_in(hers.get(where)) | {"safer": "no"}
    taken.world.move_to(Stage.WRITING)
    page = hers.post(where, typed, status=403)
    assert "keep it as a late entry" in page.text
    hers.post(where, typed | {"late": "on"})
    assert ShortFormVersion.objects.get().late


def test_a_child_replaced_is_not_taken_and_what_was_typed_is_offered_as_late(pages_as, taken):
    hers, first = pages_as(taken.hers), sampled_child(taken.sample, 1)
    replace_child(by=taken.world.lead, inspection=taken.inspection, child_id=first.child_id, kind="no_consent")
    page = hers.post(at(taken, "sampled-form", 1), answers(taken), status=403)
    assert "Sampled 1 was replaced in the sample" in page.text
    assert filled_in(page)[words_of("record")] == ["The referral and the plan."]
    assert "Keep it as a late entry" in page.text
    hers.post(at(taken, "sampled-give", 1), {"to": ""})
    assert "Take this child" not in hers.get(at(taken, "sampled-child", 1)).text


def test_a_child_that_is_not_sampled_is_not_there(pages_as, taken):
    for name in ("sampled-child", "sampled-form"):
        pages_as(taken.hers).get(at(taken, name, 99), status=404)
