package io.keycloakspa.keycloak.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.theme.ThemeResourceDescriptor;
import org.keycloak.theme.ThemeResources;
import org.keycloak.theme.ThemeResourcesParser;

@DisplayName("The login theme")
class LoginThemeTest {

    private static final Path THEME = Path.of("src", "main", "resources", "theme", "keycloak-spa", "login");
    private static final Path RESOURCES = THEME.resolve("resources");
    private static final Path TOKENS_OF_THE_APP = Path.of("..", "spa", "src", "styles", "_tokens.scss");
    private static final Path ICON_OF_THE_APP = Path.of("..", "spa", "public", "favicon.svg");

    private static final Pattern TOKEN = Pattern.compile("(--ks-[a-z-]+): ([^;]+);");

    @Test
    @DisplayName("has the app's colours, type and measures, and its sign")
    void tokensOfTheApp() throws IOException {
        Map<String, String> theirs = tokens(Files.readString(TOKENS_OF_THE_APP));
        assertThat(theirs).isNotEmpty();
        assertThat(tokens(read("css/tokens.css"))).isEqualTo(theirs);
        assertThat(read("img/logo.svg")).isEqualTo(Files.readString(ICON_OF_THE_APP));
    }

    @Test
    @DisplayName("brings its styles after Keycloak's own, and each file that it names")
    void resources() throws IOException {
        Properties properties = properties(stock("keycloak.v2/login/theme.properties"));
        properties.putAll(properties(Files.newBufferedReader(THEME.resolve("theme.properties"))));
        // As a child theme adds one.
        properties.setProperty("styles.brand", "css/brand.css");
        ThemeResources named = ThemeResourcesParser.parse(properties);
        assertThat(paths(named.getStyles()))
                .containsExactly("css/styles.css", "css/tokens.css", "css/look.css", "css/brand.css");
        assertThat(Stream.of(named.getStyles().subList(1, 3), named.getScripts(), named.getFavicons())
                        .flatMap(List::stream)
                        .map(ThemeResourceDescriptor::getPath)
                        .map(RESOURCES::resolve))
                .hasSize(4)
                .allMatch(Files::isRegularFile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"css/tokens.css", "css/look.css", "js/accessible.js", "img/logo.svg", "img/logo-dark.svg"})
    @DisplayName("asks no other server for anything")
    void nothingFromElsewhere(String file) throws IOException {
        assertThat(read(file).replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("//" + "fonts", "http:", "https:", "@import");
    }

    @Test
    @DisplayName("replaces no page of Keycloak, so that its updates arrive")
    void noTemplates() throws IOException {
        try (Stream<Path> files = Files.walk(THEME)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".ftl"));
        }
    }

    @Test
    @DisplayName("has the same texts in each language")
    void languagesHaveEqualKeys() throws IOException {
        assertThat(messages("de").keySet()).isEqualTo(messages("en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    @DisplayName("changes only texts that Keycloak has, and that say something else there")
    void onlyStockTexts(String language) throws IOException {
        Properties stock = properties(stock("base/login/messages/messages_en.properties"));
        Properties ours = messages(language);
        assertThat(stock.stringPropertyNames()).containsAll(ours.stringPropertyNames());
        for (String key : ours.stringPropertyNames()) {
            String text = ours.getProperty(key);
            assertThat(text).as(key).isNotBlank().isEqualTo(text.strip());
            assertThatCode(() -> new MessageFormat(text, Locale.forLanguageTag(language)))
                    .as(key)
                    .doesNotThrowAnyException();
        }
        if (language.equals("en")) {
            assertThat(ours.entrySet()).doesNotContainAnyElementsOf(stock.entrySet());
        }
    }

    private static List<String> paths(List<ThemeResourceDescriptor> resources) {
        return resources.stream().map(ThemeResourceDescriptor::getPath).toList();
    }

    private static Map<String, String> tokens(String styles) {
        Map<String, String> tokens = new TreeMap<>();
        TOKEN.matcher(styles).results().forEach(token -> tokens.put(token.group(1), token.group(2)));
        return tokens;
    }

    private static String read(String file) throws IOException {
        return Files.readString(RESOURCES.resolve(file));
    }

    private static Properties messages(String language) throws IOException {
        return properties(Files.newBufferedReader(THEME.resolve("messages/messages_" + language + ".properties")));
    }

    private static Reader stock(String path) {
        return new InputStreamReader(
                Objects.requireNonNull(
                        LoginThemeTest.class.getClassLoader().getResourceAsStream("theme/" + path), path),
                StandardCharsets.UTF_8);
    }

    private static Properties properties(Reader reader) throws IOException {
        try (reader) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        }
    }
}
