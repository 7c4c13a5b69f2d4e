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

    @Override
    public Object normalise(Object raw) {
        if (!(raw instanceof Collection<?> files)) {
            return raw;
        }
        var byId = new TreeMap<String, Object>();
        for (Object file : files) {
            if (!(file instanceof Map<?, ?> map) || !(map.get("id") instanceof String id)) {
                return raw;
            }
            byId.put(id, file(map));
        }
        return byId.isEmpty() ? null : List.copyOf(byId.values());
    }

    @Override
    public Object toHub(Object normal) {
        return normal instanceof Collection<?> files && files.stream().allMatch(file -> file instanceof Map<?, ?>)
                ? normal
                : NONE;
    }

    @Override
    public Object toRemote(Object hub) {
        return hub instanceof Collection<?> ? normalise(hub) : NONE;
    }

    @Override
    public String expected() {
        return "a list of files with their ids";
    }

    private static Map<String, Object> file(Map<?, ?> map) {
        var file = new LinkedHashMap<String, Object>();
        for (String key : List.of("id", "filename", "type")) {
            if (map.get(key) instanceof String text) {
                file.put(key, text);
            }
        }
        if (map.get("size") instanceof Number size) {
            file.put("size", size.doubleValue());
        }
        return file;
    }
}
