package backprop.formula;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What signs and LaTeX commands are called and mean: the tables of {@link Scanner} and {@link Print}. */
final class Glyphs {
    /** How the scanner treats a command that is no letter, sign or function. */
    enum Treatment {
        /** Dropped with nothing in its place. */
        LOOK,
        /** Dropped, but for its argument. */
        STYLE,
        /** The same; of several letters, a word. */
        UPRIGHT,
        SCRIPT,
        BOX,
        /** Makes another letter of its argument. */
        ACCENT,
        DOT,
        /** Its argument is words. */
        WORDS,
        /** Dropped together with its argument. */
        ASIDE,
        /** Dropped together with its first argument. */
        OVER,
        BRACED,
        ARROW,
        ENVIRONMENT,
        DEFINITION,
        FRACTION,
        ROOT
    }

    /** Of letters with several names the last is written. */
    private static final String LETTERS = """
        alpha α beta β gamma γ delta δ Delta Δ epsilon ε varepsilon ε eta η vartheta θ theta θ Theta Θ
        lambda λ mu μ nu ν xi ξ pi π rho ρ varsigma σ sigma σ Sigma Σ tau τ phi φ varphi φ Phi Φ psi ψ
        omega ω zeta ζ ell ℓ kappa κ Omega Ω Gamma Γ Lambda Λ Psi Ψ chi χ iota ι
        """;

    static final Map<String, String> GREEK = pairs(LETTERS);

    static final Map<String, String> SIGNS = pairs("""
        odot ⊙ circ ∘ bullet • ast ∗ star ⋆ times × otimes ⊗ cdot · partial ∂ nabla ∇ sum ∑ prod ∏
        int ∫ top ⊤ intercal ⊤ prime ′ cdots ⋯ dots ⋯ ldots ⋯ dotsb ⋯ dotsc ⋯ dotsm ⋯ vdots ⋮ ddots ⋱
        infty ∞ in ∈ Rightarrow ⇒ implies ⇒ Leftrightarrow ⇒ iff ⇒ Longrightarrow ⇒ therefore ⇒
        hookrightarrow ⇒ rightarrow → to → mapsto → leftarrow ← gets ← longleftarrow ← coloneqq ≔
        coloneq ≔ triangleq ≔ doteq ≔ equiv ≡ approx ≈ propto ∝ sim ∼ le ≤ leq ≤ ge ≥ geq ≥ neq ≠ ne ≠
        langle ⟨ rangle ⟩ lVert ‖ rVert ‖ Vert ‖ | ‖ lvert | rvert | vert | mid | { { } } lbrace {
        rbrace } forall ∀ colon : div / lbrack [ rbrack ] \\ \\\\ cr \\\\ newline \\\\ ll < gg > lt <
        gt > hadamard ⊙ quad ; qquad ; trans ⊤
        """);

    /** Other characters for the same sign or letter. */
    static final Map<String, String> SAME = pairs("""
        − - – - ∥ ‖ ' ′ ’ ′ ʹ ′ ⋅ · ∙ · * ∗ … ⋯ ○ ∘ ◦ ∘ ⟹ ⇒ ↪ ⇒ ⟵ ← Σ ∑ := ≔ <- ← => ⇒ .* ⊙ ** ^ || ‖ == = -> →
        ϕ φ 𝜙 φ ϵ ε ½ 0.5 ¼ 0.25 ¾ 0.75 ⅛ 0.125
        """);

    private static final Map<String, Treatment> TREATMENTS = constants(Treatment.class, """
        LOOK left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle displaystyle
        LOOK textstyle scriptstyle limits nolimits , ; : ! > nonumber notag hfill rm bf it enspace
        LOOK thinspace medspace allowbreak strut qedhere /
        STYLE mathbf boldsymbol bm vec mathit textbf textit pmb overrightarrow underline mathop mathbin mathord
        STYLE ensuremath bold symbf mathfrak mathbb
        UPRIGHT mathrm operatorname textrm mathsf mathtt
        SCRIPT mathcal mathscr mathds
        BOX boxed fbox mathrel
        ACCENT hat widehat tilde widetilde bar overline check breve acute grave mathring
        DOT dot ddot
        WORDS text mbox hbox textnormal intertext shortintertext
        ASIDE tag label hspace vspace eqref ref cite footnote phantom
        OVER stackrel overset underset
        BRACED underbrace overbrace cancel
        ARROW xrightarrow xleftarrow
        ENVIRONMENT begin end
        DEFINITION newcommand renewcommand providecommand def DeclareMathOperator
        FRACTION frac dfrac tfrac cfrac
        ROOT sqrt
        """);

    static final Set<String> FUNCTIONS = words("""
        exp ln log tanh sin cos sinh cosh sech max min softmax sigmoid sigm relu ReLU softplus diag
        sign sgn tr argmax argmin lim det logistic var Pr
        """);

    /** Words that are operators. */
    static final Map<String, String> OPERATORS =
            pairs("plus + minus - times · elementwise ⊙ element-wise ⊙ pointwise ⊙ entrywise ⊙ hadamard ⊙ Hadamard ⊙");

    /** Letters of more than one letter. */
    static final Set<String> NAMES = words("net out target loss Loss cost Err MSE BCE CE dW dZ dA db dz da");

    /** Characters above and below, each with its plain one. */
    static final List<String> RAISED = List.of("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ˡᴸᵀᶻˣᵐⁿʲᵏⁱᵗʰ", "0123456789+-()lLTzxmnjkith");

    static final List<String> LOWERED = List.of("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ⱼₖᵢₗₘₙₜₓₐₕₚ", "0123456789+-()jkilmntxahp");

    private static final Map<String, String> ACCENTS = pairs(
            "hat \u0302 tilde \u0303 bar \u0304 check \u030c breve \u0306 acute \u0301 grave \u0300 mathring \u030a");

    private static final Map<String, String> WRITTEN = written();

    private Glyphs() {}

    /** How the scanner treats a command; null if it is not known. */
    static Treatment treatment(String command) {
        return command.isBlank() ? Treatment.LOOK : TREATMENTS.get(command);
    }

    /** A letter or sign as LaTeX. */
    static String latex(String glyph) {
        String plain = Normalizer.normalize(glyph, Normalizer.Form.NFD);
        int last = plain.length() - 1;
        for (Map.Entry<String, String> accent : ACCENTS.entrySet()) {
            if (last > 0 && plain.endsWith(accent.getValue())) {
                return "\\" + accent.getKey() + "{" + latex(plain.substring(0, last)) + "}";
            }
        }
        return WRITTEN.getOrDefault(glyph, glyph);
    }

    /** A letter with the accent of a command. */
    static String accented(String letter, String command) {
        String accent = ACCENTS.get(command.replace("wide", "").replace("overline", "bar"));
        return Normalizer.normalize(letter + accent, Normalizer.Form.NFC);
    }

    private static Map<String, String> written() {
        Map<String, String> written = new HashMap<>();
        String[] letters = LETTERS.strip().split("\\s+");
        for (int i = 0; i < letters.length; i += 2) {
            written.put(letters[i + 1], "\\" + letters[i]);
        }
        written.putAll(pairs("""
            ℒ \\mathcal{L} 𝒟 \\mathcal{D} 𝟏 \\mathbf{1} y∗ {y^*} |𝒟| |\\mathcal{D}|
            ⊙ \\odot ∘ \\circ • \\bullet ∗ * × \\times ⊗ \\otimes · \\cdot ⋯ \\cdots ∑ \\sum − -
            ≔ := ← \\leftarrow ≡ \\equiv → \\to
            """));
        return Map.copyOf(written);
    }

    /** Names, each with the sign behind it. */
    private static Map<String, String> pairs(String text) {
        String[] all = text.strip().split("\\s+");
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < all.length; i += 2) {
            pairs.put(all[i], all[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    static Set<String> words(String text) {
        return new HashSet<>(List.of(text.strip().split("\\s+")));
    }

    /** Words, each with the constant that its line begins with. */
    static <E extends Enum<E>> Map<String, E> constants(Class<E> type, String lines) {
        Map<String, E> all = new HashMap<>();
        for (String line : lines.strip().split("\n")) {
            String[] words = line.strip().split(" ");
            for (int i = 1; i < words.length; i++) {
                all.put(words[i], Enum.valueOf(type, words[0]));
            }
        }
        return Map.copyOf(all);
    }
}
