-- What the desk reads: the words of statements and events for full-text search, inputs that failed, and look-ups.

-- What lists of records are read by: the words of one (what was said and by whom; the sentence that tells of the
-- event), the day it is counted on, and its number within its article.
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'event')),
    id TEXT NOT NULL,
    day TEXT NOT NULL,                -- that of the record where known, else of publication, else ''
    n INTEGER NOT NULL,               -- 3 of e3
    words TEXT NOT NULL,
    UNIQUE (article, kind, id)
) STRICT;
CREATE INDEX passages_newest ON passages (kind, day DESC, article DESC, n ASC, id);
CREATE VIRTUAL TABLE passage_words USING fts5 (
    words, content = 'passages', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passage_words (rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', old.key, old.words);
END;
CREATE VIEW statement_passages AS
    SELECT s.article, 'statement' AS kind, s.id, coalesce(s.date, a.published, '') AS day,
        CAST(substr(s.id, 2) AS INTEGER) AS n, s.source_text || ' ' || s.cue_text || ' ' || s.content_text AS words
    FROM statements s JOIN articles a ON a.key = s.article;
CREATE VIEW event_passages AS
    SELECT e.article, 'event' AS kind, e.id, coalesce(e.earliest, a.published, '') AS day,
        CAST(substr(e.id, 2) AS INTEGER) AS n,
        coalesce(substr(a.text, s.start + 1, s.end - s.start), e.trigger_text) AS words
    FROM events e JOIN articles a ON a.key = e.article
    LEFT JOIN sentences s ON s.article = e.article AND s.n = e.sentence;
-- An article's sentences are stored before its events.
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO passages (article, kind, id, day, n, words)
    SELECT * FROM statement_passages p WHERE p.article = new.article AND p.id = new.id;
END;
CREATE TRIGGER events_added AFTER INSERT ON events BEGIN
    INSERT INTO passages (article, kind, id, day, n, words)
    SELECT * FROM event_passages p WHERE p.article = new.article AND p.id = new.id;
END;
INSERT INTO passages (article, kind, id, day, n, words) SELECT * FROM statement_passages ORDER BY article, n;
INSERT INTO passages (article, kind, id, day, n, words) SELECT * FROM event_passages ORDER BY article, n;

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
