package backprop.formula;

import java.util.List;
import java.util.Map;

/** Reads functions with their arguments: those with a name, such as exp, and the letters that a text uses as functions. */
final class Functions {
    /** Other names of the same. */
    private static final Map<String, String> SAME =
            Map.of("sigm", "sigmoid", "logistic", "sigmoid", "ReLU", "relu", "log", "ln", "sgn", "sign");

    private final Parser parser;
    private final Tokens tokens;

    Functions(Parser parser) {
        this.parser = parser;
        tokens = parser.tokens();
    }

    /** A function behind its name: exp(z), ln a or tanh² z. */
    Formula named(Token name) {
        int primes = 0;
        Formula power = null;
        while (true) {
            if (tokens.take("′")) {
                primes++;
            } else if (tokens.take("_")) {
                tokens.argument();
            } else if (tokens.take("^")) {
                Token place = tokens.peek();
                List<Token> above = tokens.argument();
                primes += Token.arePrimes(above) ? above.size() : 0;
                power = Token.arePrimes(above) ? power : parser.formula(above, place);
            } else {
                break;
            }
        }
        parser.expectFactor("the argument of " + name.text());
        if (power != null && power.is(Kind.NEGATIVE)) {
            throw new Unreadable(name, "an inverse function is not read");
        }
        boolean isOpen = !tokens.peek().isOpening();
        Formula call = name.is("max") && tokens.take("(")
                ? rectified(name)
                : Formula.call(new Function(SAME.getOrDefault(name.text(), name.text()), primes, null), argument());
        if (isOpen && parser.startsFactor()) {
            throw new Unreadable(tokens.peek(), "how far does " + name.text() + " reach? Write brackets");
        }
        return power == null ? call : Formula.of(Kind.POWER, call, power);
    }

    /** A bracket alone, so that f(x)² is the square of f(x); or a factor. */
    private Formula argument() {
        if (!tokens.peek().isOpening()) {
            return parser.factor();
        }
        Formula argument = parser.group(tokens.next());
        Token place = tokens.peek();
        return tokens.take("_") ? parser.entry(argument, place) : argument;
    }

    /** max(0, z), behind its bracket. */
    private Formula rectified(Token name) {
        Formula first = parser.sum();
        tokens.expect(",");
        Formula second = parser.sum();
        tokens.expect(")");
        if (!first.isNumber(0) && !second.isNumber(0)) {
            throw new Unreadable(name, "max is read of 0 and one more only");
        }
        return Formula.call(Function.named("relu"), first.isNumber(0) ? second : first);
    }

    /** A letter that is a function, behind what is written at it. */
    Formula lettered(Token letter, Scripts s) {
        if (!tokens.isAt("(") && !tokens.isAt("[") || isBareWithin(letter)) {
            return bare(letter, s);
        }
        Formula argument = parser.group(tokens.next());
        if (!s.indices.isEmpty()) {
            throw new Unreadable(letter, "an index belongs to what stands in the brackets of " + letter.text());
        }
        return s.on(Formula.call(new Function(letter.text(), s.primes, s.layer), argument));
    }

    /** Whether the bracket that comes next has the same letter without an argument, as in σ(1 − σ): a product. */
    private boolean isBareWithin(Token letter) {
        int level = 0;
        int i = 0;
        do {
            level += tokens.peek(i).nesting();
            boolean isLast = tokens.peek(i + 1).text().matches("[-+)\\]]");
            if (isLast && tokens.peek(i).is(letter.text())) {
                return true;
            }
            i++;
        } while (level > 0 && !tokens.peek(i).is(Type.END));
        return false;
    }

    /**
     * f′ of a layer, without its argument; or a function's letter that stands for a value. σ and φ are functions wherever they
     * stand; of what, calculus need not say.
     */
    private Formula bare(Token letter, Scripts s) {
        String name = letter.text();
        if (s.layer == null && s.indices.isEmpty() && name.matches("[σφ]")) {
            String any = parser.notation().letterOf(Quantity.Z);
            return s.on(
                    Formula.call(new Function(name, s.primes, null), Formula.symbol(Symbol.of(Quantity.UNKNOWN, any))));
        }
        boolean isPrimed = s.primes > 0 || tokens.isAt(")") && tokens.peek(1).is("′");
        if (s.layer == null && !isPrimed && s.indices.isEmpty()) {
            Symbol value = Symbol.of(Quantity.UNKNOWN, name);
            return s.on(Formula.symbol(s.neuron == null ? value : value.indexed(List.of(s.neuron))));
        }
        if (s.layer == null || !isPrimed) {
            throw new Unreadable(letter, name + " needs its argument: " + name + "(z)");
        }
        Formula z = parser.notation().letter(Quantity.Z, s.layer, s.indices, s.example);
        return Formula.call(new Function(name, s.primes, s.layer), z);
    }

    /** σ′(zˡ), for what some write (aˡ)′. */
    static Formula slopeAt(Symbol a, Notation notation) {
        return Formula.call(
                new Function("σ", 1, a.layer()), notation.letter(Quantity.Z, a.layer(), a.indices(), a.example()));
    }
}
