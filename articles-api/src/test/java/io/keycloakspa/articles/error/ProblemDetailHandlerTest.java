package io.keycloakspa.articles.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.ApiSlice;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** A table of what can be thrown; the texts of exceptions stay inside. */
@ApiSlice
@Import(ProblemDetailHandlerTest.Thrower.class)
@DisplayName("Whatever is thrown")
class ProblemDetailHandlerTest {

    /** What an exception's text may hold and no answer may show. */
    private static final String INSIDE = "select * from article where io.keycloakspa alice@example.org";

    private static final List<Case> CASES = List.of(
            of(new ProblemException(ProblemCode.NOT_YOUR_ARTICLE), 403, "not_your_article"),
            of(new OptimisticLockingFailureException(INSIDE), 412, "precondition_failed"),
            of(new DataAccessResourceFailureException(INSIDE), 503, "storage_unavailable"),
            of(new QueryTimeoutException(INSIDE), 503, "storage_unavailable"),
            of(new CannotAcquireLockException(INSIDE), 503, "storage_unavailable"),
            of(new CannotCreateTransactionException(INSIDE), 503, "storage_unavailable"),
            of(new TransactionTimedOutException(INSIDE), 503, "storage_unavailable"),
            of(new DataIntegrityViolationException(INSIDE), 500, "internal_error"),
            of(new HttpRequestMethodNotSupportedException("BREW", Set.of("GET")), 405, "method_not_allowed"),
            of(new HttpMediaTypeNotSupportedException(INSIDE), 415, "unsupported_media_type"),
            of(new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_HTML)), 406, "not_acceptable"),
            of(new MissingServletRequestParameterException("q", INSIDE), 400, "invalid_parameter"),
            of(new ServletRequestBindingException(INSIDE), 400, "bad_request"),
            of(new TypeMismatchException(INSIDE, Integer.class), 400, "bad_request"),
            of(new ConversionNotSupportedException((Object) INSIDE, Integer.class, null), 500, "internal_error"),
            of(new HttpMessageNotWritableException(INSIDE), 500, "internal_error"),
            of(
                    new NoHandlerFoundException("GET", "/" + INSIDE, new org.springframework.http.HttpHeaders()),
                    404,
                    "not_found"),
            of(new NoResourceFoundException(HttpMethod.GET, INSIDE, INSIDE), 404, "not_found"),
            of(new AsyncRequestTimeoutException(), 500, "internal_error"),
            of(new MaxUploadSizeExceededException(1), 413, "content_too_large"),
            of(new ResponseStatusException(HttpStatus.LOCKED, INSIDE), 400, "bad_request"),
            of(new ResponseStatusException(HttpStatus.BAD_GATEWAY, INSIDE), 500, "internal_error"),
            of(new ServletException(INSIDE), 500, "internal_error"),
            of(new IOException(INSIDE), 500, "internal_error"),
            of(new TimeoutException(INSIDE), 500, "internal_error"),
            of(new IllegalStateException(INSIDE, new IllegalArgumentException(INSIDE)), 500, "internal_error"),
            of(new NullPointerException(INSIDE), 500, "internal_error"),
            of(new StackOverflowError(INSIDE), 500, "internal_error"),
            of(new AssertionError(INSIDE), 500, "internal_error"));

    @Autowired
    private MockMvcTester mvc;

    static Stream<Arguments> all() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(CASES.get(i).thrown.getClass().getSimpleName(), i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @DisplayName("becomes a problem with a stable code and nothing from inside")
    void problems(String exception, int number) {
        Case expected = CASES.get(number);
        MvcTestResult answer = mvc.get().uri("/test/throws/" + number).exchange();

        assertThat(answer)
                .as(exception)
                .hasStatus(expected.status)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader("X-Content-Type-Options", "nosniff")
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(expected.code);
        assertThat(answer).bodyText().doesNotContain("select", "@", "java", "spring");
    }

    @Test
    @DisplayName("has a code whose status is of the same class, for each status there is")
    void eachStatus() {
        assertThat(IntStream.range(400, 600).mapToObj(HttpStatusCode::valueOf)).allSatisfy(status -> {
            ProblemCode code = ProblemCode.of(status);
            assertThat(code.status().is4xxClientError())
                    .isEqualTo(status.is4xxClientError() || Set.of(501, 505).contains(status.value()));
        });
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z_]+"));
    }

    private static Case of(Throwable thrown, int status, String code) {
        return new Case(thrown, status, code);
    }

    private record Case(Throwable thrown, int status, String code) {}

    /** Throws what no feature throws at will. */
    @TestConfiguration(proxyBeanMethods = false)
    @Import(Thrower.Controller.class)
    static class Thrower {

        @Bean
        @Order(0)
        SecurityFilterChain thrower(HttpSecurity http) throws Exception {
            return http.securityMatcher("/test/**")
                    .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .build();
        }

        @RestController
        static class Controller {

            @GetMapping("/test/throws/{number}")
            Map<String, String> throwing(@PathVariable int number) throws Throwable {
                throw CASES.get(number).thrown;
            }
        }
    }
}
