"""What people answer, kept together with what they were asked (idea 3 of the design)."""

from typing import Any

from django.db import models

from tovholder.catalogue import catalogue
from tovholder.catalogue.instruments import Instrument


class AnswerSheet(models.Model):
    """Answers to one version of one instrument; each package keeps its own table of them.

    `answers` maps the id of a question to a text, or to the id of a chosen option. The sheet is
    always read with the version it was answered by, in whichever language it is read.
    FHIR: QuestionnaireResponse.
    """

    instrument = models.CharField(max_length=80, help_text="A reference such as concern@1.")
    language = models.CharField(max_length=2, help_text="The language it was asked in.")
    answers = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def asked_by(self) -> Instrument:
        """The instrument as it was when the answers were given."""
        return catalogue().instrument(self.instrument)

    def answer(self, question: str) -> Any:
        """What was answered, or an empty text."""
        return self.answers.get(question, "")
