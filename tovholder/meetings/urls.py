from django.urls import path

from tovholder.cases.access import Right

from . import views
from .access import meeting_view
from .addresses import addresses
from .live import stream

app_name = "meetings"

MEETING = "meetings/<uuid:meeting_id>/"
GOAL = f"{MEETING}board/<slug:step>/goals/<uuid:goal_id>"
PHOTO = f"{MEETING}photos/<uuid:photo_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", views.meetings, name="list"),
    path("cases/<uuid:case_id>/meetings/new/", views.call, name="call"),
    path("cases/<uuid:case_id>/child/", views.child, name="child"),
    path(
        "cases/<uuid:case_id>/child/<uuid:statement_id>/",
        views.taking_back,
        name="taking_back",
    ),
    path("cases/<uuid:case_id>/family-plan/", views.family_plan, name="family_plan"),
    path("cases/<uuid:case_id>/family-plan.pdf", views.family_plan_pdf, name="family_plan_pdf"),
    path("cases/<uuid:case_id>/pathways/<slug:pathway>/", views.pathway, name="pathway"),
    path("cases/<uuid:case_id>/wheel/", views.wheels, name="wheels"),
    path("cases/<uuid:case_id>/wheel/mine/", views.my_wheel, name="my_wheel"),
    path(f"{GOAL}/", views.goal, name="goal"),
    path(f"{GOAL}/end/", views.goal_end, name="goal_end"),
    path(
        f"{MEETING}substitute/",
        meeting_view(Right.CONTRIBUTE)(views.substitute),
        name="substitute",
    ),
    path(f"{MEETING}called-in/", meeting_view(Right.ADMIT)(views.call_in), name="call_in"),
    path(f"{MEETING}links/", meeting_view(Right.MEET)(views.links), name="links"),
    path(f"{MEETING}links/paper/", meeting_view(Right.MEET)(views.link_paper), name="link_paper"),
    path(
        f"{MEETING}steps/<slug:step>/photo/",
        meeting_view(Right.CONTRIBUTE)(views.photo_new),
        name="photo_new",
    ),
    path(f"{PHOTO}/", meeting_view(Right.VIEW)(views.photo), name="photo"),
    path(f"{PHOTO}/picture/", meeting_view(Right.VIEW)(views.picture), name="picture"),
    path(f"{PHOTO}/down/", meeting_view(Right.CONTRIBUTE)(views.photo_down), name="photo_down"),
    *addresses(MEETING, meeting_view),
    path("methods/<str:reference>/try/", views.dry_run, name="try"),
    path("methods/<str:reference>/try/<slug:step>/", views.dry_run, name="try_step"),
    path("live/meetings/<uuid:meeting_id>/", stream, name="live"),
]
