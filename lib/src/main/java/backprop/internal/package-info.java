/** What the other packages share and nobody else should use: it may change without a word. */
package backprop.internal;
