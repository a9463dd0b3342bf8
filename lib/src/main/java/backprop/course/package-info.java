/**
 * Makes checks of students' code safe in a Java kernel, for the assignments that nbgrader grades.
 *
 * <h2>What nbgrader reads</h2>
 * A test cell that throws, or writes a single word to stderr, gets nothing; one whose last expression is a number gets
 * that many points; <em>anything else gets full points</em>, also a check that failed in silence (jupyter/nbgrader#986).
 * Java's {@code assert} is off. {@link backprop.course.Grade} therefore throws if nothing is right and ends in a number
 * otherwise, whatever the code it checks does: throw, loop, print, return null, NaN or the wrong shape, change its
 * arguments.
 *
 * <h2>What it compares with</h2>
 * A test of the equations holds no answer: it compares with what the library computes, on an
 * {@link backprop.course.Instance} of the student's own and, out of sight, on others. On each instance every mistake of the
 * catalogue of {@link backprop.check} changes the answer, so that none passes by luck.
 *
 * <h2>What it cannot do</h2>
 * The code it checks runs in the same Java machine. {@code System.exit} ends that machine, and so the notebook; nbgrader's
 * configuration in {@code notebooks/assignments} sees to what follows. Who sets out to patch this package by reflection
 * can: a person must look at such code.
 */
package backprop.course;
