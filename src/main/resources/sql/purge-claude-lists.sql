-- Forgets todo lists that nobody wrote for a long time.
DELETE FROM claude_list
WHERE container IN (
  SELECT container
  FROM claude_list
  WHERE written_at < :#tombstonesBefore
  LIMIT 1000
)
