package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.redeem.MailRequest;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;

/** {@code POST /registrations} (C-10 to C-18). */
public final class RegistrationsEndpoint {

    // Bytes: 320 characters of four. What is longer can be no name and no address.
    private static final int MAX_IDENTIFIER = 1280;

    private static final Member USERNAME = Member.optional("username", MAX_IDENTIFIER);
    private static final Member EMAIL = Member.optional("email", MAX_IDENTIFIER);
    private static final Member ATTRIBUTES = Member.values("attributes");
    private static final Member TERMS = Member.flag("terms_accepted");

    private RegistrationsEndpoint() {}

    public static ResponseBuilder register(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(
                body,
                NewPassword.membersAnd(USERNAME, EMAIL, ATTRIBUTES, TERMS, MailRequest.STATE, MailRequest.LOCALE));
        RegistrationFlow flow = RegistrationFlow.of(call.realm());
        requirePossible(call, flow);
        ProfileErrors errors = new ProfileErrors();
        Newcomer newcomer = newcomer(call, flow, errors);
        return flow.confirmsAddresses()
                ? new RegistrationByMail(call, newcomer, errors).register(mails)
                : new RegistrationAtOnce(call, newcomer, errors).register();
    }

    private static void requirePossible(SpaCall call, RegistrationFlow flow) {
        if (!call.realm().isRegistrationAllowed() || !call.caller().settings().registrationOverJson()) {
            call.event(EventType.REGISTER).error(Errors.REGISTRATION_DISABLED);
            throw new ProblemException(ProblemCode.REGISTRATION_DISABLED);
        }
        if (!flow.isKnown()) {
            call.event(EventType.REGISTER).error(Errors.NOT_ALLOWED);
            throw new ProblemException(ProblemCode.FLOW_REQUIRED);
        }
    }

    private static Newcomer newcomer(SpaCall call, RegistrationFlow flow, ProfileErrors errors) {
        RequestBody body = call.body();
        RealmModel realm = call.realm();
        boolean accepted = body.isSet(TERMS.name());
        if (flow.asksForTerms() && !accepted) {
            errors.add(TERMS.name(), FieldCode.TERMS_NOT_ACCEPTED);
        }
        if (!flow.asksForTerms() && accepted) {
            errors.add(TERMS.name(), FieldCode.NOT_EXPECTED);
        }
        if (realm.isRegistrationEmailAsUsername()) {
            body.find(USERNAME.name()).ifPresent(unused -> errors.add(USERNAME.name(), FieldCode.NOT_EXPECTED));
        }
        return Newcomer.of(
                realm.isRegistrationEmailAsUsername()
                        ? null
                        : body.find(USERNAME.name()).orElse(""),
                body.find(EMAIL.name()).orElse(""),
                body.values(ATTRIBUTES.name()),
                accepted);
    }
}
