-- Whether a person has agreed to deletions that no listing has carried out yet: one row if so.
SELECT external_id
FROM held_deletion
WHERE system = 'airtable' AND agreed_by IS NOT NULL
LIMIT 1
