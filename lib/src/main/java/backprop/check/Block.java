package backprop.check;

/** One part of an answer, such as ∂C/∂w¹: what an equation gives in a layer. */
record Block(Equation equation, int layer) {
    String name() {
        return equation.symbol(layer);
    }
}
