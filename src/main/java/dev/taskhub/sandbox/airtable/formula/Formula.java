package dev.taskhub.sandbox.airtable.formula;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A parsed formula. Values are {@code null} (blank), {@code Boolean}, {@code Double}, {@code String}, {@code Instant} and
 * {@code List} of these.
 */
public final class Formula {

    /** One record, as a formula sees it. */
    public interface Record {

        String id();

        Instant created();

        /** When one of these fields last changed, any field when the list is empty; {@code null} for never. */
        Instant modified(List<String> fieldIds);

        /** The value of a field's cell, {@code null} when empty. */
        Object cell(String fieldId);
    }

    /** One node of the parsed formula. */
    interface Expression {
        Object of(Record row);
    }

    record Literal(Object value) implements Expression {
        @Override
        public Object of(Record row) {
            return value;
        }
    }

    record FieldReference(String fieldId) implements Expression {
        @Override
        public Object of(Record row) {
            return row.cell(fieldId);
        }
    }

    private final Expression root;

    private Formula(Expression root) {
        this.root = root;
    }

    /**
     * Parses {@code text}.
     *
     * @param fieldId finds a field's id by its name or id, {@code null} when there is none
     * @param now what {@code NOW()} and {@code TODAY()} give, in UTC
     * @throws InvalidFormula when it is not one
     */
    public static Formula parse(String text, UnaryOperator<String> fieldId, Instant now) {
        return new Formula(
                new FormulaParser(Token.split(text), fieldId, new Functions(Objects.requireNonNull(now))).parse());
    }

    /** Whether a filter with this formula keeps {@code row}: the value is none of 0, false, "", NaN, [] and an error. */
    public boolean keeps(Record row) {
        try {
            return Values.truthy(root.of(row));
        } catch (FormulaError error) {
            return false;
        }
    }
}
