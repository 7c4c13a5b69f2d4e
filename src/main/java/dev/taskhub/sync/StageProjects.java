package dev.taskhub.sync;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Knows which projects the stages of tasks belong to. */
public interface StageProjects {

    /** By stage, for those of these that are known, the project it belongs to; the empty text for none. */
    Map<String, String> of(Collection<String> stageIds);

    /** Those of these projects that stages can belong to: all others were named by somebody else. */
    Set<String> known(Collection<String> projectIds);
}
