package dev.taskhub.dashboard;

import java.util.List;

/**
 * What the template may name. Numbers and texts are ready to show; a zero, an empty text and an empty list count as
 * false in a section.
 *
 * @param empty whether there is no task at all
 * @param dataAsOf when a task last changed, or empty
 */
record DashboardPage(
        boolean empty,
        String dataAsOf,
        long total,
        Share completed,
        List<Share> statuses,
        List<ProjectPart> projects,
        long moreProjects,
        SprintPart sprint,
        List<AgentLine> agents,
        long moreAgents,
        List<TaskLine> blocked,
        long moreBlocked,
        List<TaskLine> finished) {

    /** @param share percent of all tasks, with one decimal */
    record Share(String label, long tasks, String share) {}

    /**
     * @param day which day of the sprint today is, from 1
     * @param more how many of its tasks have no row
     */
    record SprintPart(
            String first,
            String last,
            int day,
            int length,
            long tasks,
            List<TaskLine> rows,
            long more,
            Burndown burndown) {}

    /**
     * @param share percent of its tasks that are done, with one decimal
     * @param stages with the tasks of no stage at the end
     * @param more how many stages have no row
     */
    record ProjectPart(String name, long done, long tasks, String share, List<StageLine> stages, long more) {}

    record StageLine(String name, String phase, long done, long tasks, String share) {}

    record AgentLine(String name, long open, long inProgress, long blocked, long completed) {}

    record TaskLine(
            String alias,
            String title,
            String status,
            String agent,
            String score,
            String due,
            String finished,
            String reason) {}
}
