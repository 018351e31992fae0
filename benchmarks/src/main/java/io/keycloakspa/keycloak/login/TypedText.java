package io.keycloakspa.keycloak.login;

/** Texts that people, and those who attack them, type into the login field. */
public enum TypedText {
    ASCII_NAME("alice"),
    MIXED_CASE_NAME("  Alice.Smith \t"),
    DECOMPOSED_NAME("Rene\u0301e.Lefe\u0300vre"),
    FULL_WIDTH_NAME("\uFF21\uFF4C\uFF49\uFF43\uFF45"),
    ASCII_ADDRESS("Alice.Smith@Example.org"),
    IDN_ADDRESS("alice@b\u00FCcher.example"),
    /** In as many stored forms as a name can have: full width, zero width, dotted capital I, final sigma. */
    NAME_OF_MOST_FORMS("\uFF21\u200B\u0130\u03A3\u03A3"),
    /** The most work within the limits: marks to be sorted, which costs the square of their number, and invisible ones. */
    HOSTILE_WITHIN_LIMITS("a" + "\u0315\u0300\u0316".repeat(106) + "\u200B".repeat(961)),
    HOSTILE_10_KB("\u0315\u0300\u0316 A".repeat(2000));

    final String text;

    TypedText(String text) {
        this.text = text;
    }
}
