package dev.taskhub.mapping;

import dev.taskhub.task.TaskField;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the options of one field's column and refuses, with the line, what contradicts itself. */
final class ColumnReader {

    private static final int MAX_SCALE = 8;

    private final Section section;
    private final TaskField field;
    private final Access access;
    private final People people;

    ColumnReader(Section section, TaskField field, Access access, People people) {
        this.section = section;
        this.field = field;
        this.access = access;
        this.people = people;
    }

    Column read(ColumnType type) {
        return switch (type) {
            case TEXT -> new TextColumn();
            case NUMBER -> number();
            case SELECT -> select();
            case NUMBER_SELECT -> numberSelect();
            case CHECKBOX -> checkbox();
            case DATE -> TimeColumn.DATE;
            case DATETIME -> TimeColumn.DATETIME;
            case MILLIS -> TimeColumn.MILLIS;
            case MULTI_SELECT, STRINGS -> new ListColumn(false);
            case LINK -> new ListColumn(field.kind() == TaskField.Kind.TEXT);
            case COMMA_LIST -> new CommaListColumn();
            case COLLABORATOR -> collaborator();
            case ATTACHMENT -> attachment();
        };
    }

    private Column number() {
        int scale = section.text("scale").map(this::scale).orElse(NumberColumn.UNROUNDED);
        return new NumberColumn(scale);
    }

    private int scale(String text) {
        if (!text.matches("[0-" + MAX_SCALE + "]")) {
            throw section.invalid(
                    "scale", "scale \"%s\" is not a number of decimals; write 0 to %d".formatted(text, MAX_SCALE));
        }
        return Integer.parseInt(text);
    }

    private Column select() {
        Section values = section.requiredSection("values");
        var nameByChoice = new LinkedHashMap<String, String>();
        var nameByFold = new HashMap<String, String>();
        for (String choice : values.names()) {
            checkChoice(values, choice, choice);
            String name = values.requiredText(choice);
            String before = nameByFold.putIfAbsent(SelectColumn.fold(name), name);
            if (before != null && !before.equals(name)) {
                throw values.invalid(
                        choice,
                        "\"%s\" and \"%s\" differ in case or blanks only; spell both the same".formatted(name, before));
            }
            nameByChoice.put(choice, name);
        }
        requireAllChoices(nameByChoice);
        return new SelectColumn(nameByChoice, alsoRead(nameByFold));
    }

    private Column numberSelect() {
        Section values = section.requiredSection("values");
        var numberByChoice = new LinkedHashMap<String, Double>();
        for (String choice : values.names()) {
            checkChoice(values, choice, choice);
            String number = values.requiredText(choice);
            if (!number.matches("-?\\d{1,9}(\\.\\d{1,6})?")) {
                throw values.invalid(choice, "\"" + number + "\" is not a number such as 0 or 1.5");
            }
            numberByChoice.put(choice, Double.valueOf(number) + 0.0);
        }
        requireAllChoices(numberByChoice);
        return new NumberSelectColumn(numberByChoice);
    }

    private void requireAllChoices(Map<String, ?> valueByChoice) {
        for (String choice : field.choices()) {
            if (!valueByChoice.containsKey(choice)) {
                throw section.invalid(
                        "values",
                        "%s \"%s\" has no value; add \"%s: ...\" (several may share one)"
                                .formatted(field.jsonName(), choice, choice));
            }
        }
    }

    private Map<String, String> alsoRead(Map<String, String> nameByFold) {
        var alsoRead = new LinkedHashMap<String, String>();
        section.section("alsoRead").ifPresent(entries -> {
            for (String name : entries.names()) {
                String choice = entries.requiredText(name);
                checkChoice(entries, name, choice);
                String before = nameByFold.putIfAbsent(SelectColumn.fold(name), name);
                if (before != null) {
                    throw entries.invalid(
                            name,
                            "\"%s\" is mapped twice, also as \"%s\" (case does not matter); keep one"
                                    .formatted(name, before));
                }
                alsoRead.put(name, choice);
            }
        });
        return alsoRead;
    }

    private Column checkbox() {
        List<String> checked = section.requiredTexts("checked");
        String unchecked = section.requiredText("unchecked");
        checked.forEach(choice -> checkChoice(section, "checked", choice));
        checkChoice(section, "unchecked", unchecked);
        if (checked.isEmpty()) {
            throw section.invalid("checked", "checked names no choice; write at least one");
        }
        if (checked.contains(unchecked)) {
            throw section.invalid("unchecked", "\"" + unchecked + "\" is both checked and unchecked; keep one");
        }
        return new CheckboxColumn(Set.copyOf(field.choices()), checked, unchecked);
    }

    private Column collaborator() {
        String by = section.text("by").orElse("email");
        if (!List.of("id", "email", "name").contains(by)) {
            throw section.invalid("by", "by \"" + by + "\" is unknown; there are id, email, name");
        }
        if (by.equals("name") && access != Access.READ && access != Access.OWN) {
            throw section.invalid(
                    "by", "a collaborator cannot be written by name; write by: email, or access: read or own");
        }
        return new CollaboratorColumn(by, people);
    }

    private Column attachment() {
        if (access != Access.READ) {
            throw section.invalid("type", "an attachment column can only be read; add access: read");
        }
        return new AttachmentColumn();
    }

    private void checkChoice(Section at, String name, String choice) {
        if (!field.choices().contains(choice)) {
            throw at.invalid(
                    name,
                    "%s \"%s\" is unknown; there are %s"
                            .formatted(field.jsonName(), choice, String.join(", ", field.choices())));
        }
    }
}
