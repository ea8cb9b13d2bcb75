from django.urls import path

from . import views
from .live import stream

app_name = "meetings"

GOAL = "meetings/<uuid:meeting_id>/board/<slug:step>/goals/<uuid:goal_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", views.meetings, name="list"),
    path("cases/<uuid:case_id>/meetings/new/", views.call, name="call"),
    path("meetings/<uuid:meeting_id>/", views.board, name="meeting"),
    path("meetings/<uuid:meeting_id>/invitation/", views.invitation, name="invitation"),
    path("meetings/<uuid:meeting_id>/time/", views.reschedule, name="reschedule"),
    path("meetings/<uuid:meeting_id>/calling-off/", views.call_off, name="call_off"),
    path("meetings/<uuid:meeting_id>/chairs/", views.chairs, name="chairs"),
    path("meetings/<uuid:meeting_id>/preparation/", views.preparation, name="preparation"),
    path("meetings/<uuid:meeting_id>/preparation/draft/", views.draft, name="draft"),
    path("meetings/<uuid:meeting_id>/board/<slug:step>/", views.board, name="step"),
    path("meetings/<uuid:meeting_id>/board/<slug:step>/<slug:act>/", views.act, name="act"),
    path(f"{GOAL}/", views.goal, name="goal"),
    path(f"{GOAL}/end/", views.goal_end, name="goal_end"),
    path("meetings/<uuid:meeting_id>/words/<uuid:word_id>/", views.word, name="word"),
    path("meetings/<uuid:meeting_id>/beginning/", views.begin, name="begin"),
    path("meetings/<uuid:meeting_id>/passage/", views.move, name="move"),
    path("meetings/<uuid:meeting_id>/pen/", views.pen, name="pen"),
    path("meetings/<uuid:meeting_id>/attendance/", views.attendance, name="attendance"),
    path("meetings/<uuid:meeting_id>/end/", views.end, name="end"),
    path("meetings/<uuid:meeting_id>/minutes/", views.minutes, name="minutes"),
    path("methods/<str:reference>/try/", views.dry_run, name="try"),
    path("methods/<str:reference>/try/<slug:step>/", views.dry_run, name="try_step"),
    path("live/meetings/<uuid:meeting_id>/", stream, name="live"),
]
