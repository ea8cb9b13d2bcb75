"""The walls around answers and sealed rooms, the same in both books: SQL for their migrations.

`book` is the prefix of the book's tables, `owner` the column every row carries, and `reach` the
expression that says which owners the reader reaches.
"""

from __future__ import annotations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

OWN_UNTIL_SHOWN = "(shown OR by_id = current_account())"
"""Whose mark it is reads it; the others once it is shown."""

SEALED = (
    ("contribution", "meeting"),
    ("wording", "contribution"),
    ("preparation", "invitation"),
    ("prepared", "invitation"),
    ("mark", "meeting"),
    ("answered", "meeting"),
    ("choice", "meeting"),
    ("approval", "meeting"),
    ("attendance", "invitation"),
)
"""What is not written while some are alone, each with what leads to its meeting."""


def same_owner(book: str, owner: str, within: tuple[tuple[str, str, str], ...]) -> tuple[str, str]:
    """Both ends of each (table, column, target) belong to the same owner: made, and unmade."""
    made = "".join(
        f"""ALTER TABLE {book}_{table} ADD CONSTRAINT {book}_{table}_{column}_same_{owner}
        FOREIGN KEY ({column}_id, {owner}_id) REFERENCES {target} (id, {owner}_id);\n"""
        for table, column, target in within
    )
    unmade = "".join(
        f"ALTER TABLE {book}_{table} DROP CONSTRAINT {book}_{table}_{column}_same_{owner};\n"
        for table, column, _ in within
    )
    return made, unmade


def own_words(book: str, owner: str) -> tuple[str, str]:
    """Words that stood with an answer get rows of their own, none lost: moved, and moved back."""
    seeing = "SELECT set_config('tovholder.owner_sees_all', '{}', true);"
    moved = f"""
{seeing.format("on")}
INSERT INTO {book}_replywords (id, {owner}_id, reply_id, text)
    SELECT gen_random_uuid(), r.{owner}_id, r.id, r.words FROM {book}_reply r WHERE r.words <> '';
DO $$ BEGIN
    IF (SELECT count(*) FROM {book}_replywords)
        <> (SELECT count(*) FROM {book}_reply WHERE words <> '')
    THEN RAISE EXCEPTION 'Words of answers were not moved; nothing is dropped.';
    END IF;
END $$;
{seeing.format("")}
SET CONSTRAINTS ALL IMMEDIATE;
"""
    back = f"""
{seeing.format("on")}
ALTER TABLE {book}_reply DISABLE TRIGGER append_only;
UPDATE {book}_reply r SET words = w.text FROM {book}_replywords w WHERE w.reply_id = r.id;
ALTER TABLE {book}_reply ENABLE ALWAYS TRIGGER append_only;
{seeing.format("")}
SET CONSTRAINTS ALL IMMEDIATE;
"""
    return moved, back


SEALING = """
    CREATE FUNCTION {book}_is_sealed(meeting uuid) RETURNS boolean LANGUAGE sql STABLE {definer}
    AS $$
        SELECT coalesce((SELECT p.opened AND p.sealed FROM {book}_passage p
            WHERE p.meeting_id = $1 ORDER BY p."order" DESC LIMIT 1), false)
    $$;
    CREATE FUNCTION {book}_refuse_while_sealed() RETURNS trigger LANGUAGE plpgsql {definer} AS $$
    DECLARE meeting uuid;
    BEGIN
        IF TG_ARGV[0] = 'meeting' THEN meeting := NEW.meeting_id;
        ELSIF TG_ARGV[0] = 'invitation' THEN
            SELECT i.meeting_id INTO meeting FROM {book}_invitation i
            WHERE i.id = NEW.invitation_id;
        ELSE
            SELECT c.meeting_id INTO meeting FROM {book}_contribution c
            WHERE c.id = NEW.contribution_id;
        END IF;
        IF {book}_is_sealed(meeting) THEN
            RAISE EXCEPTION 'Nothing is written while some are alone.' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$;
"""

SHOWING = """
    CREATE FUNCTION {book}_await_answers(meeting uuid, step text, sides text[])
    RETURNS void LANGUAGE plpgsql {definer} AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM {book}_meeting m WHERE m.id = $1 AND m.{owner}_id = {reach})
        THEN
            RAISE EXCEPTION 'This meeting is not the reader''s.' USING ERRCODE = '42501';
        END IF;
        IF EXISTS (
            SELECT FROM {book}_invitation i WHERE i.meeting_id = $1
            AND (cardinality($3) = 0 OR i.side = ANY ($3))
            AND NOT EXISTS (SELECT FROM {book}_spared s WHERE s.invitation_id = i.id)
            AND coalesce((SELECT a.here FROM {book}_attendance a WHERE a.invitation_id = i.id
                ORDER BY a.at DESC, a.id DESC LIMIT 1), true)
            AND NOT EXISTS (SELECT FROM {book}_answered d WHERE d.voice_id = i.id AND d.step = $2)
        ) THEN
            RAISE EXCEPTION 'Somebody here has not answered yet.' USING ERRCODE = '23514';
        END IF;
    END $$;
    CREATE FUNCTION {book}_reveal_marks(meeting uuid, step text, sides text[] DEFAULT '{{}}')
    RETURNS integer LANGUAGE plpgsql {definer} AS $$
    DECLARE shown_now integer;
    BEGIN
        PERFORM {book}_await_answers($1, $2, $3);
        UPDATE {book}_mark k SET shown = true
        FROM {book}_invitation i WHERE k.meeting_id = $1 AND k.step = $2 AND NOT k.shown
            AND i.id = k.voice_id AND (cardinality($3) = 0 OR i.side = ANY ($3));
        GET DIAGNOSTICS shown_now = ROW_COUNT;
        RETURN shown_now;
    END $$;
    CREATE FUNCTION {book}_keep_summary(meeting uuid, step text)
    RETURNS integer LANGUAGE plpgsql {definer} AS $$
    DECLARE kept integer;
    BEGIN
        PERFORM {book}_await_answers($1, $2, '{{}}');
        INSERT INTO {book}_summary
            (id, {owner}_id, meeting_id, step, item, count, median, low, high)
        SELECT gen_random_uuid(), min(k.{owner}_id::text)::uuid, $1, $2, k.item, count(k.value),
            CASE WHEN count(k.value) > 2 THEN
                (percentile_cont(0.5) WITHIN GROUP (ORDER BY k.value))::numeric(3, 1) END,
            CASE WHEN count(k.value) > 2 THEN min(k.value) END,
            CASE WHEN count(k.value) > 2 THEN max(k.value) END
        FROM {book}_mark k WHERE k.meeting_id = $1 AND k.step = $2 AND k.value IS NOT NULL
        GROUP BY k.item;
        GET DIAGNOSTICS kept = ROW_COUNT;
        DELETE FROM {book}_mark k WHERE k.meeting_id = $1 AND k.step = $2;
        RETURN kept;
    END $$;
"""


def sealing(book: str) -> tuple[str, str]:
    """A sealed meeting takes no word: whoever writes, whatever the page (S-36)."""
    made = SEALING.format(book=book, definer=DEFINER) + "".join(
        f"CREATE TRIGGER refuse_while_sealed BEFORE INSERT OR UPDATE ON {book}_{table}"
        f" FOR EACH ROW EXECUTE FUNCTION {book}_refuse_while_sealed('{leads}');\n"
        for table, leads in SEALED
    )
    unmade = "".join(
        f"DROP TRIGGER refuse_while_sealed ON {book}_{table};\n" for table, _ in SEALED
    )
    return made, (
        f"{unmade}DROP FUNCTION {book}_refuse_while_sealed(); DROP FUNCTION {book}_is_sealed(uuid);"
    )


def showing(book: str, owner: str, reach: str) -> tuple[str, str]:
    """`<book>_reveal_marks(meeting, step, sides)` shows what these sides answered, once each of
    them who is here has; `<book>_keep_summary(meeting, step)` keeps the middle and the spread and
    deletes the answers. No sides: everyone. Each answers with how many rows it made or changed."""
    made = SHOWING.format(book=book, owner=owner, reach=reach, definer=DEFINER)
    return made, (
        f"DROP FUNCTION {book}_keep_summary(uuid, text);"
        f"DROP FUNCTION {book}_reveal_marks(uuid, text, text[]);"
        f"DROP FUNCTION {book}_await_answers(uuid, text, text[]);"
    )


TAKEN = """
    SELECT tstzrange(m.starts_at, m.ends_at) FROM {book}_invitation i
    JOIN {book}_meeting m ON m.id = i.meeting_id
    WHERE i.account_id = ANY (asked) AND m.ends_at > since AND m.starts_at < until
      AND NOT EXISTS (SELECT FROM {book}_spared x WHERE x.invitation_id = i.id)
      AND NOT EXISTS (SELECT FROM {book}_callingoff x WHERE x.meeting_id = m.id)
      AND NOT EXISTS (SELECT FROM {book}_meetingend x WHERE x.meeting_id = m.id)
"""


def taken_times(*books: str) -> str:
    """`taken_times(asked, since, until)`: when any of these accounts meets, by these books.

    It is no function of the application's own: `busy_times` asks it, with those one may ask about.
    """
    asked = " UNION ALL ".join(TAKEN.format(book=book) for book in books)
    return f"""
    CREATE OR REPLACE FUNCTION taken_times(asked bigint[], since timestamptz, until timestamptz)
    RETURNS SETOF tstzrange LANGUAGE sql STABLE {DEFINER} AS $$ {asked} $$;
    """
