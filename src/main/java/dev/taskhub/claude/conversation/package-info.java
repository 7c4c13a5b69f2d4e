/** Finds work that somebody named in a conversation with Claude Code and that nobody has done yet. */
package dev.taskhub.claude.conversation;
