package dev.taskhub.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that AirTable holds. The normal form leaves out what changes by itself (addresses, which die after two hours,
 * and thumbnails) and is sorted by id.
 *
 * <p>It can only be read: AirTable fetches a file that is written by its address and gives it a new id, so what we write
 * would never come back equal.
 */
final class AttachmentColumn implements Column {

    private static final List<String> TEXTS = List.of("id", "filename", "type");

    @Override
    public Object normalise(Object raw) {
        if (!(raw instanceof Collection<?> files)) {
            return NONE;
        }
        var byId = new TreeMap<Object, Object>();
        for (Object each : files) {
            if (!(each instanceof Map<?, ?> original)) {
                return NONE;
            }
            Map<String, Object> file = file(original);
            if (!file.containsKey("id")) {
                return NONE;
            }
            byId.put(file.get("id"), file);
        }
        return List.copyOf(byId.values());
    }

    @Override
    public Object toHub(Object normal) {
        return normal;
    }

    @Override
    public Object toRemote(Object hub) {
        return normalise(hub);
    }

    @Override
    public String expected() {
        return "a list of files with their ids";
    }

    private static Map<String, Object> file(Map<?, ?> original) {
        var file = new LinkedHashMap<String, Object>();
        for (String key : TEXTS) {
            String text = original.get(key) instanceof String value ? Text.normal(value) : null;
            if (text != null) {
                file.put(key, text);
            }
        }
        if (original.get("size") instanceof Number size) {
            file.put("size", size.doubleValue());
        }
        return file;
    }
}
