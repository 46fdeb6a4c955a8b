-- The first schema: one row a record, beside each article's whole report.
-- Ids of records are unique within their article only; `n` keeps an order that the report has.

CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- the report's id
    uri TEXT,
    outlet TEXT,
    headline TEXT,
    byline TEXT,
    published TEXT,                   -- ISO 8601
    agency TEXT,
    language TEXT,
    text TEXT NOT NULL,               -- the repaired text that all spans index
    words INTEGER NOT NULL,
    coder TEXT NOT NULL,              -- version of onrecord
    models TEXT NOT NULL,             -- JSON: model name to version
    digest TEXT NOT NULL,             -- SHA-256 of the report's JSON line
    report TEXT NOT NULL              -- the report's JSON line, as `onrecord code --format jsonl` prints it
) STRICT;
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_outlet ON articles (outlet);

CREATE TABLE repairs (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    source_start INTEGER NOT NULL, source_end INTEGER NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL,
    PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    country TEXT,
    role TEXT,
    code TEXT,
    links TEXT NOT NULL,              -- JSON: source to identifier
    PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX actors_name ON actors (name);
CREATE INDEX actors_code ON actors (code);

CREATE TABLE actor_sectors (
    article INTEGER NOT NULL, actor TEXT NOT NULL, n INTEGER NOT NULL,
    sector TEXT NOT NULL,
    PRIMARY KEY (article, actor, n),
    FOREIGN KEY (article, actor) REFERENCES actors (article, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL,
    name TEXT, lat REAL, lon REAL, country TEXT,
    feature TEXT NOT NULL,
    part TEXT, relation TEXT, geonames INTEGER, radius_km REAL,
    confidence REAL NOT NULL,
    candidates TEXT NOT NULL,         -- JSON list
    PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_geonames ON places (geonames);

CREATE TABLE mentions (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    actor TEXT,
    place TEXT,
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, actor) REFERENCES actors (article, id),
    FOREIGN KEY (article, place) REFERENCES places (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL, value TEXT NOT NULL,
    earliest TEXT, latest TEXT, mod TEXT,
    PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantities (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL,
    value REAL NOT NULL, high REAL,
    bound TEXT NOT NULL,
    unit TEXT, kind TEXT, currency TEXT,
    of TEXT,
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, of) REFERENCES actors (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    speaker TEXT,
    source_text TEXT NOT NULL, cue_text TEXT NOT NULL, content_text TEXT NOT NULL,
    kind TEXT NOT NULL,
    verb TEXT,
    venue TEXT, venue_place TEXT,
    date TEXT,
    polarity TEXT NOT NULL,
    certainty TEXT NOT NULL,
    within TEXT,
    confidence REAL NOT NULL,
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, speaker) REFERENCES actors (article, id),
    FOREIGN KEY (article, venue_place) REFERENCES places (article, id),
    FOREIGN KEY (article, within) REFERENCES statements (article, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_speaker ON statements (article, speaker);

CREATE TABLE statement_spans (
    article INTEGER NOT NULL, statement TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (article, statement, part, n),
    FOREIGN KEY (article, statement) REFERENCES statements (article, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_addressees (
    article INTEGER NOT NULL, statement TEXT NOT NULL, n INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (article, statement, n),
    FOREIGN KEY (article, statement) REFERENCES statements (article, id) ON DELETE CASCADE,
    FOREIGN KEY (article, actor) REFERENCES actors (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT NOT NULL, mode TEXT, cameo TEXT,
    trigger_text TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    date TEXT, earliest TEXT, latest TEXT,
    place TEXT,
    status TEXT NOT NULL,
    attributed_to TEXT,               -- null: the outlet's own word
    confidence REAL NOT NULL,
    evidence TEXT NOT NULL,           -- JSON
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, place) REFERENCES places (article, id),
    FOREIGN KEY (article, attributed_to) REFERENCES statements (article, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_type ON events (type, status);
CREATE INDEX events_earliest ON events (earliest);

CREATE TABLE event_contexts (
    article INTEGER NOT NULL, event TEXT NOT NULL, n INTEGER NOT NULL,
    context TEXT NOT NULL,
    PRIMARY KEY (article, event, n),
    FOREIGN KEY (article, event) REFERENCES events (article, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE event_actors (
    article INTEGER NOT NULL, event TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    n INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (article, event, side, n),
    FOREIGN KEY (article, event) REFERENCES events (article, id) ON DELETE CASCADE,
    FOREIGN KEY (article, actor) REFERENCES actors (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_quantities (
    article INTEGER NOT NULL, event TEXT NOT NULL, n INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    PRIMARY KEY (article, event, n),
    FOREIGN KEY (article, event) REFERENCES events (article, id) ON DELETE CASCADE,
    FOREIGN KEY (article, quantity) REFERENCES quantities (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_spans (
    article INTEGER NOT NULL, event TEXT NOT NULL, n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (article, event, n),
    FOREIGN KEY (article, event) REFERENCES events (article, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Full text of articles; kept in step by triggers, so that no writer can forget it.
CREATE VIRTUAL TABLE article_words USING fts5 (
    headline, text, content = 'articles', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
    INSERT INTO article_words (rowid, headline, text) VALUES (new.key, new.headline, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
    INSERT INTO article_words (article_words, rowid, headline, text)
    VALUES ('delete', old.key, old.headline, old.text);
END;
