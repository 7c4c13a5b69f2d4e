/** The commands that a person types into Claude Code: {@code /task next}, {@code /task add ...}. No model is asked. */
package dev.taskhub.claude.command;
