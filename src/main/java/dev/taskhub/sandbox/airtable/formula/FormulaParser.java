package dev.taskhub.sandbox.airtable.formula;

import dev.taskhub.sandbox.airtable.formula.Formula.Expression;
import dev.taskhub.sandbox.airtable.formula.Formula.FieldReference;
import dev.taskhub.sandbox.airtable.formula.Formula.Literal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Recursive descent; from weak to strong: comparison, {@code &}, {@code + -}, {@code * /}, sign. */
final class FormulaParser {

    private static final int DEEPEST = 200;

    private final List<Token> tokens;
    private final UnaryOperator<String> fieldId;
    private final Functions functions;
    private final Set<String> unknownFields = new LinkedHashSet<>();
    private int position;
    private int depth;

    FormulaParser(List<Token> tokens, UnaryOperator<String> fieldId, Functions functions) {
        this.tokens = tokens;
        this.fieldId = fieldId;
        this.functions = functions;
    }

    Expression parse() {
        Expression expression = comparison();
        if (peek().kind() != Token.Kind.END) {
            throw InvalidFormula.syntax();
        }
        if (!unknownFields.isEmpty()) {
            throw new InvalidFormula("Unknown field names: " + String.join(", ", unknownFields));
        }
        return expression;
    }

    private Expression comparison() {
        if (++depth > DEEPEST) {
            throw InvalidFormula.syntax();
        }
        Expression expression = chain(
                Set.of("=", "!=", "<", "<=", ">", ">="),
                () -> chain(Set.of("&"), () -> chain(Set.of("+", "-"), () -> chain(Set.of("*", "/"), this::signed))));
        depth--;
        return expression;
    }

    private Expression chain(Set<String> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (peek().isSymbol(operators)) {
            String operator = next().text();
            left = Functions.operator(operator, left, operand.get());
        }
        return left;
    }

    private Expression signed() {
        int minuses = 0;
        while (peek().isSymbol(Set.of("-", "+"))) {
            minuses += next().text().equals("-") ? 1 : 0;
        }
        Expression operand = primary();
        return minuses % 2 == 0 ? operand : row -> -Values.number(operand.of(row));
    }

    private Expression primary() {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> new Literal(Double.valueOf(token.text()));
            case STRING -> new Literal(token.text());
            case FIELD -> field(token.text());
            case NAME -> peek().isSymbol(Set.of("(")) ? call(token.text()) : field(token.text());
            case SYMBOL -> {
                if (!token.text().equals("(")) {
                    throw InvalidFormula.syntax();
                }
                Expression inner = comparison();
                expect(")");
                yield inner;
            }
            case END -> throw InvalidFormula.syntax();
        };
    }

    private Expression field(String name) {
        String id = fieldId.apply(name);
        if (id == null) {
            unknownFields.add(name.toLowerCase(Locale.ROOT));
        }
        return new FieldReference(id);
    }

    private Expression call(String name) {
        expect("(");
        var arguments = new ArrayList<Expression>();
        if (!peek().isSymbol(Set.of(")"))) {
            arguments.add(comparison());
            while (peek().isSymbol(Set.of(","))) {
                next();
                arguments.add(comparison());
            }
        }
        expect(")");
        return functions.call(name.toUpperCase(Locale.ROOT), arguments);
    }

    private void expect(String symbol) {
        if (!next().isSymbol(Set.of(symbol))) {
            throw InvalidFormula.syntax();
        }
    }

    private Token peek() {
        return tokens.get(position);
    }

    private Token next() {
        Token token = tokens.get(position);
        // END stays, so that looking past it is impossible
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }
}
