package io.keycloakspa.e2e.containers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the demo's {@link ComposeStack}, started once for a run; without Docker they do not run and say so. */
public final class ComposeExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ComposeExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean possible = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("possible", key -> ComposeStack.possible(), Boolean.class);
        return possible
                ? ConditionEvaluationResult.enabled("Docker answers")
                : ConditionEvaluationResult.disabled("Docker or its plug-in compose does not answer");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ComposeStack.class;
    }

    @Override
    public ComposeStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("demo", key -> start(), ComposeStack.class);
    }

    private static ComposeStack start() {
        try {
            return ComposeStack.start("keycloak-spa-test", "demo");
        } catch (Exception e) {
            throw new IllegalStateException("the stack of containers did not start", e);
        }
    }
}
