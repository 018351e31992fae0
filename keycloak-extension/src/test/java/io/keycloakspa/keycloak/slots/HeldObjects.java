package io.keycloakspa.keycloak.slots;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.SingleUseObjectProvider;

/** Keycloak's store for objects of one use, in memory and without an end of their life. */
public final class HeldObjects implements SingleUseObjectProvider {

    /** What is held, by key. */
    public final ConcurrentMap<String, Map<String, String>> objects = new ConcurrentHashMap<>();

    /** The life times asked for, in seconds by key. */
    public final ConcurrentMap<String, Long> lifespans = new ConcurrentHashMap<>();

    @Override
    public void put(String key, long lifespanSeconds, Map<String, String> notes) {
        objects.put(key, notes);
        lifespans.put(key, lifespanSeconds);
    }

    @Override
    public @Nullable Map<String, String> get(String key) {
        return objects.get(key);
    }

    @Override
    public @Nullable Map<String, String> remove(String key) {
        return objects.remove(key);
    }

    @Override
    public boolean replace(String key, Map<String, String> notes) {
        return objects.replace(key, notes) != null;
    }

    @Override
    public boolean putIfAbsent(String key, long lifespanInSeconds) {
        lifespans.put(key, lifespanInSeconds);
        return objects.putIfAbsent(key, Map.of()) == null;
    }

    @Override
    public boolean contains(String key) {
        return objects.containsKey(key);
    }

    @Override
    public void close() {}
}
