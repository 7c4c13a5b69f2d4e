package dev.taskhub.sync;

import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/** The scenarios of {@link ConvergenceTest} at the number that a release asks for. */
@Tag("release")
@PropertyDefaults(tries = 100_000)
class ConvergenceReleaseTest extends ConvergenceTest {}
