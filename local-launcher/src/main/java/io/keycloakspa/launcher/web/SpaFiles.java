package io.keycloakspa.launcher.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The SPA's files. Names with a hash never change and are cached for good; every route of the SPA is answered with its
 * start page, which is never stored because it carries this answer's nonce.
 */
final class SpaFiles extends Handler.Wrapper {

    /** Where password managers look for the page (https://www.w3.org/TR/change-password-url/). */
    private static final String CHANGE_PASSWORD = "/.well-known/change-password";

    private static final String NONCE_PLACEHOLDER = "__CSP_NONCE__";
    private static final Pattern HASHED = Pattern.compile(".*-[-A-Za-z0-9_]{8}\\.(js|css)");

    private final Path startPage;
    private final String configuration;
    private final SecurityHeaders headers;
    private final String passwordPage;

    /**
     * Serves one app.
     *
     * @param configuration what {@code /config.json} answers: public facts that differ from place to place
     * @param passwordPage where the password is changed
     */
    SpaFiles(Path folder, String configuration, SecurityHeaders headers, String passwordPage) {
        this.startPage = folder.resolve("index.html");
        this.configuration = configuration;
        this.headers = headers;
        this.passwordPage = passwordPage;
        var files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(this).newResource(folder));
        files.setDirAllowed(false);
        // An explicit index.html must not slip past the nonce: it is answered above, like "/".
        files.setWelcomeFiles("index.html");
        files.setCacheControl("no-cache");
        setHandler(files);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String nonce = headers.newNonce();
        headers.put(response.getHeaders(), nonce);
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return Answers.text(response, callback, 405, "Only GET and HEAD");
        }
        String path = Request.getPathInContext(request);
        if (path.equals("/config.json")) {
            return Answers.json(response, callback, configuration);
        }
        if (path.equals(CHANGE_PASSWORD)) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            Response.sendRedirect(request, response, callback, HttpStatus.SEE_OTHER_303, passwordPage, false);
            return true;
        }
        if (isRoute(path)) {
            return Answers.html(response, callback, startPage(nonce));
        }
        if (HASHED.matcher(path).matches()) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
        }
        return super.handle(request, response, callback) || Answers.text(response, callback, 404, "No such file");
    }

    /**
     * Files have a dot in their last segment, routes have none; nothing well known is a route, so that what is missing
     * there is seen to be missing.
     */
    private static boolean isRoute(String path) {
        return !path.startsWith("/.well-known/")
                && (path.equals("/index.html") || path.lastIndexOf('.') < path.lastIndexOf('/'));
    }

    private String startPage(String nonce) throws IOException {
        return Files.readString(startPage).replace(NONCE_PLACEHOLDER, nonce);
    }
}
