-- What analysts say of records: kept apart from them, so that coding an article again loses none.

CREATE TABLE judgements (
    key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, also after an undo
    article TEXT NOT NULL,            -- the report's id; no reference, a judgement outlives the report it was made on
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'event', 'actor', 'place', 'time', 'quantity', 'mention')),
    spans TEXT NOT NULL,              -- JSON: the record's spans when it was judged
    type TEXT NOT NULL,               -- the record's type (event type, kind of statement, ...) when it was judged
    words TEXT NOT NULL,              -- the words at the spans
    was TEXT NOT NULL,                -- JSON: the record as it was judged, ids replaced by names
    verdict TEXT NOT NULL CHECK (verdict IN ('confirm', 'correct', 'reject')),
    note TEXT NOT NULL,
    correction TEXT,                  -- JSON: field to right value
    judge TEXT NOT NULL,
    made TEXT NOT NULL,               -- ISO 8601, UTC
    coder TEXT NOT NULL,              -- version of onrecord that made the record
    record TEXT,                      -- id of the record in the present report; null where none fits any longer
    active INTEGER NOT NULL           -- 1: the newest on its record
) STRICT;
CREATE INDEX judgements_record ON judgements (article, record);
CREATE INDEX judgements_active ON judgements (active, verdict, key);
