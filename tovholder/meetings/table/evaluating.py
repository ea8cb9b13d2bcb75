"""The walls around how people found a meeting, the same in both books: SQL for their migrations.

What each answered stays theirs alone (`walls.OWN_UNTIL_SHOWN`). Others get the middle and the
spread from three answers on, and from then on words whose writer lets them be read, without whose
they are. `book` is the prefix of the book's tables, `owner` the column every row carries, `reach`
the expression that says which owners the reader reaches.
"""

from __future__ import annotations

from .walls import DEFINER

AFTERWARDS = "after/evaluation"
"""Where a mark stands that is no step's: a step's name has no stroke in it."""

FEWEST = 3

EVALUATING = """
    CREATE FUNCTION {book}_evaluated(owner uuid, steps text[])
    RETURNS TABLE (meeting uuid, step text, item text, count bigint, median numeric, low integer,
        high integer) LANGUAGE sql STABLE {definer} AS $$
        SELECT k.meeting_id, k.step, k.item, count(k.value),
            CASE WHEN count(k.value) >= {fewest} THEN
                (percentile_cont(0.5) WITHIN GROUP (ORDER BY k.value))::numeric(3, 1) END,
            CASE WHEN count(k.value) >= {fewest} THEN min(k.value)::integer END,
            CASE WHEN count(k.value) >= {fewest} THEN max(k.value)::integer END
        FROM {book}_mark k
        WHERE k.{owner}_id = $1 AND k.{owner}_id = {reach} AND k.step = ANY ($2)
            AND k.value IS NOT NULL
        GROUP BY 1, 2, 3
        UNION ALL
        SELECT s.meeting_id, s.step, s.item, s.count, s.median, s.low, s.high
        FROM {book}_summary s
        WHERE s.{owner}_id = $1 AND s.{owner}_id = {reach} AND s.step = ANY ($2)
    $$;
    CREATE FUNCTION {book}_evaluated_in_words(meeting uuid)
    RETURNS TABLE (item text, words text) LANGUAGE sql STABLE {definer} AS $$
        SELECT k.item, k.words FROM {book}_mark k
        WHERE k.meeting_id = $1 AND k.{owner}_id = {reach} AND k.step = '{afterwards}'
            AND k.unnamed AND k.words <> '' AND {fewest} <= (
                SELECT count(DISTINCT o.voice_id) FROM {book}_mark o
                WHERE o.meeting_id = $1 AND o.step = '{afterwards}')
        ORDER BY k.item, md5(k.words)
    $$;
    CREATE FUNCTION {book}_take_back_evaluation(meeting uuid, items text[])
    RETURNS void LANGUAGE sql {definer} AS $$
        DELETE FROM {book}_mark k WHERE k.meeting_id = $1 AND k.{owner}_id = {reach}
            AND k.step = '{afterwards}' AND k.by_id = current_account() AND k.item = ANY ($2)
    $$;
"""


def evaluating(book: str, owner: str, reach: str) -> tuple[str, str]:
    """`<book>_evaluated(owner, steps)`: by meeting, step and item how many answered, the middle and
    the spread; `<book>_evaluated_in_words(meeting)`: the words that may be read without a name;
    `<book>_take_back_evaluation(meeting, items)`: one's own answers are gone."""
    made = EVALUATING.format(
        book=book, owner=owner, reach=reach, definer=DEFINER, fewest=FEWEST, afterwards=AFTERWARDS
    )
    return made, (
        f"DROP FUNCTION {book}_take_back_evaluation(uuid, text[]);"
        f"DROP FUNCTION {book}_evaluated_in_words(uuid);"
        f"DROP FUNCTION {book}_evaluated(uuid, text[]);"
    )


def also_when_final(book: str) -> tuple[str, str]:
    """Saying how one found a meeting is no part of its minutes: final or not, it stays open."""
    trigger = (
        f"DROP TRIGGER refuse_when_final ON {book}_mark;"
        f" CREATE TRIGGER refuse_when_final BEFORE INSERT OR UPDATE ON {book}_mark FOR EACH ROW"
    )
    runs = f"EXECUTE FUNCTION {book}_refuse_when_final('meeting');"
    return f"{trigger} WHEN (NEW.step <> '{AFTERWARDS}') {runs}", f"{trigger} {runs}"
