-- What the desk reads: the words of statements and events for full-text search, inputs that failed, and look-ups.

-- The words of one record: what was said and by whom; the sentence that tells of the event.
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'event')),
    id TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (article, kind, id)
) STRICT;
CREATE VIRTUAL TABLE passage_words USING fts5 (
    words, content = 'passages', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passage_words (rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', old.key, old.words);
END;
-- An article's sentences are stored before its events.
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO passages (article, kind, id, words)
    VALUES (new.article, 'statement', new.id, new.source_text || ' ' || new.cue_text || ' ' || new.content_text);
END;
CREATE TRIGGER events_added AFTER INSERT ON events BEGIN
    INSERT INTO passages (article, kind, id, words)
    SELECT new.article, 'event', new.id, coalesce(
        (SELECT substr(a.text, s.start + 1, s.end - s.start) FROM articles a JOIN sentences s ON s.article = a.key
         WHERE a.key = new.article AND s.n = new.sentence), new.trigger_text);
END;
INSERT INTO passages (article, kind, id, words)
SELECT article, 'statement', id, source_text || ' ' || cue_text || ' ' || content_text FROM statements;
INSERT INTO passages (article, kind, id, words)
SELECT e.article, 'event', e.id, coalesce(substr(a.text, s.start + 1, s.end - s.start), e.trigger_text)
FROM events e JOIN articles a ON a.key = e.article LEFT JOIN sentences s ON s.article = e.article AND s.n = e.sentence;

-- Inputs that gave no report; one that is coded later is taken off.
CREATE TABLE failures (
    name TEXT PRIMARY KEY,            -- file, or file and line
    reason TEXT NOT NULL,
    coder TEXT NOT NULL               -- version of onrecord
) STRICT;

CREATE INDEX event_actors_actor ON event_actors (article, actor);
CREATE INDEX events_attributed ON events (article, attributed_to);
CREATE INDEX events_place ON events (article, place);
CREATE INDEX actors_country ON actors (country);
CREATE INDEX places_name ON places (name);
CREATE INDEX mentions_actor ON mentions (article, actor);
