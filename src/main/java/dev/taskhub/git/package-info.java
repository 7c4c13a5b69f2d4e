/** What commits say of tasks: which they finish, which they belong to, and which they take back. */
package dev.taskhub.git;
