-- What counting and narrowing read: the facts of a statement or event beside its words, and who takes part in it.
-- All of it follows from other tables; triggers keep it in step, so that no writer can forget it.

ALTER TABLE passages ADD COLUMN type TEXT;
ALTER TABLE passages ADD COLUMN mode TEXT;
ALTER TABLE passages ADD COLUMN status TEXT;
ALTER TABLE passages ADD COLUMN quote TEXT;          -- kind of the statement, or of the one that tells the event
ALTER TABLE passages ADD COLUMN confidence REAL;
ALTER TABLE passages ADD COLUMN outlet TEXT;
ALTER TABLE passages ADD COLUMN place TEXT;          -- where an event took place
ALTER TABLE passages ADD COLUMN lat REAL;
ALTER TABLE passages ADD COLUMN lon REAL;
ALTER TABLE passages ADD COLUMN place_country TEXT;
ALTER TABLE passages ADD COLUMN feature TEXT;

CREATE TABLE names (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE         -- of actors
) STRICT;

-- Who takes part in a statement or event. side: 0 acts, 1 is acted on, 2 on whose word, 3 is spoken of.
CREATE TABLE parties (
    passage INTEGER NOT NULL REFERENCES passages (key) ON DELETE CASCADE,
    side INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES names (key),
    country TEXT NOT NULL,            -- '' where none
    PRIMARY KEY (passage, side, name, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_name ON parties (name, side, passage);

DROP TRIGGER statements_added;
DROP TRIGGER events_added;
DROP VIEW statement_passages;
DROP VIEW event_passages;
CREATE VIEW statement_passages AS
    SELECT s.article, 'statement' AS kind, s.id, coalesce(s.date, a.published, '') AS day,
        CAST(substr(s.id, 2) AS INTEGER) AS n, s.source_text || ' ' || s.cue_text || ' ' || s.content_text AS words,
        NULL AS type, NULL AS mode, NULL AS status, s.kind AS quote, s.confidence, a.outlet, NULL AS place,
        NULL AS lat, NULL AS lon, NULL AS place_country, NULL AS feature
    FROM statements s JOIN articles a ON a.key = s.article;
CREATE VIEW event_passages AS
    SELECT e.article, 'event' AS kind, e.id, coalesce(e.earliest, a.published, '') AS day,
        CAST(substr(e.id, 2) AS INTEGER) AS n,
        coalesce(substr(a.text, s.start + 1, s.end - s.start), e.trigger_text) AS words,
        e.type, e.mode, e.status, t.kind AS quote, e.confidence, a.outlet, p.name AS place, p.lat, p.lon,
        p.country AS place_country, p.feature
    FROM events e JOIN articles a ON a.key = e.article
    LEFT JOIN sentences s ON s.article = e.article AND s.n = e.sentence
    LEFT JOIN statements t ON t.article = e.article AND t.id = e.attributed_to
    LEFT JOIN places p ON p.article = e.article AND p.id = e.place;

-- An article's actors, mentions, places, sentences and statements are stored before what refers to them.
CREATE TRIGGER actors_named AFTER INSERT ON actors BEGIN
    INSERT OR IGNORE INTO names (name) VALUES (new.name);
END;
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO passages (article, kind, id, day, n, words, type, mode, status, quote, confidence, outlet, place, lat,
        lon, place_country, feature)
    SELECT * FROM statement_passages p WHERE p.article = new.article AND p.id = new.id;
    INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, 2, n.key, coalesce(x.country, '') FROM passages w
    JOIN actors x ON x.article = new.article AND x.id = new.speaker JOIN names n ON n.name = x.name
    WHERE w.article = new.article AND w.kind = 'statement' AND w.id = new.id;
END;
CREATE TRIGGER content_added AFTER INSERT ON statement_spans WHEN new.part = 'content' BEGIN
    INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, 3, n.key, coalesce(x.country, '') FROM passages w
    JOIN mentions m ON m.article = new.article AND m.start >= new.start AND m.end <= new.end
    JOIN actors x ON x.article = m.article AND x.id = m.actor JOIN names n ON n.name = x.name
    WHERE w.article = new.article AND w.kind = 'statement' AND w.id = new.statement;
END;
CREATE TRIGGER events_added AFTER INSERT ON events BEGIN
    INSERT INTO passages (article, kind, id, day, n, words, type, mode, status, quote, confidence, outlet, place, lat,
        lon, place_country, feature)
    SELECT * FROM event_passages p WHERE p.article = new.article AND p.id = new.id;
    INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, 2, n.key, coalesce(x.country, '') FROM passages w
    JOIN statements s ON s.article = new.article AND s.id = new.attributed_to
    JOIN actors x ON x.article = s.article AND x.id = s.speaker JOIN names n ON n.name = x.name
    WHERE w.article = new.article AND w.kind = 'event' AND w.id = new.id;
END;
CREATE TRIGGER event_actors_added AFTER INSERT ON event_actors BEGIN
    INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, new.side = 'recipient', n.key, coalesce(x.country, '') FROM passages w
    JOIN actors x ON x.article = new.article AND x.id = new.actor JOIN names n ON n.name = x.name
    WHERE w.article = new.article AND w.kind = 'event' AND w.id = new.event;
END;

-- What is in the store already.
INSERT OR IGNORE INTO names (name) SELECT name FROM actors ORDER BY article, id;
UPDATE passages SET (quote, confidence, outlet) =
    (SELECT p.quote, p.confidence, p.outlet FROM statement_passages p
     WHERE p.article = passages.article AND p.id = passages.id) WHERE kind = 'statement';
UPDATE passages SET (type, mode, status, quote, confidence, outlet, place, lat, lon, place_country, feature) =
    (SELECT p.type, p.mode, p.status, p.quote, p.confidence, p.outlet, p.place, p.lat, p.lon, p.place_country, p.feature
     FROM event_passages p WHERE p.article = passages.article AND p.id = passages.id) WHERE kind = 'event';
INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, i.side = 'recipient', n.key, coalesce(x.country, '') FROM passages w
    JOIN event_actors i ON i.article = w.article AND i.event = w.id
    JOIN actors x ON x.article = i.article AND x.id = i.actor JOIN names n ON n.name = x.name WHERE w.kind = 'event';
INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, 2, n.key, coalesce(x.country, '') FROM passages w
    JOIN events e ON e.article = w.article AND e.id = w.id
    JOIN statements s ON s.article = e.article AND s.id = e.attributed_to
    JOIN actors x ON x.article = s.article AND x.id = s.speaker JOIN names n ON n.name = x.name WHERE w.kind = 'event';
INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, 2, n.key, coalesce(x.country, '') FROM passages w
    JOIN statements s ON s.article = w.article AND s.id = w.id
    JOIN actors x ON x.article = s.article AND x.id = s.speaker JOIN names n ON n.name = x.name
    WHERE w.kind = 'statement';
INSERT OR IGNORE INTO parties (passage, side, name, country)
    SELECT w.key, 3, n.key, coalesce(x.country, '') FROM passages w
    JOIN statement_spans c ON c.article = w.article AND c.statement = w.id AND c.part = 'content'
    JOIN mentions m ON m.article = c.article AND m.start >= c.start AND m.end <= c.end
    JOIN actors x ON x.article = m.article AND x.id = m.actor JOIN names n ON n.name = x.name
    WHERE w.kind = 'statement';

CREATE INDEX passages_types ON passages (kind, type, day DESC, article DESC, n ASC, status, mode);
CREATE INDEX passages_places ON passages (kind, place, lat, lon, place_country, feature, type, status, day);
CREATE INDEX passages_outlets ON passages (kind, outlet, day DESC, article DESC, n ASC);
