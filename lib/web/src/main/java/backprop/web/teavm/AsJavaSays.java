package backprop.web.teavm;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.teavm.model.AccessLevel;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes methods of the JDK return what Java says, where TeaVM's return something else or are missing: their bodies become calls of
 * methods in {@code backprop.web.jdk}, which take the object first.
 */
public final class AsJavaSays implements TeaVMPlugin, ClassHolderTransformer {
    private static final String HERE = StandIns.PACKAGE + ".";

    private static final Map<String, Set<String>> FDLIBM = Map.of(
            "Exponential", Set.of("exp", "expm1", "sinh", "cosh", "tanh"),
            "Logarithm", Set.of("log", "log1p", "log10"),
            "Power", Set.of("pow", "cbrt", "hypot"),
            "Circular", Set.of("sin", "cos"));
    private static final ValueType STREAM = ValueType.object("java.util.stream.Stream");
    private static final MethodReference DISTINCT = new MethodReference("java.util.stream.Stream", "distinct", STREAM);
    private static final String ON_THREADS = "org\\.ejml\\..*_MT_\\w+";
    private static final Set<String> BITS = Set.of("ulp(D)D", "rint(D)D", "round(D)J");

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        switch (type.getName()) {
            case "java.lang.Math" -> type.getMethods().forEach(AsJavaSays::compute);
            case "java.math.BigDecimal" ->
                type.getMethods().stream()
                        .filter(method -> method.getDescriptor()
                                .toString()
                                .equals("round(Ljava/math/MathContext;)Ljava/math/BigDecimal;"))
                        .forEach(method -> method.setProgram(callOf("Decimals", type, method.getDescriptor())));
            case "java.util.Random" -> {
                type.addMethod(added("Randoms", type, "nextInt", ValueType.INTEGER, ValueType.INTEGER));
                type.addMethod(added("Randoms", type, "nextBoolean", ValueType.BOOLEAN));
            }
            case "java.util.regex.Matcher" -> {
                type.addMethod(added("Matches", type, "results", STREAM));
                ValueType replacer = ValueType.object("java.util.function.Function");
                type.addMethod(added("Matches", type, "replaceAll", replacer, ValueType.object("java.lang.String")));
            }
            case "org.ejml.simple.SimpleBase" ->
                type.getMethods().stream()
                        .filter(method -> method.getName().equals("lookupOps"))
                        .forEach(method ->
                                method.setProgram(call(new MethodReference(HERE + "Ejml", method.getDescriptor()), 1)));
            default -> {
                if (type.getName().matches(ON_THREADS)) {
                    type.getMethods().forEach(method -> runOnOne(type.getName(), method));
                } else if (type.getName().startsWith("backprop.")) {
                    type.getMethods().forEach(AsJavaSays::keepDistinct);
                }
            }
        }
    }

    /** EJML has each product twice, on many threads and on one: the library takes the latter, but TeaVM cannot know. */
    private static void runOnOne(String type, MethodHolder method) {
        if (method.hasModifier(ElementModifier.STATIC) && !method.getName().startsWith("<")) {
            method.setProgram(call(new MethodReference(type.replace("_MT_", "_"), method.getDescriptor()), 1));
        }
    }

    /** A stream's {@code distinct()} in the library becomes a call of ours. */
    private static void keepDistinct(MethodHolder method) {
        if (method.getProgram() == null) {
            return;
        }
        for (BasicBlock block : method.getProgram().getBasicBlocks()) {
            for (Instruction instruction : block) {
                if (instruction instanceof InvokeInstruction call
                        && call.getMethod().equals(DISTINCT)) {
                    call.setMethod(new MethodReference(HERE + "Streams", "distinct", STREAM, STREAM));
                    call.setArguments(call.getInstance());
                    call.setInstance(null);
                    call.setType(InvocationType.SPECIAL);
                }
            }
        }
    }

    private static void compute(MethodHolder method) {
        String descriptor = method.getDescriptor().toString();
        Stream<String> bits = Stream.of("Maths").filter(type -> BITS.contains(descriptor));
        Stream<String> series = FDLIBM.keySet().stream()
                .filter(type -> FDLIBM.get(type).contains(method.getName()) && descriptor.matches("\\w+\\(DD?\\)D"))
                .map("fdlibm."::concat);
        Stream.concat(bits, series).forEach(type -> {
            method.getModifiers().remove(ElementModifier.NATIVE);
            method.getAnnotations().removeAll();
            method.setProgram(call(new MethodReference(HERE + type, method.getDescriptor()), 1));
        });
    }

    /** A method that TeaVM's class lacks; its signature ends with what it returns. */
    private static MethodHolder added(String by, ClassHolder type, String name, ValueType... signature) {
        MethodHolder method = new MethodHolder(name, signature);
        method.setLevel(AccessLevel.PUBLIC);
        method.setProgram(callOf(by, type, method.getDescriptor()));
        return method;
    }

    private static Program callOf(String by, ClassHolder type, MethodDescriptor method) {
        ValueType[] signature = new ValueType[method.parameterCount() + 2];
        signature[0] = ValueType.object(type.getName());
        for (int i = 0; i < method.parameterCount(); i++) {
            signature[i + 1] = method.parameterType(i);
        }
        signature[signature.length - 1] = method.getResultType();
        return call(new MethodReference(HERE + by, method.getName(), signature), 0);
    }

    /** A body that hands its variables to a static method, the first of them this, which some are not given. */
    private static Program call(MethodReference to, int first) {
        Program program = new Program();
        for (int i = 0; i < first; i++) {
            program.createVariable();
        }
        Variable[] arguments = new Variable[to.parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = program.createVariable();
        }
        InvokeInstruction call = new InvokeInstruction();
        call.setType(InvocationType.SPECIAL);
        call.setMethod(to);
        call.setArguments(arguments);
        ExitInstruction exit = new ExitInstruction();
        if (to.getReturnType() != ValueType.VOID) {
            call.setReceiver(program.createVariable());
            exit.setValueToReturn(call.getReceiver());
        }
        BasicBlock block = program.createBasicBlock();
        block.add(call);
        block.add(exit);
        return program;
    }
}
