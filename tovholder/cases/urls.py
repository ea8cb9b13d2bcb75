"""The addresses of cases; the case page itself is drawn above."""

from django.urls import path

from .views import (
    absences,
    closing,
    consents,
    coordination,
    corrections,
    emergency,
    entrusting,
    exchanges,
    family,
    joining,
    mine,
    own_consents,
    people,
    relations,
    requesting,
    standing_in,
    supervising,
    talking,
    trusting,
    whereabouts,
)

app_name = "cases"
urlpatterns = [
    path("cases/", mine.mine, name="list"),
    path("cases/emergency/", emergency.new, name="emergency_new"),
    path("cases/emergency/<uuid:emergency_id>/", emergency.emergency, name="emergency"),
    path("cases/emergency/<uuid:emergency_id>/end/", emergency.end, name="emergency_end"),
    path("away/", absences.absences, name="absences"),
    path("away/<uuid:absence_id>/end/", absences.end, name="absence_end"),
    path("unit/entrust/", entrusting.entrust, name="entrust"),
    path("supervision/", supervising.supervisions, name="supervisions"),
    path("supervision/new/", supervising.new, name="supervision_new"),
    path("supervision/<uuid:supervision_id>/", supervising.supervision, name="supervision"),
    path("cases/<uuid:case_id>/people/", people.people, name="people"),
    path("cases/<uuid:case_id>/people/<uuid:seat_id>/end/", people.end_access, name="end_access"),
    path(
        "cases/<uuid:case_id>/people/<uuid:seat_id>/substitute/",
        standing_in.stand_in,
        name="stand_in",
    ),
    path("cases/<uuid:case_id>/people/asks/<uuid:ask_id>/no/", joining.decline, name="decline"),
    path("cases/<uuid:case_id>/trusted/", trusting.trusted, name="trusted"),
    path("cases/<uuid:case_id>/whereabouts/", whereabouts.kept, name="whereabouts"),
    path("cases/<uuid:case_id>/whereabouts/told/", whereabouts.told, name="whereabouts_told"),
    path("cases/<uuid:case_id>/family/new/", family.new, name="relative_new"),
    path(
        "cases/<uuid:case_id>/family/<uuid:person_id>/sign-in/",
        family.sign_in,
        name="family_sign_in",
    ),
    path("cases/<uuid:case_id>/family/<uuid:person_id>/access/", people.admit, name="admit"),
    path("cases/<uuid:case_id>/consents/new/", consents.new, name="consent_new"),
    path("cases/<uuid:case_id>/consents/", own_consents.consents, name="consents"),
    path("cases/<uuid:case_id>/consents/<uuid:basis_id>/limit/", own_consents.limit, name="limit"),
    path(
        "cases/<uuid:case_id>/consents/<uuid:basis_id>/renewal/", own_consents.renew, name="renew"
    ),
    path("cases/<uuid:case_id>/consents/asked/new/", requesting.new, name="request_new"),
    path(
        "cases/<uuid:case_id>/consents/asked/<uuid:request_id>/",
        requesting.answer,
        name="consent_request",
    ),
    path(
        "cases/<uuid:case_id>/consents/asked/<uuid:request_id>/back/",
        requesting.take_back,
        name="take_back",
    ),
    path(
        "cases/<uuid:case_id>/consents/<uuid:basis_id>/withdrawal/",
        consents.withdrawal,
        name="withdraw",
    ),
    path("cases/<uuid:case_id>/exchanges/new/", talking.new, name="talk_new"),
    path("exchanges/<uuid:talk_id>/", talking.talk, name="talk"),
    path("exchanges/<uuid:talk_id>/calling-off/", talking.call_off, name="talk_off"),
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
    path("cases/<uuid:case_id>/corrections/", corrections.corrections, name="corrections"),
    path(
        "cases/<uuid:case_id>/corrections/<uuid:correction_id>/answer/",
        corrections.answer,
        name="correction_answer",
    ),
    path("cases/<uuid:case_id>/closure/", closing.close, name="close"),
    path("cases/<uuid:case_id>/reopening/", closing.reopen, name="reopen"),
]
