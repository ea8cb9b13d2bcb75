"""The frame's own addresses, and the two pages that show everything."""

from django.urls import path

from .views import (
    administration,
    by_link,
    calendar,
    case,
    day,
    knowledge,
    me,
    signing,
    signs,
    still,
    teams,
    triage,
    unit,
)

app_name = "shell"

urlpatterns = [
    path("", day.day, name="day"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("still/", still.still, name="still"),
    path("language/", me.language, name="language"),
    path("me/", me.me, name="me"),
    path("me/calendar/", calendar.link, name="calendar"),
    path("me/calendar/end/", calendar.end, name="calendar_end"),
    path("me/calendar/days/", calendar.days, name="calendar_days"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("prepare/sent/", by_link.by_link_sent, name="by_link_sent"),
    path("prepare/<str:secret>/", by_link.by_link, name="by_link"),
    path("me/password/", me.password, name="password"),
    path("triage/", triage.triage, name="triage"),
    path("unit/", unit.unit, name="unit"),
    path("seeing/", me.seeing, name="seeing"),
    path("accessibility/", me.accessibility, name="accessibility"),
    path("knowledge/", knowledge.index, name="knowledge"),
    path("knowledge/law/", knowledge.law, name="law"),
    path("knowledge/signs/<str:ruler>/", signs.signs, name="signs"),
    path("knowledge/professions/", knowledge.professions, name="professions"),
    path("cases/<uuid:case_id>/", case.case, name="case"),
    path("administration/", administration.overview, name="administration"),
    path("administration/units/new/", administration.new_unit, name="new_unit"),
    path("administration/accounts/new/", administration.new_account, name="new_account"),
    path("administration/forums/new/", administration.new_forum, name="new_forum"),
    path("administration/members/new/", administration.new_member, name="new_member"),
    path("administration/leaving/new/", administration.new_last_day, name="new_last_day"),
    path("administration/forums/<uuid:forum_id>/", teams.team, name="team"),
    path("administration/members/<uuid:membership_id>/leading/", teams.leading, name="leading"),
    path("administration/members/<uuid:membership_id>/end/", teams.ending, name="ending"),
]
