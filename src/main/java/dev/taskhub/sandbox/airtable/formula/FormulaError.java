package dev.taskhub.sandbox.airtable.formula;

/** A value that AirTable would show as {@code #ERROR!}. */
final class FormulaError extends RuntimeException {

    FormulaError(String message) {
        super(message, null, false, false);
    }
}
