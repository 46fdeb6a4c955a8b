-- Pairs by the one acted on, for the counterparts of an actor.
CREATE INDEX pairs_recipient ON pairs (recipient, actor);
