package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.containers.FrontClient.END_OF_LINE;
import static io.keycloakspa.e2e.containers.FrontClient.header;
import static io.keycloakspa.e2e.containers.FrontClient.request;
import static io.keycloakspa.e2e.containers.FrontClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keycloakspa.e2e.containers.Commands.Outcome;
import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import io.keycloakspa.e2e.containers.FrontClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("full")
@ExtendWith(ComposeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The web front of the containers")
class ComposeFrontIT {

    private static final int NOT_INSTALLED = 64;
    private static final String GATEWAY_ERROR = "We will be back in a moment";

    private ComposeStack stack;
    private FrontClient client;

    @BeforeAll
    void open(ComposeStack running) throws Exception {
        stack = running;
        client = new FrontClient(running);
    }

    @AfterAll
    void close() {
        client.close();
    }

    private URI at(String server, String path) {
        URI origin = switch (server) {
            case "auth" -> stack.auth();
            case "newsletter" -> stack.newsletter();
            default -> stack.blog();
        };
        return URI.create(origin + path);
    }

    @Nested
    @DisplayName("sends security headers")
    class Headers {

        @ParameterizedTest
        @CsvSource({
            "GET, blog, /, 200",
            "GET, blog, /articles/of-nobody, 200",
            "GET, blog, /config.json, 200",
            "GET, blog, /.well-known/change-password, 303",
            "GET, blog, /.well-known/nothing, 404",
            "GET, blog, /missing.js, 404",
            "GET, blog, /main-AAAAAAAA.js, 404",
            "POST, blog, /articles, 405",
            "GET, blog, /api/articles, 401",
            "GET, blog, /api/no-such-thing, 401",
            "GET, blog, /.well-known/oauth-protected-resource/api, 200",
            "GET, newsletter, /, 200",
            "GET, newsletter, /callback, 200",
            "GET, newsletter, /config.json, 200",
            "GET, newsletter, /favicon.svg, 200",
            "GET, newsletter, /.well-known/change-password, 303",
            "GET, newsletter, /.well-known/nothing, 404",
            "GET, newsletter, /missing.js, 404",
            "GET, newsletter, /api.json, 404",
            "POST, newsletter, /, 405",
            "GET, auth, /, 404",
            "GET, auth, /admin/, 404",
            "GET, auth, /realms/blog, 200",
            "GET, auth, /realms/blog/.well-known/openid-configuration, 200",
            "GET, auth, /realms/blog/protocol/openid-connect/auth, 400",
            "GET, auth, /realms/blog/protocol/openid-connect/userinfo, 401",
            "GET, auth, /realms/blog/no-such-thing, 404",
            "GET, auth, /realms/blog/spa/v1/clients/blog-spa, 200",
            "GET, auth, /resources/no-such-thing, 404",
        })
        @DisplayName("with every kind of answer, and no word of its version")
        void onEveryAnswer(String method, String server, String path, int status) throws Exception {
            HttpResponse<byte[]> answer = client.send(method, at(server, path));
            var softly = new SoftAssertions();
            softly.assertThat(answer.statusCode()).isEqualTo(status);
            softly.assertThat(header(answer, "strict-transport-security")).isEqualTo("max-age=31536000");
            softly.assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
            softly.assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
            softly.assertThat(header(answer, "content-security-policy"))
                    .as("policy")
                    .contains("frame-ancestors")
                    .doesNotContain(" | ");
            softly.assertThat(header(answer, "x-frame-options")).isIn("DENY", "SAMEORIGIN");
            softly.assertThat(answer.headers().map().toString()).doesNotContainPattern("nginx/|\\d+\\.\\d+\\.\\d+");
            if (status >= 400) {
                softly.assertThat(text(answer)).doesNotContainIgnoringCase("nginx");
            }
            softly.assertAll();
        }

        @Test
        @DisplayName("with a nonce of its own in each start page, which the page carries too")
        void nonce() throws Exception {
            String first = nonceOf(client.send("GET", stack.blog()));
            assertThat(nonceOf(client.send("GET", stack.blog()))).isNotEqualTo(first);
        }

        private String nonceOf(HttpResponse<byte[]> answer) {
            Matcher nonce = Pattern.compile("'nonce-([^']{22,})'").matcher(header(answer, "content-security-policy"));
            assertThat(nonce.find()).isTrue();
            assertThat(text(answer)).contains("ngcspnonce=\"" + nonce.group(1) + "\"");
            return nonce.group(1);
        }

        @Test
        @DisplayName("with the newsletter that are those of the blog, nonce aside")
        void newsletter() throws Exception {
            HttpResponse<byte[]> blog = client.send("GET", stack.blog());
            HttpResponse<byte[]> newsletter = client.send("GET", stack.newsletter());
            assertThat(text(newsletter)).contains("<title>Newsletter").doesNotContain("ngcspnonce");
            assertThat(securityHeaders(newsletter))
                    .hasSizeGreaterThan(6)
                    .containsExactlyInAnyOrderElementsOf(securityHeaders(blog));
        }

        private static List<String> securityHeaders(HttpResponse<byte[]> answer) {
            return answer.headers().map().keySet().stream()
                    .filter(name -> !List.of("date", "content-length", "etag", "last-modified")
                            .contains(name))
                    .map(name -> name + ": " + header(answer, name).replaceAll("'nonce-[^']+'", "'nonce'"))
                    .toList();
        }

        @Test
        @DisplayName("with the page for a name that is not ours")
        void otherName() throws Exception {
            String answer = client.raw(stack.blog(), request("/", "other.example"));
            assertThat(answer)
                    .startsWith("HTTP/1.1 421 ")
                    .contains("X-Content-Type-Options: nosniff")
                    .doesNotContain("ngcspnonce");
        }
    }

    @Nested
    @DisplayName("serves files")
    class Files {

        @ParameterizedTest
        @ValueSource(strings = {"blog", "newsletter"})
        @DisplayName("whose name has a hash for good, compressed beforehand")
        void immutable(String server) throws Exception {
            Matcher script =
                    Pattern.compile("src=\"/?(main-[^\"]+\\.js)\"").matcher(text(client.send("GET", at(server, "/"))));
            assertThat(script.find()).isTrue();
            URI address = at(server, "/" + script.group(1));
            HttpResponse<byte[]> plain = client.send("GET", address);
            HttpResponse<byte[]> zipped = client.send("GET", address, "Accept-Encoding", "gzip");
            assertThat(header(plain, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(plain, "vary")).contains("Accept-Encoding");
            assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
            assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
            // Only a file that lies there has a length; what is compressed on the way comes in chunks.
            assertThat(header(zipped, "content-length")).isEqualTo(Integer.toString(zipped.body().length));
            assertThat(FrontClient.unzipped(zipped)).isEqualTo(text(plain));
            HttpResponse<byte[]> missing = client.send("GET", at(server, "/main-AAAAAAAA.js"));
            assertThat(header(missing, "cache-control")).doesNotContain("immutable");
        }

        @Test
        @DisplayName("but nothing compressed that is made for a request and could tell a secret by its length")
        void noBreach() throws Exception {
            for (URI address : List.of(at("blog", "/api/articles"), at("blog", "/config.json"), at("blog", "/"))) {
                assertThat(header(client.send("GET", address, "Accept-Encoding", "gzip"), "content-encoding"))
                        .isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/../etc/nginx/nginx.conf",
                    "/%2e%2e/%2e%2e/etc/passwd",
                    "/..%2f..%2fetc%2fpasswd",
                    "/~error/../../../etc/passwd",
                    "/~error/404.html",
                    "/~error",
                    "/..;/..;/etc/passwd",
                    "/%5c..%5cetc%5cpasswd",
                    "/assets/%00/etc/passwd",
                    "/.well-known/../../etc/passwd",
                    "//etc/passwd"
                })
        @DisplayName("and no file but the SPA's")
        void pathTraversal(String path) throws Exception {
            String answer = client.raw(stack.blog(), request(path, stack.blog().getAuthority()));
            assertThat(answer).doesNotContain("root:", "worker_processes", "fastcgi_temp_path");
            assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*|(?s)HTTP/1\\.1 200 .*ngcspnonce=.*");
        }
    }

    @Nested
    @DisplayName("shows no more of Keycloak than apps need")
    class Keycloak {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/admin",
                    "/admin/",
                    "/admin/master/console/",
                    "/admin/blog/console/",
                    "/admin/realms/blog/users",
                    "/ADMIN/master/console/",
                    "//admin/master/console/",
                    "/realms/master",
                    "/realms/master/protocol/openid-connect/auth",
                    "/realms/master/.well-known/openid-configuration",
                    "/realms//master/.well-known/openid-configuration",
                    "/realms/./master/.well-known/openid-configuration",
                    "/realms/blog/../master/.well-known/openid-configuration",
                    "/realms/blog/..%2fmaster/.well-known/openid-configuration",
                    "/realms/blog/%2e%2e/master/.well-known/openid-configuration",
                    "/realms/blog/..;/master/.well-known/openid-configuration",
                    "/realms/blog/..;/../admin/master/console/",
                    "/realms/%6daster/.well-known/openid-configuration",
                    "/realms/master;x=1/.well-known/openid-configuration",
                    "/realms/blog;x=1/../master/.well-known/openid-configuration",
                    "/realms/blog\\..\\master/.well-known/openid-configuration",
                    "/resources/../admin/master/console/",
                    "/resources/..%2fadmin/master/console/",
                    "/metrics",
                    "/health",
                    "/health/ready",
                    "/js/keycloak.js",
                    "/robots.txt"
                })
        @DisplayName(
                "not the admin console, the admin API, the master realm or the server's own figures, however spelt")
        void notPublic(String path) throws Exception {
            String answer = client.raw(stack.auth(), request(path, stack.auth().getAuthority()));
            assertThat(answer)
                    .matches("(?s)HTTP/1\\.1 (400|404) .*")
                    .containsAnyOf("There is nothing here", "not valid");
        }

        @Test
        @DisplayName("the admin console on this machine only, which signs people in at the realm's public address")
        void adminConsole() throws Exception {
            String page = text(client.send("GET", URI.create(stack.admin() + "/admin/blog/console/")));
            assertThat(page).contains("\"serverBaseUrl\": \"" + stack.auth(), "\"adminBaseUrl\": \"" + stack.admin());
        }

        @Test
        @DisplayName("with links and issuer of the public address, whatever a client says it came by")
        void strictHostName() throws Exception {
            HttpResponse<byte[]> answer = client.send(
                    "GET",
                    at("auth", "/realms/blog/.well-known/openid-configuration"),
                    "X-Forwarded-Host",
                    "evil.example",
                    "X-Forwarded-Proto",
                    "http",
                    "Forwarded",
                    "host=evil.example;proto=http");
            assertThat(text(answer))
                    .contains("\"issuer\":\"" + stack.auth() + "/realms/blog\"")
                    .doesNotContain("evil.example", "http://");
        }
    }

    @Nested
    @DisplayName("stands up to clients")
    class RudeClients {

        @ParameterizedTest
        @ValueSource(strings = {"blog", "auth"})
        @DisplayName("that send huge headers")
        void hugeHeaders(String server) throws Exception {
            URI address = at(server, "/");
            String host = address.getAuthority();
            String[] lines = new String[90];
            Arrays.fill(lines, "X-Many: " + "y".repeat(1000));
            String one = client.raw(address, request("/", host, "Cookie: " + "x".repeat(100_000)));
            String many = client.raw(address, request("/", host, lines));
            String line = client.raw(address, request("/" + "z".repeat(100_000), host));
            for (String answer : List.of(one, many, line)) {
                // An answer, or a connection that was closed while we still sent.
                assertThat(answer).matches("(?s)|HTTP/1\\.1 (400|414) .*").doesNotContainIgnoringCase("nginx/");
            }
            assertThat(client.send("GET", stack.blog()).statusCode()).isEqualTo(200);
        }

        @Test
        @DisplayName("that send headers of the size Keycloak needs, and are served")
        void largeHeaders() throws Exception {
            HttpResponse<byte[]> answer = client.send(
                    "GET",
                    at("auth", "/realms/blog/spa/v1/clients/blog-spa?unused=" + "a".repeat(4000)),
                    "Cookie",
                    "KEYCLOAK_SESSION=" + "b".repeat(6000));
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        @Test
        @DisplayName("that send a body of two megabytes, in the words of the API")
        void hugeBody() throws Exception {
            byte[] body = "x".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
            HttpResponse<byte[]> answer =
                    client.send("POST", at("blog", "/api/articles"), body, "Content-Type", "application/json");
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(header(answer, "content-type")).startsWith("application/problem+json");
            assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
            assertThat(client.send("POST", at("auth", "/realms/blog/protocol/openid-connect/token"), body)
                            .statusCode())
                    .isEqualTo(413);
        }

        @Test
        @DisplayName("that open a hundred connections and send a letter now and then, while others are served")
        void slowClients() throws Exception {
            List<SSLSocket> slow = new ArrayList<>();
            try {
                for (int n = 0; n < 100; n++) {
                    SSLSocket socket = client.connect(stack.blog());
                    String begin = request("/", stack.blog().getAuthority()).substring(0, 20);
                    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
                    slow.add(socket);
                }
                assertThat(client.send("GET", stack.blog()).statusCode()).isEqualTo(200);
                // The time for a whole head is 10 seconds, whatever comes meanwhile.
                await().atMost(Duration.ofSeconds(30)).until(() -> isLetGo(slow.get(0)));
            } finally {
                for (SSLSocket socket : slow) {
                    socket.close();
                }
            }
        }

        private boolean isLetGo(SSLSocket socket) {
            try {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                socket.setSoTimeout(100);
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    @Nested
    @DisplayName("speaks")
    class Protocols {

        @Test
        @DisplayName("HTTP/2 with all hosts")
        void http2() throws Exception {
            assertThat(client.send("GET", stack.blog()).version()).isEqualTo(Version.HTTP_2);
            assertThat(client.send("GET", stack.newsletter()).version()).isEqualTo(Version.HTTP_2);
            assertThat(client.send("GET", at("auth", "/realms/blog")).version()).isEqualTo(Version.HTTP_2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"blog", "auth"})
        @DisplayName("TLS in which testssl.sh finds nothing of medium severity or worse")
        void tls(String server) throws Exception {
            Outcome outcome =
                    stack.run("e2e-tests/scripts/tls.sh", at(server, "").getAuthority());
            System.out.println("TLS of " + server + ": " + outcome.output().strip());
            assumeTrue(outcome.status() != NOT_INSTALLED, outcome.output());
            assertThat(outcome.output()).endsWith(", 0 of them MEDIUM or worse\n");
            assertThat(outcome.status()).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "blog, /articles?page=2, 308",
            "newsletter, /, 308",
            "auth, /realms/blog, 308",
            "other.example, /, 421"
        })
        @DisplayName("in the clear only to say where to go, and to names of ours only")
        void inTheClear(String name, String path, int status) throws Exception {
            String host = name.contains(".") ? name : at(name, "").getAuthority();
            String answer;
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.httpPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request(path, host).getBytes(StandardCharsets.US_ASCII));
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            if (status == 308) {
                assertThat(answer).contains("Location: " + at(name, path) + END_OF_LINE);
            }
        }

        @Test
        @DisplayName("no word of HTTP in the clear on the port of TLS")
        void clearOnTlsPort() throws Exception {
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), stack.blog().getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request("/", "x").getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400 ")
                        .contains("This request is not valid")
                        .doesNotContain("nginx/", "ngcspnonce");
            }
        }
    }

    @Nested
    @DisplayName("when a server behind it is away")
    class Outages {

        @Test
        @DisplayName("answers for the API in its words, and finds it again by itself")
        void apiAway() throws Exception {
            stack.compose("stop", "articles-api").succeeded();
            try {
                HttpResponse<byte[]> answer = client.send("GET", at("blog", "/api/articles"));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(header(answer, "content-type")).startsWith("application/problem+json");
                assertThat(header(answer, "strict-transport-security")).isNotEmpty();
                assertThat(text(answer)).contains("\"code\":\"service_unavailable\"");
                assertThat(client.send("GET", stack.blog()).statusCode()).isEqualTo(200);
            } finally {
                stack.compose("up", "--detach", "--wait", "articles-api").succeeded();
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.send("GET", at("blog", "/api/articles")).statusCode() == 401);
        }

        @Test
        @DisplayName("shows people a page in Keycloak's place, and no secret of their request stays in a log")
        void keycloakHangs() throws Exception {
            String secret = "eyJ-this-is-a-mailed-token";
            stack.docker("pause", stack.container("keycloak")).succeeded();
            try {
                HttpResponse<byte[]> answer = client.send("GET", at("auth", "/realms/blog/spa/v1/link?key=" + secret));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(header(answer, "content-type")).startsWith("text/html");
                assertThat(header(answer, "cache-control")).isEqualTo("no-store");
                assertThat(text(answer)).contains(GATEWAY_ERROR);
            } finally {
                stack.docker("unpause", stack.container("keycloak")).succeeded();
            }
            String log = stack.compose("logs", "web").succeeded();
            assertThat(log).contains("/realms/blog/spa/v1/link").doesNotContain(secret);
        }
    }
}
