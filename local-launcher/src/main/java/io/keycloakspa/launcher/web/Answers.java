package io.keycloakspa.launcher.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Short answers written at once; each is final and not stored by anybody. */
public final class Answers {

    private Answers() {}

    public static boolean text(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        return write(response, callback, "text/plain;charset=utf-8", text);
    }

    public static boolean html(Response response, Callback callback, String html) {
        return write(response, callback, "text/html;charset=utf-8", html);
    }

    public static boolean json(Response response, Callback callback, String json) {
        return write(response, callback, "application/json", json);
    }

    private static boolean write(Response response, Callback callback, String type, String body) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, body, callback);
        return true;
    }
}
