package dev.taskhub.sandbox.airtable.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One word of a formula; the text of strings and field names is without its quotes and escapes. */
record Token(Kind kind, String text) {

    enum Kind {
        NUMBER,
        STRING,
        FIELD,
        NAME,
        SYMBOL,
        END
    }

    private static final Pattern WORD = Pattern.compile(
            """
            \\s*(?:
            (?<number>\\d+(?:\\.\\d+)?|\\.\\d+)
            |'(?<single>(?:[^'\\\\]|\\\\.)*+)'
            |"(?<double>(?:[^"\\\\]|\\\\.)*+)"
            |\\{(?<field>(?:[^}\\\\]|\\\\.)*+)}
            |(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)
            |(?<symbol><=|>=|!=|[-+*/&=<>(),])
            |(?<end>\\z)
            )""",
            Pattern.COMMENTS | Pattern.DOTALL);

    static List<Token> split(String text) {
        var tokens = new ArrayList<Token>();
        Matcher matcher = WORD.matcher(text);
        int from = 0;
        while (tokens.isEmpty() || tokens.get(tokens.size() - 1).kind != Kind.END) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw InvalidFormula.syntax();
            }
            tokens.add(of(matcher));
            from = matcher.end();
        }
        return tokens;
    }

    private static Token of(Matcher matcher) {
        if (matcher.group("number") != null) {
            return new Token(Kind.NUMBER, matcher.group("number"));
        } else if (matcher.group("single") != null) {
            return new Token(Kind.STRING, unescaped(matcher.group("single")));
        } else if (matcher.group("double") != null) {
            return new Token(Kind.STRING, unescaped(matcher.group("double")));
        } else if (matcher.group("field") != null) {
            return new Token(Kind.FIELD, unescaped(matcher.group("field")));
        } else if (matcher.group("name") != null) {
            return new Token(Kind.NAME, matcher.group("name"));
        } else if (matcher.group("symbol") != null) {
            return new Token(Kind.SYMBOL, matcher.group("symbol"));
        }
        return new Token(Kind.END, "");
    }

    private static String unescaped(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        var text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char character = quoted.charAt(i);
            if (character != '\\') {
                text.append(character);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }

    boolean isSymbol(Set<String> symbols) {
        return kind == Kind.SYMBOL && symbols.contains(text);
    }
}
