-- What large stores are read by: the things of an actor and of a pair as they are listed and counted, one row each, in order.
-- All of it follows from other tables; triggers keep it in step, so that no writer can forget it.

-- Things of an actor: events in which it takes part, statements on its word. The columns are those of `passages`.
CREATE TABLE involved (
    name INTEGER NOT NULL REFERENCES names (key),
    kind TEXT NOT NULL, day TEXT NOT NULL, article INTEGER NOT NULL, n INTEGER NOT NULL,
    key INTEGER NOT NULL,             -- of the passage
    id TEXT NOT NULL, type TEXT, mode TEXT, status TEXT, quote TEXT, confidence REAL, outlet TEXT, place TEXT, lat REAL,
    lon REAL, place_country TEXT, feature TEXT,
    PRIMARY KEY (name, kind, day DESC, article DESC, n, key)
) STRICT, WITHOUT ROWID;

-- The same of a country: what actors of it take part in or say.
CREATE TABLE lands (
    country TEXT NOT NULL,
    kind TEXT NOT NULL, day TEXT NOT NULL, article INTEGER NOT NULL, n INTEGER NOT NULL,
    key INTEGER NOT NULL,             -- of the passage
    id TEXT NOT NULL, type TEXT, mode TEXT, status TEXT, quote TEXT, confidence REAL, outlet TEXT, place TEXT, lat REAL,
    lon REAL, place_country TEXT, feature TEXT,
    PRIMARY KEY (country, kind, day DESC, article DESC, n, key)
) STRICT, WITHOUT ROWID;

-- Events of a pair, from the one who acts to the one acted on.
CREATE TABLE dyads (
    actor INTEGER NOT NULL REFERENCES names (key),
    recipient INTEGER NOT NULL REFERENCES names (key),
    day TEXT NOT NULL, type TEXT NOT NULL,
    mode TEXT NOT NULL,               -- '' where none
    key INTEGER NOT NULL,             -- of the passage
    status TEXT NOT NULL,
    PRIMARY KEY (actor, recipient, day, type, mode, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX dyads_recipient ON dyads (recipient, actor);

CREATE TRIGGER parties_added AFTER INSERT ON parties BEGIN
    INSERT OR IGNORE INTO involved (name, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet,
        place, lat, lon, place_country, feature)
    SELECT new.name, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet, place, lat, lon,
        place_country, feature FROM passages
    WHERE key = new.passage AND (new.side IN (0, 1) OR new.side = 2 AND kind = 'statement');
    INSERT OR IGNORE INTO lands (country, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet,
        place, lat, lon, place_country, feature)
    SELECT new.country, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet, place, lat, lon,
        place_country, feature FROM passages
    WHERE key = new.passage AND (new.side IN (0, 1) OR new.side = 2 AND kind = 'statement') AND new.country <> '';
    INSERT OR IGNORE INTO dyads (actor, recipient, day, type, mode, key, status)
    SELECT iif(new.side = 0, new.name, i.name), iif(new.side = 0, i.name, new.name), w.day, w.type, coalesce(w.mode, ''),
        w.key, w.status FROM parties i JOIN passages w ON w.key = i.passage
    WHERE new.side IN (0, 1) AND i.passage = new.passage AND i.side = 1 - new.side;
END;
-- Before, so that the parties are still there.
CREATE TRIGGER passages_leave BEFORE DELETE ON passages BEGIN
    DELETE FROM involved WHERE name IN (SELECT i.name FROM parties i WHERE i.passage = old.key)
        AND kind = old.kind AND day = old.day AND article = old.article AND n = old.n AND key = old.key;
    DELETE FROM lands WHERE country IN (SELECT i.country FROM parties i WHERE i.passage = old.key)
        AND kind = old.kind AND day = old.day AND article = old.article AND n = old.n AND key = old.key;
    DELETE FROM dyads WHERE (actor, recipient) IN (SELECT i.name, j.name FROM parties i JOIN parties j
        ON j.passage = i.passage AND j.side = 1 WHERE i.passage = old.key AND i.side = 0)
        AND day = old.day AND type = old.type AND mode = coalesce(old.mode, '') AND key = old.key;
END;

-- What is in the store already.
INSERT OR IGNORE INTO involved (name, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet, place,
    lat, lon, place_country, feature)
    SELECT i.name, w.kind, w.day, w.article, w.n, w.key, w.id, w.type, w.mode, w.status, w.quote, w.confidence, w.outlet,
        w.place, w.lat, w.lon, w.place_country, w.feature
    FROM passages w JOIN parties i ON i.passage = w.key
    WHERE i.side IN (0, 1) OR i.side = 2 AND w.kind = 'statement' ORDER BY 1, 2, 3 DESC, 4 DESC, 5, 6;
INSERT OR IGNORE INTO lands (country, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet, place,
    lat, lon, place_country, feature)
    SELECT i.country, w.kind, w.day, w.article, w.n, w.key, w.id, w.type, w.mode, w.status, w.quote, w.confidence,
        w.outlet, w.place, w.lat, w.lon, w.place_country, w.feature
    FROM passages w JOIN parties i ON i.passage = w.key
    WHERE (i.side IN (0, 1) OR i.side = 2 AND w.kind = 'statement') AND i.country <> ''
    ORDER BY 1, 2, 3 DESC, 4 DESC, 5, 6;
INSERT OR IGNORE INTO dyads (actor, recipient, day, type, mode, key, status)
    SELECT i.name, j.name, w.day, w.type, coalesce(w.mode, ''), w.key, w.status FROM passages w
    JOIN parties i ON i.passage = w.key AND i.side = 0 JOIN parties j ON j.passage = w.key AND j.side = 1
    WHERE w.kind = 'event' ORDER BY 1, 2, 3, 4, 5, 6;

CREATE INDEX articles_language ON articles (language);

-- The words of statements and of events apart, so that either are counted without looking at the other.
DROP TRIGGER passages_added;
DROP TRIGGER passages_removed;
DROP TABLE passage_words;
CREATE VIRTUAL TABLE statement_words USING fts5 (
    words, content = 'passages', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    words, content = 'passages', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_passages_added AFTER INSERT ON passages WHEN new.kind = 'statement' BEGIN
    INSERT INTO statement_words (rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER event_passages_added AFTER INSERT ON passages WHEN new.kind = 'event' BEGIN
    INSERT INTO event_words (rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER statement_passages_removed AFTER DELETE ON passages WHEN old.kind = 'statement' BEGIN
    INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', old.key, old.words);
END;
CREATE TRIGGER event_passages_removed AFTER DELETE ON passages WHEN old.kind = 'event' BEGIN
    INSERT INTO event_words (event_words, rowid, words) VALUES ('delete', old.key, old.words);
END;
INSERT INTO statement_words (rowid, words) SELECT key, words FROM passages WHERE kind = 'statement' ORDER BY key;
INSERT INTO event_words (rowid, words) SELECT key, words FROM passages WHERE kind = 'event' ORDER BY key;

-- How many events there are of each type on each day, and at each point.
CREATE TABLE event_days (
    type TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (type, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_points (
    type TEXT NOT NULL, place TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    country TEXT NOT NULL, feature TEXT NOT NULL, -- '' where none
    n INTEGER NOT NULL,
    PRIMARY KEY (type, place, lat, lon, country, feature)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_counted AFTER INSERT ON passages WHEN new.kind = 'event' BEGIN
    INSERT INTO event_days (type, day, n) VALUES (new.type, new.day, 1) ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO event_points (type, place, lat, lon, country, feature, n)
        SELECT new.type, coalesce(new.place, ''), new.lat, new.lon, coalesce(new.place_country, ''),
            coalesce(new.feature, ''), 1 WHERE new.lat IS NOT NULL AND new.lon IS NOT NULL
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER events_uncounted AFTER DELETE ON passages WHEN old.kind = 'event' BEGIN
    UPDATE event_days SET n = n - 1 WHERE type = old.type AND day = old.day;
    DELETE FROM event_days WHERE type = old.type AND day = old.day AND n = 0;
    UPDATE event_points SET n = n - 1 WHERE type = old.type AND place = coalesce(old.place, '') AND lat = old.lat
        AND lon = old.lon AND country = coalesce(old.place_country, '') AND feature = coalesce(old.feature, '');
    DELETE FROM event_points WHERE type = old.type AND place = coalesce(old.place, '') AND lat = old.lat
        AND lon = old.lon AND country = coalesce(old.place_country, '') AND feature = coalesce(old.feature, '') AND n = 0;
END;
INSERT INTO event_days (type, day, n) SELECT type, day, count(*) FROM passages WHERE kind = 'event' GROUP BY 1, 2;
INSERT INTO event_points (type, place, lat, lon, country, feature, n)
    SELECT type, coalesce(place, ''), lat, lon, coalesce(place_country, ''), coalesce(feature, ''), count(*) FROM passages
    WHERE kind = 'event' AND lat IS NOT NULL AND lon IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
