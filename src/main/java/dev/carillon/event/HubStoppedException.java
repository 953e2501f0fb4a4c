package dev.carillon.event;

/** The hub takes nothing more, because its application is stopping. */
public final class HubStoppedException extends HubException {

    private static final long serialVersionUID = 1L;

    public HubStoppedException() {
        super(
                Problem.STOPPED,
                "A hub that is stopping takes nothing more.",
                "It is stopping.",
                "Send the same again to a hub that runs; nothing of it was kept.");
    }
}
