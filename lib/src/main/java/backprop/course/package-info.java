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
 * <h2>What stands around it</h2>
 * The code it checks runs in the same Java machine, and a machine cannot guard itself. So nbgrader's configuration in
 * {@code notebooks/assignments} takes from a submission its cells' text alone, has each cell read by {@code Screening} before
 * anything runs, and runs what is left in a process of its own, as another user where the grader is root. A cell that names
 * what ends, changes or looks into the machine, the kernel or the course is not run, and the student is told why. What a
 * test hands out are copies: {@link backprop.course.Instance#network} and {@link backprop.course.Instance#data}.
 *
 * <p>A person at home is not guarded against: the library is theirs, the answers are computed from their name, and who asks
 * {@link backprop.course.BrokenProof#breaksAt} there and types the answer in has learned nothing, but cannot be told from one
 * who has.
 */
package backprop.course;
