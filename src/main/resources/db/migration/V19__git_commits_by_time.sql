-- So that those that were told of long ago are found.
CREATE INDEX git_commit_by_time ON git_commit (at);
