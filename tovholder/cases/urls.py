"""The addresses of cases; the case page itself is drawn above."""

from django.urls import path

from .views import (
    closing,
    consents,
    coordination,
    exchanges,
    family,
    joining,
    mine,
    people,
    relations,
    standing_in,
    trusting,
)

app_name = "cases"
urlpatterns = [
    path("cases/", mine.mine, name="list"),
    path("cases/<uuid:case_id>/people/", people.people, name="people"),
    path("cases/<uuid:case_id>/people/<uuid:seat_id>/end/", people.end_access, name="end_access"),
    path(
        "cases/<uuid:case_id>/people/<uuid:seat_id>/substitute/",
        standing_in.stand_in,
        name="stand_in",
    ),
    path("cases/<uuid:case_id>/people/asks/<uuid:ask_id>/no/", joining.decline, name="decline"),
    path("cases/<uuid:case_id>/trusted/", trusting.trusted, name="trusted"),
    path("cases/<uuid:case_id>/family/new/", family.new, name="relative_new"),
    path(
        "cases/<uuid:case_id>/family/<uuid:person_id>/sign-in/",
        family.sign_in,
        name="family_sign_in",
    ),
    path("cases/<uuid:case_id>/family/<uuid:person_id>/access/", people.admit, name="admit"),
    path("cases/<uuid:case_id>/consents/new/", consents.new, name="consent_new"),
    path(
        "cases/<uuid:case_id>/consents/<uuid:basis_id>/withdrawal/",
        consents.withdrawal,
        name="withdraw",
    ),
    path("cases/<uuid:case_id>/exchanges/<uuid:basis_id>/", exchanges.prolong, name="prolong"),
    path("cases/<uuid:case_id>/coordinator/", coordination.handover, name="handover"),
    path(
        "cases/<uuid:case_id>/coordinator/<uuid:handover_id>/answer/",
        coordination.answer,
        name="handover_answer",
    ),
    path("cases/<uuid:case_id>/relations/", relations.relations, name="relations"),
    path("cases/<uuid:case_id>/relations/new/", relations.new, name="actor_new"),
    path("cases/<uuid:case_id>/relations/<uuid:actor_id>/", relations.tie, name="tie"),
    path(
        "cases/<uuid:case_id>/relations/<uuid:actor_id>/end/", relations.take_off, name="actor_off"
    ),
    path("cases/<uuid:case_id>/closure/", closing.close, name="close"),
    path("cases/<uuid:case_id>/reopening/", closing.reopen, name="reopen"),
]
