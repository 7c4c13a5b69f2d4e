package dev.taskhub.sync;

import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/** The scenarios of {@link FirstContactConvergenceTest} at the number that a release asks for. */
@Tag("release")
@PropertyDefaults(tries = 20_000)
class FirstContactConvergenceReleaseTest extends FirstContactConvergenceTest {}
