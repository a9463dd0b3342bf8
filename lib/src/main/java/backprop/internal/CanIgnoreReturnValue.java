package backprop.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Tells Error Prone, which looks at this name alone, that a result need not be used. */
@Target(ElementType.METHOD)
public @interface CanIgnoreReturnValue {}
