from django.urls import path

from tovholder.cases.access import Right
from tovholder.meetings.addresses import addresses
from tovholder.meetings.live import stream_behind

from . import views
from .access import gathering_view, open_gathering

app_name = "gatherings"

live = stream_behind(open_gathering, f"gathering:{Right.VIEW.name}", key="gathering_id")

urlpatterns = [
    path("fora/", views.fora, name="fora"),
    path("fora/coordinators/", views.coordinators, name="coordinators"),
    path("fora/<uuid:forum_id>/", views.forum, name="forum"),
    path("fora/<uuid:forum_id>/gatherings/new/", views.call, name="call"),
    path("fora/<uuid:forum_id>/agreement/", views.agreement, name="agreement"),
    path("fora/<uuid:forum_id>/agreement/signature/", views.signature, name="signature"),
    path("fora/<uuid:forum_id>/substitute/", views.substitute, name="forum_substitute"),
    path(
        "gatherings/<uuid:gathering_id>/substitute/",
        gathering_view(Right.VIEW)(views.send),
        name="substitute",
    ),
    path("sparring/", views.sparring, name="sparring"),
    path("sparring/<uuid:panel_id>/", views.ask, name="ask"),
    path("sparring/questions/<uuid:asked_id>/", views.question, name="question"),
    *addresses("gatherings/<uuid:gathering_id>/", gathering_view),
    path("live/gatherings/<uuid:gathering_id>/", live, name="live"),
]
