/**
 * The functions of {@link StrictMath}, to the last bit: fdlibm 5.3 by Sun Microsystems, written anew in Java, as a browser's own
 * {@code Math} may differ in the last place. Sun's notice, which covers the algorithms and their constants:
 *
 * <pre>
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
 *
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
 * </pre>
 */
package backprop.web.jdk.fdlibm;
