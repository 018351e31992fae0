package io.keycloakspa.e2e.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What goes between the browser and a server, as it is on the wire: preflights, which no page sees, and the answers that
 * the browser keeps from the page.
 */
public final class Wire {

    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final Page page;

    private Wire(Page page) {
        this.page = page;
    }

    /** One request and its answer; header fields by their name in lower case. */
    public static final class Exchange {

        private String method = "";
        private String url = "";
        private int status;
        private boolean keptBack;
        private Map<String, String> asked = Map.of();
        private Map<String, String> answered = Map.of();

        public String method() {
            return method;
        }

        public int status() {
            return status;
        }

        /** A field of the request, empty if there is none. */
        public String asked(String name) {
            return asked.getOrDefault(name, "");
        }

        /** A field of the answer, empty if there is none. */
        public String answered(String name) {
            return answered.getOrDefault(name, "");
        }
    }

    /** Listens from now on. */
    public static Wire tap(Page page) {
        Wire wire = new Wire(page);
        CDPSession session = page.context().newCDPSession(page);
        session.send("Network.enable");
        session.on("Network.requestWillBeSent", event -> {
            Exchange exchange = wire.of(event);
            exchange.method = event.getAsJsonObject("request").get("method").getAsString();
            exchange.url = event.getAsJsonObject("request").get("url").getAsString();
        });
        session.on("Network.requestWillBeSentExtraInfo", event -> wire.of(event).asked = fields(event));
        session.on("Network.responseReceivedExtraInfo", event -> {
            wire.of(event).status = event.get("statusCode").getAsInt();
            wire.of(event).answered = fields(event);
        });
        session.on("Network.loadingFailed", event -> {
            JsonObject reason = event.getAsJsonObject("corsErrorStatus");
            wire.of(event).keptBack =
                    reason != null && reason.get("corsError").getAsString().contains("Preflight");
        });
        return wire;
    }

    /**
     * What went to addresses that begin like this; it waits until each has its answer. A request that the browser kept
     * back after its preflight is not among them.
     */
    public List<Exchange> to(String prefix) {
        page.waitForCondition(
                () -> found(prefix).stream().allMatch(exchange -> exchange.status != 0 || exchange.keptBack));
        return found(prefix).stream().filter(exchange -> exchange.status != 0).toList();
    }

    private List<Exchange> found(String prefix) {
        return exchanges.values().stream()
                .filter(exchange -> exchange.url.startsWith(prefix))
                .toList();
    }

    private Exchange of(JsonObject event) {
        return exchanges.computeIfAbsent(event.get("requestId").getAsString(), id -> new Exchange());
    }

    private static Map<String, String> fields(JsonObject event) {
        Map<String, String> fields = new LinkedHashMap<>();
        event.getAsJsonObject("headers")
                .entrySet()
                .forEach(field -> fields.put(
                        field.getKey().toLowerCase(Locale.ROOT),
                        field.getValue().getAsString()));
        return fields;
    }
}
