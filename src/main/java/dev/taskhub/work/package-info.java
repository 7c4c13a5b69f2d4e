/** Working on tasks in the hub itself: making, changing, finding and claiming them, whichever door asks. */
package dev.taskhub.work;
