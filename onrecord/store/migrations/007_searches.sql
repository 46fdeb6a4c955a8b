-- Searches that analysts keep under a name.

CREATE TABLE searches (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('events', 'statements', 'articles')),
    filters TEXT NOT NULL,            -- JSON: facet to value, as an address writes them
    made TEXT NOT NULL                -- ISO 8601, UTC
) STRICT;
