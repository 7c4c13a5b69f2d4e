/** The part of AirTable's formula language that {@code filterByFormula} of the sandbox understands. */
package dev.taskhub.sandbox.airtable.formula;
