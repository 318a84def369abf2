"""The addresses of the programme: random ids alone, nothing that tells an area."""

from django.urls import path

from joinedup.web.inspectorate.views import programme, programme_areas, programme_diary, programme_plans

HERE = "programme/rounds/<uuid:round_id>/"

urlpatterns = [
    path("programme/", programme.programme, name="programme"),
    path("programme/rounds/new/", programme.new_round, name="programme-new"),
    path("programme/diary/", programme_diary.diary, name="programme-diary"),
    path("programme/diary.ics", programme_diary.diary_file, name="programme-diary-ics"),
    path(HERE, programme.round_, name="programme-round"),
    path(f"{HERE}people/", programme.people, name="programme-people"),
    path(f"{HERE}reasons/", programme_areas.reasons, name="programme-reasons"),
    path(f"{HERE}reasons/<uuid:reason_id>/withdraw/", programme_areas.withdraw, name="programme-withdraw"),
    path(f"{HERE}choice/", programme_areas.choice, name="programme-choice"),
    path(f"{HERE}urgent/", programme_areas.urgent, name="programme-urgent"),
    path(f"{HERE}areas/<uuid:round_area_id>/", programme_areas.area, name="programme-area"),
    path(f"{HERE}areas/<uuid:round_area_id>/open/", programme_areas.opens, name="programme-open"),
    path(f"{HERE}plan/", programme_plans.plan, name="programme-plan"),
    path(f"{HERE}plan/compare/", programme_plans.compare, name="programme-compare"),
    path(f"{HERE}plan/<uuid:copy_id>/", programme_plans.plan, name="programme-copy"),
]
