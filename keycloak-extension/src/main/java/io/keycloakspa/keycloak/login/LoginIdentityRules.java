package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.LoginIdentifier.Kind;
import io.keycloakspa.keycloak.settings.IdentifierSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who is meant by a typed identifier: the one rule behind every entry (hosted page, direct grant, forgotten password,
 * JSON API). Sources are asked in the admin's order; the first that knows anybody decides, and if it knows more than
 * one account, nobody is meant.
 */
final class LoginIdentityRules {

    private final List<IdentifierSource> sources;

    LoginIdentityRules(List<IdentifierSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * One question to the user store.
     *
     * @param forms the normal form first, then those that older accounts may have
     */
    record Question(IdentifierSource source, List<String> forms) {

        Question without(String form) {
            return new Question(
                    source, forms.stream().filter(other -> !other.equals(form)).toList());
        }
    }

    /** The one account that an identifier means, and by what. */
    record Answer<U>(U account, IdentifierSource source) {}

    /** The questions for an identifier, in order. An address is never looked for among names, nor a name among addresses. */
    List<Question> questions(LoginIdentifier identifier) {
        List<Question> questions = new ArrayList<>();
        for (IdentifierSource source : sources) {
            boolean isAddress = source.kind() == IdentifierSource.Kind.EMAIL;
            if (isAddress == (identifier.kind() == Kind.EMAIL)) {
                questions.add(question(identifier, source));
            }
        }
        return questions;
    }

    /** Keycloak compares attributes exactly, so they are asked for in the case typed, in small letters and in capitals. */
    static Question question(LoginIdentifier identifier, IdentifierSource source) {
        if (source.kind() != IdentifierSource.Kind.ATTRIBUTE) {
            return new Question(source, identifier.stored());
        }
        Set<String> forms = new LinkedHashSet<>(List.of(identifier.asTyped()));
        forms.addAll(identifier.stored());
        forms.add(identifier.asTyped().toUpperCase(Locale.ROOT));
        return new Question(source, List.copyOf(forms));
    }

    /**
     * Decides who is meant.
     *
     * @param ask answers a question with all accounts that it hits, each once
     */
    <U> Optional<Answer<U>> resolve(LoginIdentifier identifier, Function<Question, ? extends Collection<U>> ask) {
        for (Question question : questions(identifier)) {
            Collection<U> hits = ask.apply(question);
            if (!hits.isEmpty()) {
                return hits.size() == 1
                        ? Optional.of(new Answer<>(hits.iterator().next(), question.source()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
