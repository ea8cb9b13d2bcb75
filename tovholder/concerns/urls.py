"""The addresses of concerns and of the triage."""

from django.urls import path

from .views import deciding, gradings, grounds, notifying, pupils, reception, triage, writing

app_name = "concerns"

urlpatterns = [
    path("concerns/", writing.mine, name="mine"),
    path("concerns/new/", writing.new, name="new"),
    path("concerns/drafts/<uuid:draft_id>/", writing.draft, name="draft"),
    path("concerns/drafts/<uuid:draft_id>/discard/", writing.discard, name="discard"),
    path("concerns/<uuid:concern_id>/", writing.concern, name="concern"),
    path(
        "concerns/<uuid:concern_id>/questions/<uuid:question_id>/reply/",
        writing.reply,
        name="reply",
    ),
    path(
        "concerns/<uuid:concern_id>/answers/<uuid:decision_id>/acknowledgement/",
        writing.acknowledge,
        name="acknowledge",
    ),
    path("notifications/new/", notifying.new, name="notify"),
    path("notifications/begun/", notifying.from_form, name="notify-from-form"),
    path(
        "concerns/<uuid:concern_id>/notification/",
        notifying.from_concern,
        name="notify-from-concern",
    ),
    path("notifications/drafts/<uuid:draft_id>/", notifying.draft, name="notify-draft"),
    path("notifications/drafts/<uuid:draft_id>/discard/", notifying.discard, name="notify-discard"),
    path("notifications/<uuid:notification_id>/", notifying.notification, name="notification"),
    path(
        "notifications/<uuid:notification_id>/supplement/",
        notifying.supplement,
        name="supplement",
    ),
    path("reception/", reception.queue, name="reception"),
    path("reception/<uuid:notification_id>/", reception.received, name="received"),
    path("reception/<uuid:notification_id>/assessment/", reception.assess, name="assess"),
    path("reception/<uuid:notification_id>/receipt/", reception.receipt, name="receipt"),
    path("reception/<uuid:notification_id>/answer/", reception.tell_back, name="tell-back"),
    path("reception/<uuid:notification_id>/child/", reception.child, name="notified-child"),
    path("reception/<uuid:notification_id>/child/match/", reception.match, name="match-notified"),
    path("cases/<uuid:case_id>/worry/", gradings.worry, name="worry"),
    path("cases/<uuid:case_id>/worry/new/", gradings.grade, name="grade"),
    path("cases/<uuid:case_id>/worry/<uuid:grading_id>/end/", gradings.lift, name="lift"),
    path("triage/<uuid:concern_id>/", triage.look_at, name="look-at"),
    path("triage/<uuid:concern_id>/ground/", grounds.choose, name="ground"),
    path("triage/<uuid:concern_id>/ground/agreed/", grounds.agreed, name="agreed"),
    path("triage/<uuid:concern_id>/ground/anonymous/", grounds.anonymous, name="anonymous"),
    path("triage/<uuid:concern_id>/ground/exchange/", grounds.exchange, name="exchange"),
    path("triage/<uuid:concern_id>/pupil/", pupils.find, name="pupil"),
    path("triage/<uuid:concern_id>/pupil/match/", pupils.match, name="match"),
    path("triage/<uuid:concern_id>/pupil/new/", pupils.register, name="register"),
    path("triage/<uuid:concern_id>/effort/", deciding.effort, name="effort"),
    path("triage/<uuid:concern_id>/question/", deciding.question, name="question"),
    path("triage/<uuid:concern_id>/sending-on/", deciding.sending_on, name="sending-on"),
    path("triage/<uuid:concern_id>/referral/", deciding.referral, name="referral"),
    path("triage/<uuid:concern_id>/end/", deciding.end, name="end"),
]
