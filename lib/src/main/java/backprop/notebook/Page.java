package backprop.notebook;

/** The page in which a running cell shows its widgets. */
interface Page {
    /** Tells whether a front end that people look at runs the cell: it names its cells. */
    boolean isWatched();

    /** Closes the widgets that an earlier run of the cell opened. */
    void closeEarlier();

    /** Shows a widget from now on, under a name that is the same in every run of a notebook. */
    void open(Model model);
}
