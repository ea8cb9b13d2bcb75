"""The walls around minutes, the same in both books: SQL for their migrations.

From the end on each corrects their own words alone, and how they read before is kept first. Once
the minutes are final nothing of the meeting is written any more: whoever writes, whatever the page.
`book` is the prefix of the book's tables.
"""

from __future__ import annotations

from .walls import DEFINER

FINAL = (
    ("meeting", "itself"),
    ("invitation", "meeting"),
    ("spared", "invitation"),
    ("preparation", "invitation"),
    ("prepared", "invitation"),
    ("attendance", "invitation"),
    ("reply", "invitation"),
    ("rescheduling", "meeting"),
    ("callingoff", "meeting"),
    ("passage", "meeting"),
    ("contribution", "meeting"),
    ("wording", "contribution"),
    ("removal", "contribution"),
    ("settlement", "contribution"),
    ("approval", "meeting"),
    ("mark", "meeting"),
    ("answered", "meeting"),
    ("summary", "meeting"),
    ("choice", "meeting"),
    ("review", "meeting"),
    ("agreedtask", "meeting"),
    ("continuation", "meeting"),
)
"""What final minutes are made of in both books, each with what leads to its meeting."""

OWN = (("contribution", "own_words"), ("wording", "own_wordings"), ("removal", "no_removals"))
"""What an end leaves open, each with the function that says how far."""

LOCKING = """
    CREATE FUNCTION {book}_refuse_when_final() RETURNS trigger LANGUAGE plpgsql {definer} AS $$
    DECLARE meeting uuid;
    BEGIN
        IF TG_ARGV[0] = 'itself' THEN meeting := NEW.id;
        ELSIF TG_ARGV[0] = 'meeting' THEN meeting := NEW.meeting_id;
        ELSIF TG_ARGV[0] = 'invitation' THEN
            SELECT i.meeting_id INTO meeting FROM {book}_invitation i
            WHERE i.id = NEW.invitation_id;
        ELSE
            SELECT c.meeting_id INTO meeting FROM {book}_contribution c
            WHERE c.id = NEW.contribution_id;
        END IF;
        IF EXISTS (SELECT FROM {book}_minutesfinal f WHERE f.meeting_id = meeting) THEN
            RAISE EXCEPTION 'The minutes are final.' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$;
"""

# A voice is one's own; of one without a sign-in, whoever holds the pen writes, on their word.
CORRECTING = """
    CREATE FUNCTION {book}_is_my_voice(voice uuid) RETURNS boolean LANGUAGE sql STABLE {definer}
    AS $$
        SELECT EXISTS (SELECT FROM {book}_invitation i JOIN {book}_meeting m ON m.id = i.meeting_id
            WHERE i.id = $1 AND (i.account_id = current_account()
                OR (i.account_id IS NULL AND m.pen_holder_id = current_account())))
    $$;
    CREATE FUNCTION {book}_has_ended(meeting uuid) RETURNS boolean LANGUAGE sql STABLE {definer}
    AS $$ SELECT EXISTS (SELECT FROM {book}_meetingend e WHERE e.meeting_id = $1) $$;
    CREATE FUNCTION {book}_own_words() RETURNS trigger LANGUAGE plpgsql {definer} AS $$
    BEGIN
        IF NOT {book}_has_ended(NEW.meeting_id) THEN RETURN NEW; END IF;
        IF TG_OP = 'INSERT' OR NOT {book}_is_my_voice(OLD.voice_id)
            OR to_jsonb(NEW) - ARRAY['text', 'version'] <> to_jsonb(OLD) - ARRAY['text', 'version']
        THEN
            RAISE EXCEPTION 'After the meeting each corrects their own words, and nothing else.'
                USING ERRCODE = '23514';
        END IF;
        IF NOT EXISTS (SELECT FROM {book}_wording w WHERE w.contribution_id = OLD.id
            AND w.version = OLD.version AND w.text = OLD.text)
        THEN
            RAISE EXCEPTION 'A correction keeps how it read before.' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$;
    CREATE FUNCTION {book}_own_wordings() RETURNS trigger LANGUAGE plpgsql {definer} AS $$
    DECLARE said {book}_contribution;
    BEGIN
        SELECT * INTO said FROM {book}_contribution c WHERE c.id = NEW.contribution_id;
        IF {book}_has_ended(said.meeting_id) AND (NOT {book}_is_my_voice(said.voice_id)
            OR (NEW.by_id, NEW.text, NEW.version) IS DISTINCT FROM
               (current_account(), said.text, said.version))
        THEN
            RAISE EXCEPTION 'After the meeting each corrects their own words, and nothing else.'
                USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$;
    CREATE FUNCTION {book}_no_removals() RETURNS trigger LANGUAGE plpgsql {definer} AS $$
    BEGIN
        IF (SELECT {book}_has_ended(c.meeting_id) FROM {book}_contribution c
            WHERE c.id = NEW.contribution_id)
        THEN
            RAISE EXCEPTION 'After the meeting nothing is taken down.' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$;
"""

# Nothing is final that has not ended; and nobody says for another that they have read it: each
# book has a UNIQUE (id, account_id) on its chairs before.
BOUND = """
    ALTER TABLE {book}_minutesfinal ADD CONSTRAINT {book}_minutesfinal_of_an_ended_meeting
        FOREIGN KEY (meeting_id) REFERENCES {book}_meetingend (meeting_id);
    ALTER TABLE {book}_minutesread ADD CONSTRAINT {book}_minutesread_by_oneself
        FOREIGN KEY (invitation_id, by_id) REFERENCES {book}_invitation (id, account_id);
"""
UNBOUND = """
    ALTER TABLE {book}_minutesread DROP CONSTRAINT {book}_minutesread_by_oneself;
    ALTER TABLE {book}_minutesfinal DROP CONSTRAINT {book}_minutesfinal_of_an_ended_meeting;
"""


def locking(book: str, *more: tuple[str, str]) -> tuple[str, str]:
    """Nothing of a meeting is written once its minutes are final; `more` is the book's own."""
    made = LOCKING.format(book=book, definer=DEFINER) + "".join(
        f"CREATE TRIGGER refuse_when_final BEFORE INSERT OR UPDATE ON {book}_{table}"
        f" FOR EACH ROW EXECUTE FUNCTION {book}_refuse_when_final('{leads}');\n"
        for table, leads in (*FINAL, *more)
    )
    unmade = "".join(
        f"DROP TRIGGER refuse_when_final ON {book}_{table};\n" for table, _ in (*FINAL, *more)
    )
    return made, f"{unmade}DROP FUNCTION {book}_refuse_when_final();"


def correcting(book: str) -> tuple[str, str]:
    """From the end on each corrects their own words, and how they read before is kept first."""
    made = CORRECTING.format(book=book, definer=DEFINER) + "".join(
        f"CREATE TRIGGER after_the_end BEFORE INSERT OR UPDATE ON {book}_{table}"
        f" FOR EACH ROW EXECUTE FUNCTION {book}_{function}();\n"
        for table, function in OWN
    )
    unmade = "".join(f"DROP TRIGGER after_the_end ON {book}_{table};\n" for table, _ in OWN)
    unmade += "".join(f"DROP FUNCTION {book}_{function}();\n" for _, function in OWN)
    return made + BOUND.format(book=book), (
        f"{UNBOUND.format(book=book)}{unmade}"
        f"DROP FUNCTION {book}_has_ended(uuid); DROP FUNCTION {book}_is_my_voice(uuid);"
    )
