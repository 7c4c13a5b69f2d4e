-- What was sent to a system and has not been answered yet, column to value: an echo of it is no news.
ALTER TABLE link ADD COLUMN sent TEXT;
