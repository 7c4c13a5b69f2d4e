/**
 * The order of work above the tasks: plans, which the hub and Convex call projects, their phases, and the phases' stages. They
 * are AirTable's alone; the hub reads them, gives each task the project of its stage, and shows their names.
 */
package dev.taskhub.plan;
