package dev.carillon.stream;

import jakarta.servlet.ServletContext;

/** Tells that the server is about to stop, while it still takes requests; an application hears of it too late. */
public interface ServerStop {

    /**
     * Runs the task before the server, or the application alone, begins to stop; the server waits for it.
     *
     * @return takes it back, which has to be done when the application ends
     */
    Runnable before(ServletContext application, Runnable task);
}
