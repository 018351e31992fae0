package io.keycloakspa.keycloak.spa.problem;

import java.util.Locale;

/** The closed list of what can be wrong with a member of the body, besides the rules of the password policy. */
public enum FieldCode {
    /** Missing, {@code null} or blank. */
    REQUIRED,
    /** No string. */
    WRONG_TYPE,
    /** Longer than the member may be. */
    TOO_LONG,
    /** Not a member of this request. */
    UNKNOWN_MEMBER,
    /** Only without the other member that was sent. */
    NOT_EXPECTED,
    /** Differs from the password. */
    MISMATCH,
    /** Refused by where the password is kept, such as a read-only directory. */
    NOT_STORED;

    /** The stable code, in snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
