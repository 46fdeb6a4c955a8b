-- Counted as reports come in, so that pages over a large store answer at once: what each actor takes part in, what
-- passes between each pair, how many events are at each place, how active the actors of each article are.
-- All of it follows from other tables; triggers keep it in step, so that no writer can forget it.

-- Events in which an actor takes part, statements that it makes or in which it is spoken of; of a name and country too.
ALTER TABLE names ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE names ADD COLUMN statements INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bearers ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bearers ADD COLUMN statements INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER bearers_counted;
CREATE TRIGGER bearers_counted AFTER INSERT ON parties BEGIN
    INSERT INTO bearers (name, country, n) VALUES (new.name, new.country, 1) ON CONFLICT DO UPDATE SET n = n + 1;
    -- Who is on both sides of a thing takes part in it once: sides 0 and 1 are an event's, 2 and 3 a statement's.
    UPDATE bearers SET events = events + (new.side < 2), statements = statements + (new.side > 1)
    WHERE name = new.name AND country = new.country
        AND (new.side < 2 OR (SELECT w.kind FROM passages w WHERE w.key = new.passage) = 'statement')
        AND NOT EXISTS (SELECT 1 FROM parties i WHERE i.passage = new.passage AND i.side IN (0, 1, 2, 3)
            AND i.side <> new.side AND i.side / 2 = new.side / 2 AND i.name = new.name AND i.country = new.country);
    UPDATE names SET events = events + (new.side < 2), statements = statements + (new.side > 1)
    WHERE key = new.name
        AND (new.side < 2 OR (SELECT w.kind FROM passages w WHERE w.key = new.passage) = 'statement')
        AND NOT EXISTS (SELECT 1 FROM parties i WHERE i.passage = new.passage AND i.side IN (0, 1, 2, 3)
            AND i.side / 2 = new.side / 2 AND i.name = new.name AND (i.side <> new.side OR i.country <> new.country));
END;
-- Before, so that the parties are still there.
CREATE TRIGGER passages_uncounted BEFORE DELETE ON passages BEGIN
    UPDATE names SET events = events - (old.kind = 'event'), statements = statements - (old.kind = 'statement')
    WHERE key IN (SELECT i.name FROM parties i WHERE i.passage = old.key AND (i.side < 2) = (old.kind = 'event'));
    UPDATE bearers SET events = events - (old.kind = 'event'), statements = statements - (old.kind = 'statement')
    WHERE (name, country) IN (SELECT i.name, i.country FROM parties i WHERE i.passage = old.key
        AND (i.side < 2) = (old.kind = 'event'));
END;
UPDATE names SET
    events = (SELECT count(DISTINCT i.passage) FROM parties i WHERE i.name = names.key AND i.side IN (0, 1)),
    statements = (SELECT count(DISTINCT i.passage) FROM parties i JOIN passages w ON w.key = i.passage
        WHERE i.name = names.key AND i.side IN (2, 3) AND w.kind = 'statement');
UPDATE bearers SET (events, statements) =
    (SELECT count(DISTINCT iif(i.side < 2, i.passage, NULL)), count(DISTINCT iif(w.kind = 'statement', i.passage, NULL))
     FROM parties i JOIN passages w ON w.key = i.passage
     WHERE i.name = bearers.name AND i.country = bearers.country AND i.side IN (0, 1, 2, 3));

-- Actors of each article: whether the article names it, its events (in either part) and its statements.
CREATE TABLE article_actors (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES names (key),
    country TEXT NOT NULL,            -- '' where none
    named INTEGER NOT NULL,           -- 1: by a name, or of a known country; "two men" of two articles are not one actor
    events INTEGER NOT NULL, statements INTEGER NOT NULL,
    PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;
DROP TRIGGER actors_named;
CREATE TRIGGER actors_named AFTER INSERT ON actors BEGIN
    INSERT OR IGNORE INTO names (name) VALUES (new.name);
    INSERT INTO article_actors (article, id, name, country, named, events, statements)
        SELECT new.article, new.id, n.key, coalesce(new.country, ''), new.country IS NOT NULL, 0, 0 FROM names n
        WHERE n.name = new.name;
END;
CREATE TRIGGER mentions_named AFTER INSERT ON mentions WHEN new.kind = 'name' AND new.actor IS NOT NULL BEGIN
    UPDATE article_actors SET named = 1 WHERE article = new.article AND id = new.actor AND NOT named;
END;
CREATE TRIGGER event_actors_counted AFTER INSERT ON event_actors BEGIN
    UPDATE article_actors SET events = events + 1 WHERE article = new.article AND id = new.actor
        AND NOT EXISTS (SELECT 1 FROM event_actors i WHERE i.article = new.article AND i.event = new.event
            AND i.actor = new.actor AND (i.side, i.n) <> (new.side, new.n));
END;
CREATE TRIGGER speakers_counted AFTER INSERT ON statements WHEN new.speaker IS NOT NULL BEGIN
    UPDATE article_actors SET statements = statements + 1 WHERE article = new.article AND id = new.speaker;
END;
INSERT INTO article_actors (article, id, name, country, named, events, statements)
    SELECT x.article, x.id, n.key, coalesce(x.country, ''), x.country IS NOT NULL OR EXISTS (SELECT 1 FROM mentions m
            WHERE m.article = x.article AND m.actor = x.id AND m.kind = 'name'),
        (SELECT count(DISTINCT i.event) FROM event_actors i WHERE i.article = x.article AND i.actor = x.id),
        (SELECT count(*) FROM statements s WHERE s.article = x.article AND s.speaker = x.id)
    FROM actors x JOIN names n ON n.name = x.name ORDER BY 1, 2;

-- Of the event of a pair its article, and whether that names both.
ALTER TABLE dyads ADD COLUMN article INTEGER;
ALTER TABLE dyads ADD COLUMN named INTEGER;
UPDATE dyads SET article = (SELECT w.article FROM passages w WHERE w.key = dyads.key);
UPDATE dyads SET named =
    EXISTS (SELECT 1 FROM article_actors x WHERE x.article = dyads.article AND x.name = dyads.actor AND x.named)
    AND EXISTS (SELECT 1 FROM article_actors x WHERE x.article = dyads.article AND x.name = dyads.recipient AND x.named);
CREATE INDEX dyads_article ON dyads (article, actor, recipient, actor_country, recipient_country, type) WHERE named = 1;

-- Events of a pair: how many, and the first and last day; '' where none has one.
CREATE TABLE pairs (
    actor INTEGER NOT NULL REFERENCES names (key),
    recipient INTEGER NOT NULL REFERENCES names (key),
    actor_country TEXT NOT NULL, recipient_country TEXT NOT NULL, -- '' where none
    n INTEGER NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL,
    PRIMARY KEY (actor, recipient, actor_country, recipient_country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER pairs_counted AFTER INSERT ON dyads BEGIN
    INSERT INTO pairs (actor, recipient, actor_country, recipient_country, n, first, last)
    VALUES (new.actor, new.recipient, new.actor_country, new.recipient_country, 1, new.day, new.day)
    ON CONFLICT DO UPDATE SET n = n + 1, last = max(last, new.day),
        first = iif(new.day = '', first, iif(first = '', new.day, min(first, new.day)));
END;
CREATE TRIGGER pairs_uncounted AFTER DELETE ON dyads BEGIN
    UPDATE pairs SET n = n - 1 WHERE actor = old.actor AND recipient = old.recipient
        AND actor_country = old.actor_country AND recipient_country = old.recipient_country;
    DELETE FROM pairs WHERE actor = old.actor AND recipient = old.recipient
        AND actor_country = old.actor_country AND recipient_country = old.recipient_country AND n = 0;
    UPDATE pairs SET
        first = coalesce((SELECT d.day FROM dyads d WHERE d.actor = old.actor AND d.recipient = old.recipient
            AND d.actor_country = old.actor_country AND d.recipient_country = old.recipient_country AND d.day <> ''
            ORDER BY d.day LIMIT 1), ''),
        last = coalesce((SELECT d.day FROM dyads d WHERE d.actor = old.actor AND d.recipient = old.recipient
            AND d.actor_country = old.actor_country AND d.recipient_country = old.recipient_country
            ORDER BY d.day DESC LIMIT 1), '')
    WHERE actor = old.actor AND recipient = old.recipient AND actor_country = old.actor_country
        AND recipient_country = old.recipient_country AND old.day IN (first, last);
END;
INSERT INTO pairs (actor, recipient, actor_country, recipient_country, n, first, last)
    SELECT actor, recipient, actor_country, recipient_country, count(*), coalesce(min(nullif(day, '')), ''), max(day)
    FROM dyads GROUP BY 1, 2, 3, 4;
DROP TRIGGER parties_added;
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
    INSERT OR IGNORE INTO dyads (actor, recipient, day, type, mode, key, status, actor_country, recipient_country,
        article, named)
    SELECT iif(new.side = 0, new.name, i.name), iif(new.side = 0, i.name, new.name), w.day, w.type, coalesce(w.mode, ''),
        w.key, w.status, iif(new.side = 0, new.country, i.country), iif(new.side = 0, i.country, new.country), w.article,
        EXISTS (SELECT 1 FROM article_actors x WHERE x.article = w.article AND x.name = new.name AND x.named)
        AND EXISTS (SELECT 1 FROM article_actors x WHERE x.article = w.article AND x.name = i.name AND x.named)
    FROM parties i JOIN passages w ON w.key = i.passage
    WHERE new.side IN (0, 1) AND i.passage = new.passage AND i.side = 1 - new.side;
END;

-- Events at each point, of any type.
CREATE TABLE event_places (
    place TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    country TEXT NOT NULL, feature TEXT NOT NULL, -- '' where none
    n INTEGER NOT NULL,
    PRIMARY KEY (place, lat, lon, country, feature)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER places_counted AFTER INSERT ON passages
WHEN new.kind = 'event' AND new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN
    INSERT INTO event_places (place, lat, lon, country, feature, n)
    VALUES (coalesce(new.place, ''), new.lat, new.lon, coalesce(new.place_country, ''), coalesce(new.feature, ''), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER places_uncounted AFTER DELETE ON passages
WHEN old.kind = 'event' AND old.lat IS NOT NULL AND old.lon IS NOT NULL BEGIN
    UPDATE event_places SET n = n - 1 WHERE place = coalesce(old.place, '') AND lat = old.lat AND lon = old.lon
        AND country = coalesce(old.place_country, '') AND feature = coalesce(old.feature, '');
    DELETE FROM event_places WHERE place = coalesce(old.place, '') AND lat = old.lat AND lon = old.lon
        AND country = coalesce(old.place_country, '') AND feature = coalesce(old.feature, '') AND n = 0;
END;
INSERT INTO event_places (place, lat, lon, country, feature, n)
    SELECT place, lat, lon, country, feature, sum(n) FROM event_points GROUP BY 1, 2, 3, 4, 5;
