package io.keycloakspa.launcher.mail;

import io.keycloakspa.launcher.web.Answers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** The inbox over HTTP: {@code /} for people, {@code /api/messages} for scripts. */
final class InboxPages extends Handler.Abstract {

    // A mail's HTML stands in a sandboxed frame: it runs nothing and loads nothing, its links open a new tab.
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
    private static final String STYLE = """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{max-width:60rem;margin:0 auto;padding:1rem}
            li{margin:.5rem 0}iframe{width:100%;height:34rem;border:1px solid #8886;background:#fff}
            pre{white-space:pre-wrap;overflow-wrap:anywhere}time{opacity:.7}
            """;

    private final Inbox inbox;
    private final String authority;
    private final JsonMapper json = JsonMapper.builder().build();

    InboxPages(Inbox inbox, URI baseUrl) {
        this.inbox = inbox;
        this.authority = baseUrl.getAuthority();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Another site whose name was made to resolve to this machine must not read mails.
        if (!authority.equals(request.getHeaders().get(HttpHeader.HOST))) {
            return Answers.text(response, callback, 421, "Open the inbox as http://" + authority);
        }
        String path = Request.getPathInContext(request);
        if (path.equals("/api/messages")) {
            return messages(request, response, callback);
        }
        if (!HttpMethod.GET.is(request.getMethod())) {
            return Answers.text(response, callback, 405, "Only GET");
        }
        response.getHeaders().put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        if (path.equals("/")) {
            return Answers.html(response, callback, list());
        }
        return find(path)
                .map(message -> Answers.html(response, callback, page(message)))
                .orElseGet(() -> Answers.text(response, callback, 404, "No such mail"));
    }

    private boolean messages(Request request, Response response, Callback callback) {
        if (HttpMethod.DELETE.is(request.getMethod())) {
            inbox.clear();
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
        if (!HttpMethod.GET.is(request.getMethod())) {
            return Answers.text(response, callback, 405, "Only GET and DELETE");
        }
        String to = Request.extractQueryParameters(request).getValue("to");
        List<Map<String, Object>> found = inbox.messages(to).stream()
                .map(message -> Map.<String, Object>of(
                        "id", message.id(),
                        "to", message.to(),
                        "subject", message.subject(),
                        "text", message.text(),
                        "html", message.html(),
                        "receivedAt", message.receivedAt().toString()))
                .toList();
        return Answers.json(response, callback, json.writeValueAsString(found));
    }

    private Optional<InboxMessage> find(String path) {
        return inbox.messages(null).stream()
                .filter(message -> path.equals("/messages/" + message.id()))
                .findFirst();
    }

    private String list() {
        String items = inbox.messages(null).stream()
                .map(message -> "<li><a href=\"/messages/%s\">%s</a> to %s <time>%s</time></li>"
                        .formatted(
                                message.id(),
                                escape(message.subject()),
                                escape(String.join(", ", message.to())),
                                message.receivedAt()))
                .collect(Collectors.joining());
        return document(
                "Inbox",
                "<h1>Inbox</h1>"
                        + (items.isEmpty()
                                ? "<p>No mail yet. Whatever Keycloak sends to anybody arrives here; reload to look.</p>"
                                : "<ol reversed>" + items + "</ol>"));
    }

    private static String page(InboxMessage message) {
        String html = message.html().isEmpty()
                ? ""
                : "<iframe title=\"The mail as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"%s\"></iframe>"
                        .formatted(escape("<base target=\"_blank\">" + message.html()));
        return document(
                message.subject(),
                "<p><a href=\"/\">Inbox</a></p><h1>%s</h1><p>To %s <time>%s</time></p>%s<h2>Text</h2><pre>%s</pre>"
                        .formatted(
                                escape(message.subject()),
                                escape(String.join(", ", message.to())),
                                message.receivedAt(),
                                html,
                                escape(message.text())));
    }

    private static String document(String title, String body) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>" + escape(title) + "</title><style>" + STYLE + "</style><main>" + body + "</main></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
