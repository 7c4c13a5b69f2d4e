package dev.taskhub.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class PushReaderTest {

    private static final String OLD = "1".repeat(40);
    private static final String NEW = "2".repeat(40);

    private final PushReader reader =
            new PushReader(new GitSettings("s", List.of("main", "trunk"), DataSize.ofMegabytes(1)));

    @Test
    void readsWhatAPostCommitHookTells() {
        Push push = reader.ofHook(
                """
                {"event": "commit", "repository": "git@github.com:anna/shop.git", "branch": "trunk", "commits": [
                  {"hash": "%s", "parents": ["a", "b"], "author": "Anna", "email": "anna@example.org",
                   "time": "2026-01-05T12:00:00Z", "message": "Merge", "files": [{"status": "M", "path": "x"}]}]}"""
                        .formatted(NEW)
                        .getBytes(UTF_8));

        assertThat(push)
                .isEqualTo(new Push(
                        "anna/shop",
                        "trunk",
                        true,
                        List.of(new Commit(NEW, "Anna", "Merge", true, true, null)),
                        List.of()));
        assertThat(reader.read(reader.write(push))).isEqualTo(push);
    }

    @Test
    void readsWhatAPostRewriteHookTells() {
        Push push = reader.ofHook(
                """
                {"event": "rewrite", "repository": "shop", "branch": null, "commits": [],
                 "rewritten": [{"old": "%s", "new": "%s"}]}"""
                        .formatted(OLD, NEW)
                        .getBytes(UTF_8));

        assertThat(push.rewritten()).containsExactly(new Push.Rewritten(OLD, NEW));
        assertThat(push.onDefault()).isFalse();
        assertThat(reader.read(reader.write(push))).isEqualTo(push);
    }

    @Test
    void readsWhatGithubTellsOfCommitsOnABranch() {
        assertThat(reader.ofGithub(github("refs/heads/develop", "\"distinct\": false,")))
                .contains(new Push(
                        "anna/shop",
                        "develop",
                        true,
                        List.of(new Commit(
                                NEW, "Anna", "Fixes T-1", false, false, "https://github.com/anna/shop/commit/" + NEW)),
                        List.of()));
        assertThat(reader.ofGithub(github("refs/tags/v1", ""))).isEmpty();
        assertThat(reader.ofGithub(
                        "{\"ref\": \"refs/heads/gone\", \"deleted\": true, \"commits\": []}".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payload=%7B%7D | the body is not a JSON object",
                "[] | the body is not a JSON object",
                "{} | event is missing, or no text",
                "{\"event\": \"push\"} | event \"push\" is not one of commit, rewrite",
                "{\"event\": \"commit\"} | repository is missing, or no text",
                "{\"event\": \"commit\", \"repository\": \"x\", \"commits\": {}} | commits is not a list",
                "{\"event\": \"commit\", \"repository\": \"x\", \"commits\": [{}]} | commits[0].hash is missing",
                "{\"event\": \"rewrite\", \"repository\": \"x\", \"rewritten\": [{\"old\": \"12\"}]}"
                        + " | rewritten[0].old is no whole hash"
            })
    void saysWhatIsWrong(String body, String message) {
        assertThatThrownBy(() -> reader.ofHook(body.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "anna/shop, anna/shop",
        "shop, shop",
        "git@github.com:anna/shop.git, anna/shop",
        "https://anna:secret@github.com/anna/shop.git, anna/shop",
        "ssh://git@host:22/group/sub/shop, group/sub/shop",
        "https://github.com/anna/shop?token=secret, anna/shop",
        "/home/anna/shop/, shop",
        "/home/anna/shop/.git, shop",
        "C:\\work\\shop, shop",
        "file:///home/anna/shop.git, shop",
        "a b\u001B[0m, a_b__0m"
    })
    void namesARepositoryWithoutItsPlaceAndCredentials(String told, String name) {
        assertThat(PushReader.repository(told)).isEqualTo(name);
    }

    private static byte[] github(String ref, String more) {
        return """
                {"ref": "%s", "repository": {"full_name": "anna/shop", "default_branch": "develop"}, "commits": [
                  {"id": "%s", %s "message": "Fixes T-1", "timestamp": "2026-01-05T12:00:00+01:00",
                   "url": "https://github.com/anna/shop/commit/%2$s", "author": {"name": "Anna", "email": "a@example.org"}}]}"""
                .formatted(ref, NEW, more)
                .getBytes(UTF_8);
    }
}
