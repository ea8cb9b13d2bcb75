"""Everything that writes about who may read the trace."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..models import LookAnswer, LookDecision, NamesDecision, TalkDecision
from .refusing import refuse_others, said


@transaction.atomic
def decide_on_looks(*, basis_id: uuid.UUID, shown: bool, reason: str, by: Account) -> LookDecision:
    """Let the family read of the looks through a sensitive basis, or keep them back.

    Raises ValidationError in words for anybody but the officer, and without a reason.
    """
    refuse_others(by)
    decision = LookDecision.objects.create(
        basis_id=basis_id, shown=shown, reason=said(reason), by=by
    )
    detail = {"basis": str(basis_id), "shown": shown}
    trace("oversight.decide_on_looks", by=by, about=decision, detail=detail)
    return decision


@transaction.atomic
def decide_on_talk(*, talk_id: uuid.UUID, shown: bool, reason: str, by: Account) -> TalkDecision:
    """Let the family read of a talk that it was dangerous to tell of, or keep it back.

    Raises ValidationError in words for anybody but the officer, and without a reason.
    """
    refuse_others(by)
    decision = TalkDecision.objects.create(talk_id=talk_id, shown=shown, reason=said(reason), by=by)
    detail = {"talk": str(talk_id), "shown": shown}
    trace("oversight.decide_on_talk", by=by, about=decision, detail=detail)
    return decision


@transaction.atomic
def decide_on_names(
    *, shown: bool, decided_by: str, reason: str, by: Account, case_id: uuid.UUID | None = None
) -> NamesDecision:
    """Record that the authority lets families read names of those who looked, or does not.

    Raises ValidationError in words for anybody but the officer, and without who decided and why.
    """
    refuse_others(by)
    decision = NamesDecision.objects.create(
        case_id=case_id, shown=shown, decided_by=said(decided_by), reason=said(reason), by=by
    )
    detail = {"shown": shown}
    trace("oversight.decide_on_names", by=by, case_id=case_id, about=decision, detail=detail)
    return decision


@transaction.atomic
def answer_question(
    *, account: Account, reference: str, day: date, words: str, by: Account
) -> LookAnswer:
    """Write what was said of somebody's looks at a case on a day; what was written before stays.

    Raises ValidationError in words for whoever may not ask about them, and without words.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT may_ask_about(%s::bigint)", [account.pk])
        if not cursor.fetchone()[0]:
            raise ValidationError(_("Whoever leads their unit answers this, or the officer."))
    answer = LookAnswer.objects.create(
        account=account, reference=reference, day=day, words=said(words), by=by
    )
    trace("oversight.answer_question", by=by, about=answer)
    return answer
