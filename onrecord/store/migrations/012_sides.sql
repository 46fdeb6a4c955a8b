-- Who is on either side of a statement or event, beside its facts, so that what is narrowed is counted in one pass over
-- one table. That takes the place of a table that held the things of each country once more.
-- All of it follows from other tables; triggers keep it in step, so that no writer can forget it.

-- Who acts or speaks, and who is acted on or spoken of: key of the name and country ('' for none), `[12,"KEN"],[7,""],`.
ALTER TABLE passages ADD COLUMN actors TEXT NOT NULL DEFAULT '';
ALTER TABLE passages ADD COLUMN recipients TEXT NOT NULL DEFAULT '';
-- Their countries, each once, `"KEN","UGA",`.
ALTER TABLE passages ADD COLUMN actor_countries TEXT NOT NULL DEFAULT '';
ALTER TABLE passages ADD COLUMN recipient_countries TEXT NOT NULL DEFAULT '';
-- Sectors of the speaker, or of all who take part in the event.
ALTER TABLE passages ADD COLUMN sectors TEXT NOT NULL DEFAULT '';

DROP TRIGGER parties_added;
CREATE TRIGGER parties_added AFTER INSERT ON parties BEGIN
    INSERT OR IGNORE INTO involved (name, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet,
        place, lat, lon, place_country, feature)
    SELECT new.name, kind, day, article, n, key, id, type, mode, status, quote, confidence, outlet, place, lat, lon,
        place_country, feature FROM passages
    WHERE key = new.passage AND (new.side IN (0, 1) OR new.side = 2 AND kind = 'statement');
    INSERT OR IGNORE INTO dyads (actor, recipient, day, type, mode, key, status, actor_country, recipient_country,
        article, named)
    SELECT iif(new.side = 0, new.name, i.name), iif(new.side = 0, i.name, new.name), w.day, w.type, coalesce(w.mode, ''),
        w.key, w.status, iif(new.side = 0, new.country, i.country), iif(new.side = 0, i.country, new.country), w.article,
        EXISTS (SELECT 1 FROM article_actors x WHERE x.article = w.article AND x.name = new.name AND x.named)
        AND EXISTS (SELECT 1 FROM article_actors x WHERE x.article = w.article AND x.name = i.name AND x.named)
    FROM parties i JOIN passages w ON w.key = i.passage
    WHERE new.side IN (0, 1) AND i.passage = new.passage AND i.side = 1 - new.side;
    UPDATE passages SET actors = actors || json_array(new.name, new.country) || ',', actor_countries = actor_countries
        || iif(new.country = '' OR instr(actor_countries, json_quote(new.country) || ','), '', json_quote(new.country) || ',')
    WHERE key = new.passage AND (new.side = 0 OR new.side = 2 AND kind = 'statement');
    UPDATE passages SET recipients = recipients || json_array(new.name, new.country) || ',',
        recipient_countries = recipient_countries
        || iif(new.country = '' OR instr(recipient_countries, json_quote(new.country) || ','), '', json_quote(new.country) || ',')
    WHERE key = new.passage AND new.side IN (1, 3);
END;
DROP TRIGGER passages_leave;
-- Before, so that the parties are still there.
CREATE TRIGGER passages_leave BEFORE DELETE ON passages BEGIN
    DELETE FROM involved WHERE name IN (SELECT i.name FROM parties i WHERE i.passage = old.key)
        AND kind = old.kind AND day = old.day AND article = old.article AND n = old.n AND key = old.key;
    DELETE FROM dyads WHERE (actor, recipient) IN (SELECT i.name, j.name FROM parties i JOIN parties j
        ON j.passage = i.passage AND j.side = 1 WHERE i.passage = old.key AND i.side = 0)
        AND day = old.day AND type = old.type AND mode = coalesce(old.mode, '') AND key = old.key;
END;
DROP TABLE lands;

CREATE TRIGGER speakers_sectors AFTER INSERT ON passages WHEN new.kind = 'statement' BEGIN
    UPDATE passages SET sectors = coalesce((SELECT group_concat(json_quote(sector) || ',', '') FROM
        (SELECT DISTINCT c.sector FROM statements s JOIN actor_sectors c ON c.article = s.article AND c.actor = s.speaker
         WHERE s.article = new.article AND s.id = new.id ORDER BY 1)), '') WHERE key = new.key;
END;
CREATE TRIGGER event_actors_sectors AFTER INSERT ON event_actors BEGIN
    UPDATE passages SET sectors = coalesce((SELECT group_concat(json_quote(sector) || ',', '') FROM
        (SELECT DISTINCT c.sector FROM event_actors i JOIN actor_sectors c ON c.article = i.article AND c.actor = i.actor
         WHERE i.article = new.article AND i.event = new.event ORDER BY 1)), '')
    WHERE article = new.article AND kind = 'event' AND id = new.event;
END;

-- What is in the store already.
UPDATE passages SET
    actors = coalesce((SELECT group_concat(json_array(i.name, i.country) || ',', '') FROM parties i
        WHERE i.passage = passages.key AND i.side = iif(passages.kind = 'event', 0, 2)), ''),
    recipients = coalesce((SELECT group_concat(json_array(i.name, i.country) || ',', '') FROM parties i
        WHERE i.passage = passages.key AND i.side = iif(passages.kind = 'event', 1, 3)), ''),
    actor_countries = coalesce((SELECT group_concat(json_quote(country) || ',', '') FROM (SELECT DISTINCT i.country
        FROM parties i WHERE i.passage = passages.key AND i.side = iif(passages.kind = 'event', 0, 2) AND i.country <> '')), ''),
    recipient_countries = coalesce((SELECT group_concat(json_quote(country) || ',', '') FROM (SELECT DISTINCT i.country
        FROM parties i WHERE i.passage = passages.key AND i.side = iif(passages.kind = 'event', 1, 3) AND i.country <> '')), ''),
    sectors = coalesce(iif(kind = 'event',
        (SELECT group_concat(json_quote(sector) || ',', '') FROM (SELECT DISTINCT c.sector FROM event_actors i
         JOIN actor_sectors c ON c.article = i.article AND c.actor = i.actor
         WHERE i.article = passages.article AND i.event = passages.id ORDER BY 1)),
        (SELECT group_concat(json_quote(sector) || ',', '') FROM (SELECT DISTINCT c.sector FROM statements s
         JOIN actor_sectors c ON c.article = s.article AND c.actor = s.speaker
         WHERE s.article = passages.article AND s.id = passages.id ORDER BY 1))), '');

-- The events of a statement with what narrows it, and places as articles name them with what a map shows of them, are
-- read from indexes alone. Indexes that nothing reads any longer go.
DROP INDEX events_attributed;
CREATE INDEX events_attributed ON events (article, attributed_to, type, status, mode);
DROP INDEX events_type;
DROP INDEX events_earliest;
DROP INDEX places_name;
CREATE INDEX places_name ON places (name, lat, lon, country, feature, article);
