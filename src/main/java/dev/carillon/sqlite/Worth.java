package dev.carillon.sqlite;

/** What the content of a file is worth. */
public enum Worth {

    /**
     * It can be made anew from elsewhere. So a commit does not wait for the disk, and a file that cannot be used is deleted,
     * with a warning.
     */
    PROJECTION,

    /**
     * It is nowhere else. So a commit waits for the disk; a damaged file is moved aside to {@code <file>.damaged-<time>}, with
     * an error in the server's log, and one that another version has written stops the start.
     */
    ORIGINAL
}
