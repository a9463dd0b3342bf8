/** Numbers and tables as text. */
package backprop.text;
