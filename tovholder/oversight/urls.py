"""The addresses of who watches over it."""

from django.urls import path

from .views import decisions, keeping, looked, papers, questions, requests, searching

app_name = "oversight"
ASKED = "cases/<uuid:case_id>/access-request/<uuid:access_id>"
urlpatterns = [
    path("cases/<uuid:case_id>/looks/", looked.who_looked, name="looked"),
    path("trace/", searching.trace, name="trace"),
    path("trace/decisions/", decisions.decisions, name="decisions"),
    path("trace/decisions/<uuid:basis_id>/", decisions.on_looks, name="decide"),
    path("trace/decisions/talks/<uuid:talk_id>/", decisions.on_talk, name="decide_talk"),
    path("trace/questions/", questions.ask, name="questions"),
    path(
        "trace/questions/<int:account>/<str:reference>/<str:day>/",
        questions.answer,
        name="answer",
    ),
    path("cases/<uuid:case_id>/access-request/", requests.ask, name="ask_access"),
    path("trace/requests/", requests.requests, name="requests"),
    path("trace/requests/new/", requests.record, name="record_request"),
    path("trace/requests/<uuid:access_id>/", requests.one_request, name="access_request"),
    path("trace/requests/<uuid:access_id>/later/", requests.put_off, name="put_off"),
    path("trace/requests/<uuid:access_id>/answer/", requests.answer, name="answer_request"),
    path("trace/requests/<uuid:access_id>/approval/", requests.approve, name="approve_answer"),
    path("trace/requests/<uuid:access_id>/papers/", papers.papers, name="papers"),
    path("trace/requests/<uuid:access_id>/papers.pdf", papers.preview, name="papers_preview"),
    path(
        "trace/requests/<uuid:access_id>/papers/<str:chapter>/",
        papers.chapter,
        name="papers_chapter",
    ),
    path(f"{ASKED}/papers.pdf", papers.handed_out, name="handed_out"),
    path(f"{ASKED}/papers.json", papers.handed_out_as_data, name="handed_out_data"),
    path("trace/keeping/", keeping.keeping, name="keeping"),
    path("trace/keeping/<uuid:about>/", keeping.kept_case, name="kept_case"),
    path("trace/keeping/<uuid:about>/propose/", keeping.propose, name="propose_deletion"),
    path("trace/deletions/<uuid:deletion_id>/", keeping.decide, name="decide_deletion"),
    path("trace/deletions/<uuid:deletion_id>/archive/", keeping.archive, name="fetch_archive"),
    path("trace/deletions/<uuid:deletion_id>/handed-over/", keeping.hand_over, name="hand_over"),
    path("trace/deletions/<uuid:deletion_id>/done/", keeping.delete, name="delete_case"),
    path("trace/holds/<uuid:hold_id>/end/", keeping.end_hold, name="end_hold"),
    path("trace/names/", decisions.on_names, name="names"),
]
