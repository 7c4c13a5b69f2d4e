package dev.taskhub.claude.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "we|i still? need to ...     # We still need to add an index, soon.  # add an index, soon.",
                "we|i still? need to ...     # So I need to go                       # go",
                "todo : ...                  # TODO: drop `a b` and \"c\"            # drop `a b` and \"c\"",
                "... in a follow-up          # Cache it in a follow-up change        # Cache it",
                "leave ... for another day   # let's leave the docs for another day  # the docs",
                "leave ... for *day          # leave the docs for someday            # the docs",
                "before * release we ...     # before the next big release we sign   # sign",
                "deploy*                     # Run the deployment                    # Run the deployment",
                "*ed                         # It worked                             # It worked",
                "^ later                     # Later it runs                         # Later it runs",
                "don't ...                   # Don’t forget it                       # forget it"
            })
    void namesTheWork(String phrase, String sentence, String work) {
        var said = Sentence.of(sentence).get(0);
        var span = Phrase.of(phrase).in(said).orElseThrow();

        assertThat(said.text().substring(said.words().get(span.start()).start()))
                .startsWith(work)
                .matches(rest -> span.end() == said.words().size() || rest.startsWith(work + " "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "todo : ...          # the todo list",
                "todo : ...          # TODO:",
                "we need to ...      # we `need` to go",
                "we need to ...      # they wrote \"we need to go\"",
                "we need to ...      # they wrote 'we need to go'",
                "^ later             # see you later",
                "todo                # todos",
                "*ed                 # ed",
                "a * b               # a 1 2 3 4 b"
            })
    void doesNotStandIn(String phrase, String sentence) {
        assertThat(Phrase.of(phrase).isIn(Sentence.of(sentence).get(0))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "...            # holds no word that must be there",
                "* maybe?       # holds no word that must be there",
                "^              # holds no word that must be there",
                "a ... b ...    # more than once",
                "* a *          # more than once",
                "a||b           # has an empty choice in \"a||b\"",
                "a|* b          # is no word",
                "a ^ b          # is no word",
                "a*b            # is no word",
                "a b c d e f g h i j k l m # has more than 12 words"
            })
    void refusesWhatCannotBeMeant(String phrase, String problem) {
        assertThatThrownBy(() -> Phrase.of(phrase))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
