-- The todo lists that were written into the container lately, as RecentLists keeps them.
ALTER TABLE claude_list ADD COLUMN recent TEXT;
