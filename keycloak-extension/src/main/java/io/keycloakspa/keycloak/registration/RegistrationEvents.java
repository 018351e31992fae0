package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/** How registrations are told in the event log: as those of Keycloak's own form, with another method. */
final class RegistrationEvents {

    private static final String METHOD = "json";

    private RegistrationEvents() {}

    /** Says whose registration an event is about. */
    static EventBuilder describe(EventBuilder event, Newcomer newcomer) {
        return event.event(EventType.REGISTER)
                .detail(Details.USERNAME, newcomer.name())
                .detail(Details.EMAIL, newcomer.email())
                .detail(Details.REGISTER_METHOD, METHOD);
    }

    /** The event's error for what is wrong. */
    static String error(ProfileErrors errors) {
        if (errors.has(FieldCode.EMAIL_TAKEN)) {
            return Errors.EMAIL_IN_USE;
        }
        return errors.has(FieldCode.USERNAME_TAKEN) ? Errors.USERNAME_IN_USE : Errors.INVALID_REGISTRATION;
    }

    /**
     * Ends a request if anything is wrong with it.
     *
     * @throws ProblemException {@code validation_failed}
     */
    static void refuseIfWrong(ProfileErrors errors, SpaCall call, Newcomer newcomer) {
        if (!errors.list().isEmpty()) {
            describe(call.event(EventType.REGISTER), newcomer).error(error(errors));
            throw ProblemException.ofFields(errors.list());
        }
    }
}
