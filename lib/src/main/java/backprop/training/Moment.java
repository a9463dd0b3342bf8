package backprop.training;

import backprop.History;
import backprop.Network;

/**
 * Where a training stands. Nothing of it changes any more, so that it can be saved while the training goes on.
 *
 * @param network the present one
 * @param history up to the last epoch that was finished
 * @param epochStart the network that history ends with
 * @param order the examples in the order of this epoch
 * @param next how many of them are done
 * @param chance the state of what shuffles them
 */
record Moment(Network network, History history, Network epochStart, int[] order, int next, long chance) {
    /** Returns the history, told as one that waits if it was told as running. */
    History waiting() {
        if (!history.outcome().equals(Training.RUNNING)) {
            return history;
        }
        String where =
                "saved in epoch " + (history.length() + 1) + " after " + next + " of " + order.length + " examples";
        return new History(
                history.label(),
                history.unit(),
                history.costs(),
                history.measures(),
                where + "; run() goes on from there");
    }
}
