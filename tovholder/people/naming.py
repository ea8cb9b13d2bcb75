"""Words that look like somebody's name, where nobody is to be named (S-45).

A capital letter inside a sentence is a name as a rule: of a person, a school, a street. In Danish
and Norwegian little else has one; whoever writes is asked, and knows.
"""

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-ZÆØÅÄÖÉ][a-zæøåäöéüáíóõ]+(?:-[A-ZÆØÅÄÖÉ][a-zæøåäöéüáíóõ]+)*")
ANY_WORD = re.compile(r"[^\W\d_]+")
SENTENCE_BEGINS = (".", "!", "?", ":", "…", "\n", "»", "«", "“", "”", '"', "(", "- ", "– ")
# Polite words that keep their capital anywhere.
POLITE = frozenset({"De", "Dem", "Deres"})


def names_in(text: str) -> list[str]:
    """The words that look like names, in their order, each once: pure."""
    found = [
        match[0]
        for match in WORD.finditer(text)
        if match[0] not in POLITE and not _begins_a_sentence(text[: match.start()])
    ]
    return list(dict.fromkeys(found))


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these names the text holds as whole words, also as their owner's: pure."""
    known = {part.casefold() for name in names for part in name.split() if len(part) > 1}
    words = (match[0] for match in ANY_WORD.finditer(text))
    return list(dict.fromkeys(word for word in words if _is_one_of(word.casefold(), known)))


def _is_one_of(word: str, known: set[str]) -> bool:
    return word in known or (word.endswith("s") and word[:-1] in known)


def _begins_a_sentence(before: str) -> bool:
    kept = before.rstrip(" ")
    return not kept or kept.endswith(SENTENCE_BEGINS) or before.endswith(("- ", "– "))
