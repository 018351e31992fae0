package io.keycloakspa.articles.error;

import jakarta.validation.ConstraintViolationException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.MismatchedInputException;

/** One place for everything that a controller or the framework around it can throw. */
@RestControllerAdvice
class ProblemDetailHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemDetailHandler.class);

    /** Seconds; an outage that is over sooner is a retry of the connection pool and reaches nobody. */
    private static final String RETRY_AFTER = "5";

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException e) {
        return answer(Problem.of(e.code(), e.errors()), HttpHeaders.EMPTY);
    }

    /** What a patch would have made breaks a rule, or is no article at all. */
    @ExceptionHandler
    ResponseEntity<Object> broken(ConstraintViolationException e) {
        List<Violation> errors = e.getConstraintViolations().stream()
                .map(broken -> Violation.ofMember(
                        "/" + broken.getPropertyPath(),
                        ViolationCode.ofConstraint(broken.getConstraintDescriptor()
                                .getAnnotation()
                                .annotationType()
                                .getSimpleName())))
                .sorted(Comparator.comparing(Violation::toString))
                .toList();
        return answer(Problem.of(ProblemCode.VALIDATION_FAILED, errors), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> noArticle(MismatchedInputException e) {
        return answer(JsonErrors.problem(e), HttpHeaders.EMPTY);
    }

    /** Two writers held the same ETag and the other one was faster. */
    @ExceptionHandler
    ResponseEntity<Object> stale(OptimisticLockingFailureException e) {
        return answer(Problem.of(ProblemCode.PRECONDITION_FAILED), HttpHeaders.EMPTY);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class,
        TransactionTimedOutException.class
    })
    ResponseEntity<Object> storageDown(Exception e) {
        LOG.warn("The database does not answer: {}", e.getClass().getSimpleName());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        return answer(Problem.of(ProblemCode.STORAGE_UNAVAILABLE), headers);
    }

    /** The security filters answer these with a challenge; swallowed here they would become a 500. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    ResponseEntity<Object> leaveToSecurity(RuntimeException e) {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<Object> unforeseen(Exception e) {
        LOG.error("A request failed", e);
        return answer(Problem.of(ProblemCode.INTERNAL_ERROR), HttpHeaders.EMPTY);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Violation> errors = e.getBindingResult().getFieldErrors().stream()
                .map(ProblemDetailHandler::violation)
                .sorted(Comparator.comparing(Violation::toString))
                .toList();
        return answer(Problem.of(ProblemCode.VALIDATION_FAILED, errors), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Violation> errors = e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> Violation.ofParameter(
                                Objects.requireNonNullElse(
                                        result.getMethodParameter().getParameterName(), ""),
                                ViolationCode.ofConstraint(annotation(error)))))
                .toList();
        return answer(Problem.of(ProblemCode.INVALID_PARAMETER, errors), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Violation error = Violation.ofParameter(e.getParameterName(), ViolationCode.REQUIRED);
        return answer(Problem.of(ProblemCode.INVALID_PARAMETER, List.of(error)), headers);
    }

    /** An id that cannot be one names nothing (404); a query parameter of the wrong type is a mistake (400). */
    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(e instanceof MethodArgumentTypeMismatchException mismatch)) {
            return answer(Problem.of(ProblemCode.BAD_REQUEST), headers);
        }
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return answer(Problem.of(ProblemCode.NOT_FOUND), headers);
        }
        Violation error = Violation.ofParameter(mismatch.getName());
        return answer(Problem.of(ProblemCode.INVALID_PARAMETER, List.of(error)), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                e.getCause() == null ? Problem.of(ProblemCode.MALFORMED_JSON) : JsonErrors.problem(e.getCause()),
                headers);
    }

    /** The rest of what Spring knows: its status and headers (Allow, Accept) are right, its texts are dropped. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemCode code = ProblemCode.of(status);
        if (code == ProblemCode.INTERNAL_ERROR) {
            LOG.error("A request failed", e);
        }
        return answer(Problem.of(code), headers);
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static Violation violation(FieldError error) {
        String pointer =
                "/" + error.getField().replace('.', '/').replace('[', '/').replace("]", "");
        return Violation.ofMember(pointer, ViolationCode.ofConstraint(annotation(error)));
    }

    /** Spring lists the codes of a constraint from the most to the least specific; the last is the bare annotation. */
    private static String annotation(MessageSourceResolvable error) {
        String[] codes = error.getCodes();
        return codes == null || codes.length == 0 ? "" : codes[codes.length - 1];
    }
}
