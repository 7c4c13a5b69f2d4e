package dev.taskhub.sandbox;

import java.nio.file.Path;

/** Journals for tests of the remotes. */
public final class SandboxJournals {

    private SandboxJournals() {}

    public static SandboxJournal forgetful() {
        return new Forgetful();
    }

    public static SandboxJournal in(Path file) {
        return new FileJournal(file);
    }
}
