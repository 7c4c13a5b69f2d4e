/** What the subjects say when they cannot start with what an operator has configured, and how it is shown. */
package dev.taskhub.config;
