/** The time that was spent on tasks: logged by hand, measured by their status, or told by a system. */
package dev.taskhub.time;
