-- Actors of one name in several countries, so that lists, networks and tables tell them apart; and the way from an
-- identifier to the names that have it.

-- Countries that the parties of a name are of ('' for none), with how many are. Triggers keep it in step.
CREATE TABLE bearers (
    name INTEGER NOT NULL REFERENCES names (key),
    country TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (name, country)
) STRICT, WITHOUT ROWID;
-- Names that actors of several countries bear.
CREATE VIEW shared_names AS
    SELECT n.key, n.name FROM names n WHERE n.key IN (SELECT b.name FROM bearers b WHERE b.country <> '' GROUP BY 1 HAVING count(*) > 1);
CREATE TRIGGER bearers_counted AFTER INSERT ON parties BEGIN
    INSERT INTO bearers (name, country, n) VALUES (new.name, new.country, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER bearers_uncounted AFTER DELETE ON parties BEGIN
    UPDATE bearers SET n = n - 1 WHERE name = old.name AND country = old.country;
    DELETE FROM bearers WHERE name = old.name AND country = old.country AND n = 0;
END;
INSERT INTO bearers (name, country, n) SELECT name, country, count(*) FROM parties GROUP BY 1, 2;

-- Those who are captured in one report and arrested in another are compared from now on.
INSERT OR IGNORE INTO unmerged (key) SELECT key FROM passages WHERE kind = 'event' AND type IN ('ASSAULT', 'COERCE');

CREATE INDEX actors_wikidata ON actors (json_extract(links, '$.wikidata')) WHERE json_extract(links, '$.wikidata') IS NOT NULL;
