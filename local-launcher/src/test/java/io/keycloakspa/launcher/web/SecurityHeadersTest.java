package io.keycloakspa.launcher.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Security headers")
class SecurityHeadersTest {

    private static final Path NGINX = Path.of("../spa/nginx");
    private static final Pattern ADD_HEADER = Pattern.compile("add_header (\\S+) \"?(.*?)\"? always;");

    @Test
    @DisplayName("of the local start are those of production's nginx, word for word")
    void sameAsInProduction() throws IOException {
        HttpFields.Mutable headers = HttpFields.build();
        new SecurityHeaders("https://auth.example.org").put(headers, "n");
        Map<String, String> local = new TreeMap<>();
        for (HttpField field : headers) {
            local.put(field.getName(), field.getValue());
        }

        Map<String, String> production = new TreeMap<>();
        String files = Files.readString(NGINX.resolve("security-headers.inc"))
                + Files.readString(NGINX.resolve("transport.inc"));
        Matcher line = ADD_HEADER.matcher(
                files.replace("$request_id", "n").replace("${AUTH_URL}", "https://auth.example.org"));
        while (line.find()) {
            production.put(line.group(1), line.group(2));
        }

        // A browser ignores it over plain HTTP, which is all there is here (RFC 6797, section 8.1).
        assertThat(production.remove("Strict-Transport-Security")).isNotNull();
        assertThat(local).isEqualTo(production).isNotEmpty();
    }

    @Test
    @DisplayName("carry 128 random bits as nonce, new each time")
    void nonces() {
        var headers = new SecurityHeaders("https://auth.example.org");
        assertThat(headers.newNonce()).hasSize(24).isNotEqualTo(headers.newNonce());
    }
}
