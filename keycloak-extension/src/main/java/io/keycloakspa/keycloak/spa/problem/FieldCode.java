package io.keycloakspa.keycloak.spa.problem;

import java.util.Locale;

/** The closed list of what can be wrong with a member of the body, besides the rules of the password policy. */
public enum FieldCode {
    /** Missing, {@code null} or blank. */
    REQUIRED,
    /** Not a string, or whatever else the member is to be. */
    WRONG_TYPE,
    /** Longer than the member may be. */
    TOO_LONG,
    /** Not a member of this request. */
    UNKNOWN_MEMBER,
    /** Only without the other member that was sent, or nothing that this realm asks for. */
    NOT_EXPECTED,
    /** A password where none is needed. */
    PASSWORD_NOT_EXPECTED,
    /** Differs from the password. */
    MISMATCH,
    /** Shorter or longer than the realm's user profile allows. */
    WRONG_LENGTH,
    /** Breaks another rule of the realm's user profile; the text says which. */
    INVALID,
    /** Shown to the person, but nothing they may change. */
    READ_ONLY,
    /** The account has it already. */
    UNCHANGED,
    /** Somebody else has it, or has just asked for it. */
    USERNAME_TAKEN,
    /** Somebody else has it; told only where the realm does not confirm addresses. */
    EMAIL_TAKEN,
    /** The realm's terms are to be accepted. */
    TERMS_NOT_ACCEPTED,
    /** Refused by where the password is kept, such as a read-only directory. */
    NOT_STORED;

    /** The stable code, in snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
