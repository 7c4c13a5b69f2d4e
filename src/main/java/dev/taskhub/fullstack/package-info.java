/** The fullstack-convex app as it is, behind the same door as Convex's sync kit: reading by comparison, writing as a user. */
package dev.taskhub.fullstack;
