package io.keycloakspa.keycloak.login;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A plan as EXPLAIN prints it. */
record Plan(List<String> lines) {

    private static final Pattern STEP = Pattern.compile("^\\s*(?:->\\s*)?(.*?)\\s+\\(cost=");
    private static final Pattern INDEX = Pattern.compile("Index (?:Only )?Scan (?:using|on) (\\w+)");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    /** Only what is done in which order, without figures: equal for equal plans. */
    String steps() {
        return lines.stream()
                .map(STEP::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.joining(" < "));
    }

    /** Those that it reads, in order; at once or by way of a bitmap. */
    List<String> indexes() {
        return INDEX.matcher(steps()).results().map(found -> found.group(1)).toList();
    }

    boolean readsWholeTable() {
        return steps().contains("Seq Scan");
    }

    /** Pages of 8 kB that were looked at, whether in memory or not. Of all steps: the first line counts those below it. */
    int pages() {
        return lines.stream()
                .takeWhile(line -> !line.startsWith("Planning"))
                .map(BUFFERS::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(matcher -> number(matcher, 1) + number(matcher, 2))
                .orElse(0);
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
