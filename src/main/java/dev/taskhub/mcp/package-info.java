/** The door for models: the task list over the Model Context Protocol, in its revisions up to 2026-07-28. */
package dev.taskhub.mcp;
