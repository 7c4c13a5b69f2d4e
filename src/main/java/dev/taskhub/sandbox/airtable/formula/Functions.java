package dev.taskhub.sandbox.airtable.formula;

import dev.taskhub.sandbox.airtable.formula.Formula.Expression;
import dev.taskhub.sandbox.airtable.formula.Formula.FieldReference;
import dev.taskhub.sandbox.airtable.formula.Formula.Literal;
import dev.taskhub.sandbox.airtable.formula.Formula.Record;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The operators and functions, by name. Those about dates are in {@link DateFunctions}. */
final class Functions {

    private record Definition(int fewest, int most, Function<List<Expression>, Expression> builder) {}

    private static final int MANY = Integer.MAX_VALUE;

    private final Map<String, Definition> definitions = new HashMap<>();

    Functions(Instant now) {
        logic();
        text();
        dates(now);
    }

    /** The call of a function, whose name is in upper case. */
    Expression call(String name, List<Expression> arguments) {
        Definition definition = definitions.get(name);
        if (definition == null || arguments.size() < definition.fewest || arguments.size() > definition.most) {
            throw InvalidFormula.syntax();
        }
        return definition.builder.apply(arguments);
    }

    static Expression operator(String operator, Expression left, Expression right) {
        return switch (operator) {
            case "=" -> row -> Values.same(left.of(row), right.of(row));
            case "!=" -> row -> !Values.same(left.of(row), right.of(row));
            case "<" -> row -> Values.compare(left.of(row), right.of(row)) < 0;
            case "<=" -> row -> Values.compare(left.of(row), right.of(row)) <= 0;
            case ">" -> row -> Values.compare(left.of(row), right.of(row)) > 0;
            case ">=" -> row -> Values.compare(left.of(row), right.of(row)) >= 0;
            case "&" -> row -> Values.text(left.of(row)) + Values.text(right.of(row));
            case "+" -> row -> Values.number(left.of(row)) + Values.number(right.of(row));
            case "-" -> row -> Values.number(left.of(row)) - Values.number(right.of(row));
            case "*" -> row -> Values.number(left.of(row)) * Values.number(right.of(row));
            case "/" -> row -> Values.number(left.of(row)) / Values.number(right.of(row));
            default -> throw InvalidFormula.syntax();
        };
    }

    private void logic() {
        define("TRUE", 0, 0, arguments -> new Literal(true));
        define("FALSE", 0, 0, arguments -> new Literal(false));
        define("BLANK", 0, 0, arguments -> new Literal(null));
        define("AND", 1, MANY, all -> row -> {
            for (Expression one : all) {
                if (!Values.truthy(one.of(row))) {
                    return false;
                }
            }
            return true;
        });
        define("OR", 1, MANY, all -> row -> {
            for (Expression one : all) {
                if (Values.truthy(one.of(row))) {
                    return true;
                }
            }
            return false;
        });
        define(
                "XOR",
                1,
                MANY,
                all -> row ->
                        all.stream().filter(one -> Values.truthy(one.of(row))).count() % 2 == 1);
        define("NOT", 1, 1, a -> row -> !Values.truthy(a.get(0).of(row)));
        define("IF", 2, 3, a -> row -> {
            if (Values.truthy(a.get(0).of(row))) {
                return a.get(1).of(row);
            }
            return a.size() == 3 ? a.get(2).of(row) : null;
        });
        define("SWITCH", 3, MANY, a -> row -> chosen(a, row));
    }

    /** {@code SWITCH(value, case, result, case, result, ..., otherwise)}. */
    private static Object chosen(List<Expression> arguments, Record row) {
        Object value = arguments.get(0).of(row);
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            if (Values.same(value, arguments.get(i).of(row))) {
                return arguments.get(i + 1).of(row);
            }
        }
        return arguments.size() % 2 == 0 ? arguments.get(arguments.size() - 1).of(row) : null;
    }

    private void text() {
        define("RECORD_ID", 0, 0, a -> Record::id);
        define("LOWER", 1, 1, a -> row -> Values.text(a.get(0).of(row)).toLowerCase(Locale.ROOT));
        define("UPPER", 1, 1, a -> row -> Values.text(a.get(0).of(row)).toUpperCase(Locale.ROOT));
        define("TRIM", 1, 1, a -> row -> Values.text(a.get(0).of(row)).strip());
        define("LEN", 1, 1, a -> row -> (double) Values.text(a.get(0).of(row)).length());
        define("VALUE", 1, 1, a -> row -> Values.number(a.get(0).of(row)));
        define(
                "CONCATENATE",
                1,
                MANY,
                a -> row -> a.stream().map(one -> Values.text(one.of(row))).collect(Collectors.joining()));
        define(
                "ARRAYJOIN",
                1,
                2,
                a -> row -> joined(a.get(0).of(row), a.size() == 2 ? a.get(1).of(row) : ", "));
        define("FIND", 2, 3, a -> row -> (double) position(a, row, false));
        define("SEARCH", 2, 3, a -> row -> {
            int position = position(a, row, true);
            return position == 0 ? null : (Object) (double) position;
        });
        define(
                "REGEX_MATCH",
                2,
                2,
                a -> row -> pattern(Values.text(a.get(1).of(row)))
                        .matcher(Values.text(a.get(0).of(row)))
                        .find());
    }

    private static String joined(Object value, Object separator) {
        if (value instanceof List<?> list) {
            return list.stream().map(Values::text).collect(Collectors.joining(Values.text(separator)));
        }
        return Values.text(value);
    }

    /** From 1, or 0 when absent. */
    private static int position(List<Expression> arguments, Record row, boolean ignoreCase) {
        String wanted = Values.text(arguments.get(0).of(row));
        String text = Values.text(arguments.get(1).of(row));
        int from = arguments.size() == 3 ? (int) Values.number(arguments.get(2).of(row)) - 1 : 0;
        if (ignoreCase) {
            return text.toLowerCase(Locale.ROOT).indexOf(wanted.toLowerCase(Locale.ROOT), from) + 1;
        }
        return text.indexOf(wanted, from) + 1;
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new FormulaError("not a regular expression: " + text);
        }
    }

    private void dates(Instant now) {
        define("NOW", 0, 0, a -> new Literal(now));
        define("TODAY", 0, 0, a -> new Literal(now.truncatedTo(ChronoUnit.DAYS)));
        define("CREATED_TIME", 0, 0, a -> Record::created);
        define("LAST_MODIFIED_TIME", 0, MANY, Functions::lastModified);
        define("IS_AFTER", 2, 2, a -> DateFunctions.ordered(a.get(1), a.get(0)));
        define("IS_BEFORE", 2, 2, a -> DateFunctions.ordered(a.get(0), a.get(1)));
        define("IS_SAME", 2, 3, DateFunctions::same);
        define("DATETIME_DIFF", 2, 3, DateFunctions::difference);
        define("DATEADD", 3, 3, DateFunctions::plus);
        define("DATETIME_PARSE", 1, 3, DateFunctions::parsed);
        define("DATETIME_FORMAT", 1, 2, DateFunctions::formatted);
    }

    private static Expression lastModified(List<Expression> arguments) {
        List<String> fieldIds = arguments.stream()
                .map(argument -> {
                    if (argument instanceof FieldReference field) {
                        return field.fieldId();
                    }
                    throw InvalidFormula.syntax();
                })
                .collect(Collectors.toList());
        return row -> row.modified(fieldIds);
    }

    private void define(String name, int fewest, int most, Function<List<Expression>, Expression> builder) {
        definitions.put(name, new Definition(fewest, most, builder));
    }
}
