CREATE INDEX proposal_by_newer_task ON proposal (newer_task);
