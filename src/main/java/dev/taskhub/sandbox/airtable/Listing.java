package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.airtable.formula.Formula;
import dev.taskhub.sandbox.airtable.formula.InvalidFormula;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers listings. The first page fixes which records follow in which order; their cells are read when they are shown. */
final class Listing {

    private static final Pattern ID = Pattern.compile("rec\\w{14}");

    /** Asks for records by their ids, which is looked up and not tried on every row of a large table. */
    private static final Pattern IDS =
            Pattern.compile("(OR\\()?RECORD_ID\\(\\)='rec\\w{14}'(, ?RECORD_ID\\(\\)='rec\\w{14}')*\\)?");

    private static final int ITERATORS = 200;

    /** The rest of a listing; {@code starts} says where the pages begin that follow the given records. */
    private record Iterator(Table table, List<String> rowIds, Map<String, Integer> starts, Instant expires) {}

    /** A record with what it is sorted by, worked out once and not at each comparison. */
    private record Ranked(Row row, List<Object> keys) {

        static Ranked of(Row row, Cells cells, List<ListQuery.Sort> sorts) {
            return new Ranked(
                    row,
                    sorts.stream()
                            .map(sort -> key(cells.formulaValue(row, sort.field()), sort.field()))
                            .toList());
        }

        private static Object key(Object value, Field field) {
            if (field.type().equals("singleSelect") && value != null) {
                return (double) field.choices().indexOf(field.choice(value));
            }
            return value instanceof List<?> list ? list.toString() : value;
        }
    }

    private final Conditions conditions;
    private final Ids ids;
    private final Map<String, Iterator> iterators = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Iterator> eldest) {
            return size() > ITERATORS;
        }
    };

    Listing(Conditions conditions, Ids ids) {
        this.conditions = conditions;
        this.ids = ids;
    }

    /** @throws ApiError when the query is wrong or its iterator gone */
    Map<String, Object> page(Base base, Table table, Map<String, Object> parameters) {
        synchronized (base) {
            var query = ListQuery.of(parameters, table);
            if (query.offset() == null) {
                return page(base, table, query, chosen(base, table, query), 0, null);
            }
            String[] offset = query.offset().split("/");
            if (offset.length != 2 || !Ids.is("itr", offset[0]) || !Ids.is("rec", offset[1])) {
                throw ApiError.unprocessable(
                        "INVALID_OFFSET_VALUE", "The value of offset " + query.offset() + " is invalid");
            }
            Iterator iterator = iterator(offset[0]);
            if (iterator == null || iterator.table != table || !iterator.starts.containsKey(offset[1])) {
                throw ApiError.of(422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE");
            }
            return page(base, table, query, iterator.rowIds, iterator.starts.get(offset[1]), offset[0]);
        }
    }

    private Map<String, Object> page(
            Base base, Table table, ListQuery query, List<String> rowIds, int start, String iteratorId) {
        var cells = new Cells(base, table);
        int end = Math.min(start + query.pageSize(), rowIds.size());
        var records = new ArrayList<Map<String, Object>>();
        for (String rowId : rowIds.subList(start, end)) {
            Row row = table.row(rowId);
            if (row != null) {
                records.add(cells.record(row, query.shape()));
            }
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("records", records);
        if (end < rowIds.size()) {
            String id = iteratorId == null ? iterate(table, rowIds) : iteratorId;
            String last = rowIds.get(end - 1);
            synchronized (iterators) {
                Iterator iterator = iterators.get(id);
                if (iterator != null) {
                    iterator.starts.put(last, end);
                }
            }
            json.put("offset", id + "/" + last);
        }
        return json;
    }

    private String iterate(Table table, List<String> rowIds) {
        String id = ids.next("itr");
        Instant now = conditions.now();
        synchronized (iterators) {
            iterators.values().removeIf(iterator -> !now.isBefore(iterator.expires));
            Instant expires = now.plusSeconds(conditions.settings().iteratorSeconds());
            iterators.put(id, new Iterator(table, rowIds, new HashMap<>(), expires));
        }
        return id;
    }

    private Iterator iterator(String id) {
        synchronized (iterators) {
            Iterator iterator = iterators.get(id);
            return iterator != null && conditions.now().isBefore(iterator.expires) ? iterator : null;
        }
    }

    private List<String> chosen(Base base, Table table, ListQuery query) {
        var cells = new Cells(base, table);
        Stream<Row> rows = table.rows().stream();
        if (query.formula() != null) {
            Formula formula = formula(query.formula(), table);
            if (IDS.matcher(query.formula()).matches()) {
                Set<String> ids = ID.matcher(query.formula())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet());
                rows = rows.filter(row -> ids.contains(row.id()));
            }
            rows = rows.filter(row -> formula.keeps(cells.forFormula(row)));
        }
        if (!query.sort().isEmpty()) {
            rows = rows.map(row -> Ranked.of(row, cells, query.sort()))
                    .sorted(order(query.sort()))
                    .map(Ranked::row);
        }
        return rows.limit(query.maxRecords()).map(Row::id).toList();
    }

    private Formula formula(String text, Table table) {
        try {
            return Formula.parse(
                    text,
                    name -> table.field(name) == null ? null : table.field(name).id(),
                    conditions.now());
        } catch (InvalidFormula e) {
            throw ApiError.unprocessable(
                    "INVALID_FILTER_BY_FORMULA", "The formula for filtering records is invalid: " + e.getMessage());
        }
    }

    /** Empty cells come first in ascending order; selects follow the order of their choices. */
    private static Comparator<Ranked> order(List<ListQuery.Sort> sorts) {
        return IntStream.range(0, sorts.size())
                .mapToObj(index -> {
                    Comparator<Ranked> order = Comparator.comparing(ranked -> ranked.keys.get(index), Listing::compare);
                    return sorts.get(index).descending() ? order.reversed() : order;
                })
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static int compare(Object left, Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        } else if (left instanceof Instant first && right instanceof Instant second) {
            return first.compareTo(second);
        } else if (left instanceof Double first && right instanceof Double second) {
            return first.compareTo(second);
        }
        return String.CASE_INSENSITIVE_ORDER.compare(left.toString(), right.toString());
    }
}
