package dev.taskhub.sync;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/** The cases of {@link MergeLawsTest} at the number that a release asks for. */
@Tag("release")
@PropertyDefaults(tries = 400_000, edgeCases = EdgeCasesMode.NONE)
class MergeLawsReleaseTest extends MergeLawsTest {}
