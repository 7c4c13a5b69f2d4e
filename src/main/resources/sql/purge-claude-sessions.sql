-- Forgets sessions of Claude Code that nobody has heard of for a long time.
DELETE FROM claude_session
WHERE session_id IN (
  SELECT session_id
  FROM claude_session
  WHERE last_seen_at < :#decisionsBefore
  LIMIT 1000
)
