-- The countries of a pair beside it, so that actors of one name are told apart without looking them up.
ALTER TABLE dyads ADD COLUMN actor_country TEXT;      -- '' where none
ALTER TABLE dyads ADD COLUMN recipient_country TEXT;
UPDATE dyads SET
    actor_country = (SELECT p.country FROM parties p WHERE p.passage = dyads.key AND p.side = 0 AND p.name = dyads.actor),
    recipient_country = (SELECT p.country FROM parties p WHERE p.passage = dyads.key AND p.side = 1 AND p.name = dyads.recipient);
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
    INSERT OR IGNORE INTO dyads (actor, recipient, day, type, mode, key, status, actor_country, recipient_country)
    SELECT iif(new.side = 0, new.name, i.name), iif(new.side = 0, i.name, new.name), w.day, w.type, coalesce(w.mode, ''),
        w.key, w.status, iif(new.side = 0, new.country, i.country), iif(new.side = 0, i.country, new.country)
    FROM parties i JOIN passages w ON w.key = i.passage
    WHERE new.side IN (0, 1) AND i.passage = new.passage AND i.side = 1 - new.side;
END;
