-- Events that several reports tell: each is joined to the report of it that came first; no record is changed.

-- Event (by its passage) -> the one that tells the same first. What nobody told before is absent.
CREATE TABLE merged (
    key INTEGER PRIMARY KEY REFERENCES passages (key) ON DELETE CASCADE,
    leader INTEGER NOT NULL,          -- itself absent here
    shared TEXT NOT NULL              -- JSON list: what the two share
) STRICT;
CREATE INDEX merged_leader ON merged (leader);

-- Events that were not compared yet; opening the store for writing does it.
CREATE TABLE unmerged (key INTEGER PRIMARY KEY REFERENCES passages (key) ON DELETE CASCADE) STRICT;
INSERT INTO unmerged (key) SELECT key FROM passages WHERE kind = 'event';
