package dev.taskhub.comment;

import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/** The scenarios of {@link ConvergenceTest} at the number that a release asks for. */
@Tag("release")
@PropertyDefaults(tries = 40_000)
class CommentConvergenceReleaseTest extends CommentConvergenceTest {}
