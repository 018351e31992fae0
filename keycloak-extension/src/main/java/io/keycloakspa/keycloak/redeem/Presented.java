package io.keycloakspa.keycloak.redeem;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.actiontoken.TokenCheck;
import io.keycloakspa.keycloak.actiontoken.Verdict;
import io.keycloakspa.keycloak.mail.MailCodes;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/**
 * A good token that was presented to an endpoint, as it is or by its code, and whose it is. It is not spent yet.
 */
public record Presented(SpaCall call, MailedToken mailed, UserModel user) {

    public static final Member TOKEN = Member.optional("token", 8192);
    public static final Member HANDLE = Member.optional("handle", 2048);
    public static final Member CODE = Member.optional("code", 32);

    /**
     * The token of a body.
     *
     * @throws ProblemException {@code invalid_link}, {@code expired_link}, {@code already_confirmed} or {@code
     *     invalid_code}
     */
    public static Presented read(SpaCall call, Purpose purpose) {
        RequestBody body = call.body();
        Optional<String> token = body.find(TOKEN.name());
        Optional<String> handle = body.find(HANDLE.name());
        Optional<String> code = body.find(CODE.name());
        if (token.isPresent() && (handle.isPresent() || code.isPresent())) {
            throw refused(TOKEN, FieldCode.NOT_EXPECTED);
        }
        if (token.isPresent()) {
            return judged(call, purpose, token.get());
        }
        if (handle.isEmpty() && code.isEmpty()) {
            throw refused(TOKEN, FieldCode.REQUIRED);
        }
        String sealed = handle.orElseThrow(() -> refused(HANDLE, FieldCode.REQUIRED));
        String digits = code.orElseThrow(() -> refused(CODE, FieldCode.REQUIRED));
        return new MailCodes(call.session(), call.realm())
                .token(sealed, digits, purpose, call.caller().client())
                .map(text -> judged(call, purpose, text))
                .orElseThrow(() -> failed(call, ProblemCode.INVALID_CODE, Errors.INVALID_CODE));
    }

    /**
     * Spends the token, if everything else succeeds as well.
     *
     * @throws ProblemException {@code invalid_link} if somebody was faster
     */
    public void spend() {
        if (!tokens(call).spend(mailed, user)) {
            throw refused(ProblemCode.INVALID_LINK, Errors.EXPIRED_CODE);
        }
    }

    /** An event about the account and this token. */
    public EventBuilder event(EventType type) {
        return call.event(type)
                .user(user)
                .detail(Details.TOKEN_ID, mailed.token().getId());
    }

    /**
     * The token of a body, whatever it is for.
     *
     * @throws ProblemException as {@link #read(SpaCall, Purpose)}
     */
    public static Presented read(SpaCall call) {
        return judged(call, mailed(call, call.body().get(TOKEN.name())));
    }

    private static MailedToken mailed(SpaCall call, String text) {
        return tokens(call).read(text).orElseThrow(() -> failed(call, ProblemCode.INVALID_LINK, Errors.INVALID_TOKEN));
    }

    private static Presented judged(SpaCall call, MailedToken mailed) {
        TokenCheck.Judged judged = new TokenCheck(call.session(), call.realm())
                .judge(mailed, call.caller().client());
        UserModel user = judged.user();
        if (user != null && judged.verdict() == Verdict.GOOD) {
            return new Presented(call, mailed, user);
        }
        EventBuilder event = event(call, mailed);
        if (user != null) {
            event.user(user);
        }
        throw refusal(event, judged.verdict());
    }

    private static Presented judged(SpaCall call, Purpose purpose, String text) {
        MailedToken mailed = mailed(call, text);
        // First of all: of a token for something else, nothing is told but that.
        if (mailed.purpose() != purpose) {
            throw failed(event(call, mailed), ProblemCode.INVALID_LINK, Errors.INVALID_TOKEN);
        }
        return judged(call, mailed);
    }

    private static EventBuilder event(SpaCall call, MailedToken mailed) {
        return call.event(EventType.EXECUTE_ACTION_TOKEN)
                .detail(Details.ACTION, mailed.purpose().tokenType())
                .detail(Details.TOKEN_ID, mailed.token().getId());
    }

    /** Refuses a token that is good as such, and tells the administrator why. */
    public ProblemException refused(ProblemCode code, String error) {
        event(EventType.EXECUTE_ACTION_TOKEN)
                .detail(Details.ACTION, mailed.purpose().tokenType())
                .error(error);
        return new ProblemException(code);
    }

    private static ProblemException refusal(EventBuilder event, Verdict verdict) {
        return switch (verdict) {
            case EXPIRED -> failed(event, ProblemCode.EXPIRED_LINK, Errors.EXPIRED_CODE);
            case ALREADY_CONFIRMED -> failed(event, ProblemCode.ALREADY_CONFIRMED, Errors.EMAIL_ALREADY_VERIFIED);
            case GOOD, INVALID -> failed(event, ProblemCode.INVALID_LINK, Errors.INVALID_TOKEN);
        };
    }

    private static ProblemException failed(SpaCall call, ProblemCode code, String error) {
        return failed(call.event(EventType.EXECUTE_ACTION_TOKEN), code, error);
    }

    private static ProblemException failed(EventBuilder event, ProblemCode code, String error) {
        event.error(error);
        return new ProblemException(code);
    }

    private static ProblemException refused(Member member, FieldCode code) {
        return ProblemException.ofFields(List.of(FieldError.of(member.name(), code)));
    }

    private static MailedTokens tokens(SpaCall call) {
        return new MailedTokens(call.session(), call.request().issuer());
    }
}
