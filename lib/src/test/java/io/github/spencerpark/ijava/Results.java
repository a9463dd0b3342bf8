package io.github.spencerpark.ijava;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs what JShell has compiled, in this Java, and keeps the values, of which JShell itself tells the texts alone. */
final class Results extends DirectExecutionControl implements ExecutionControlProvider {
    private final Map<String, Object> values = new HashMap<>();

    @Override
    public String name() {
        return "results";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
        return this;
    }

    @Override
    protected String invoke(Method piece) throws Exception {
        try {
            String key = "value " + values.size();
            values.put(key, piece.invoke(null));
            return key;
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            throw new UserException(
                    String.valueOf(thrown.getMessage()), thrown.getClass().getName(), thrown.getStackTrace());
        }
    }

    /** Returns the value of an expression, once; null of anything else. */
    Object take(SnippetEvent event) {
        SubKind kind = event.snippet().subKind();
        Object value = switch (kind) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> values.get(event.value());
            default -> null;
        };
        values.clear();
        return value;
    }
}
