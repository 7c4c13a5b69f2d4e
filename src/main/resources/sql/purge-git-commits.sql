-- Forgets commits that were told of so long ago that nobody tells of them again.
DELETE FROM git_commit
WHERE hash IN (
  SELECT hash
  FROM git_commit
  WHERE at < :#decisionsBefore
  LIMIT 1000
)
