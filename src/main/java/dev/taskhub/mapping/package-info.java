/**
 * How a task's fields and an outside system's columns become one another: declared once per system in
 * {@code config/<system>.yaml} and read in both directions.
 *
 * <p>Values of a system are plain JSON ({@code String}, {@code Double}, {@code Boolean}, {@code List}, {@code Map}) in
 * one <em>normal form</em>, in which equal contents are equal objects: empty is {@code null}, numbers are rounded,
 * times have one spelling, lists are sorted and without repeats. Two laws hold for every field, so that nothing echoes:
 * what was written and is read back is no change, and what was read and is written back is no write.
 */
package dev.taskhub.mapping;
