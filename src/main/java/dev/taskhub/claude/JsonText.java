package dev.taskhub.claude;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads bytes as one strict JSON document, and says the exact line and column where they are none. */
final class JsonText {

    private static final String NOT_WHOLE =
            "The file was cut off or is still being written: write it beside the inbox, move it in whole.";
    private static final String NOT_JSON = "Mend the JSON there and drop the file again.";
    private static final int MAX_DEPTH = 100;
    private static final int MAX_SHOWN = 60;

    // Without canonical names no foreign property name stays in memory, and names made to collide cost nothing.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .build();

    private JsonText() {}

    /** @throws InvalidTodoFile when the bytes are not one JSON document in UTF-8 */
    static JsonNode parse(byte[] bytes) {
        String text = decode(bytes);
        if (text.isBlank()) {
            throw new IncompleteTodoFile(
                    "the file is empty", "To clear a list, write []; to take tasks up, write the todo list into it.");
        }
        try (var parser = MAPPER.createParser(text)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw new InvalidTodoFile(
                        at(parser.currentTokenLocation()) + "more text after the end of the list",
                        "Put one todo list into a file.");
            }
            return tree;
        } catch (JsonEOFException e) {
            throw new IncompleteTodoFile(at(e.getLocation()) + "the JSON ends too early", NOT_WHOLE);
        } catch (JsonProcessingException e) {
            throw new InvalidTodoFile(at(e.getLocation()) + "not JSON: " + e.getOriginalMessage(), NOT_JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** A value's kind in words that fit after "is". */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    /** Foreign text in one line, in quotes, cut when it is long. */
    static String quoted(String text) {
        return TextNode.valueOf(text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text)
                .toString();
    }

    /** Why a value is not text of at most {@code maxLength} characters that every store can hold; {@code null} if it is. */
    static String fault(JsonNode value, int maxLength) {
        if (!value.isTextual()) {
            return "is " + kind(value) + ", not text";
        }
        String text = value.textValue();
        if (text.length() > maxLength) {
            return String.format(
                    Locale.ROOT, "has %,d characters, more than the %,d allowed", text.length(), maxLength);
        }
        // PostgreSQL takes no U+0000, and half a surrogate pair has no UTF-8 form: it would come back changed.
        return text.codePoints()
                .filter(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
                .mapToObj(c -> String.format("holds U+%04X, which cannot be stored", c))
                .findFirst()
                .orElse(null);
    }

    /** The text of {@code bytes} without a byte order mark. */
    private static String decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            String place = "line " + line + ", column " + (text.length() - text.lastIndexOf('\n')) + ": ";
            if (result.length() == in.remaining()) {
                throw new IncompleteTodoFile(place + "the file ends in the middle of a character", NOT_WHOLE);
            }
            throw new InvalidTodoFile(
                    place + String.format("byte 0x%02X is not UTF-8", in.get() & 0xFF),
                    "Save the file as UTF-8 and drop it again.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
