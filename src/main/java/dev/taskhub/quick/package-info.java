/** A task written as one line: what somebody types when a form is too much. */
package dev.taskhub.quick;
