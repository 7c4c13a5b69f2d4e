package dev.taskhub.sandbox.airtable.formula;

/** The text is no formula, or names fields that do not exist; the message ends AirTable's own error message. */
public final class InvalidFormula extends RuntimeException {

    InvalidFormula(String message) {
        super(message);
    }

    static InvalidFormula syntax() {
        return new InvalidFormula("Invalid formula. Please check your formula text.");
    }
}
