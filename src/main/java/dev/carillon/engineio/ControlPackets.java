package dev.carillon.engineio;

/** Packets of the protocol itself that a server sends, the same for everybody. */
final class ControlPackets {

    static final FrameBytes CLOSE = FrameBytes.of(Frames.text("1"));
    static final FrameBytes PING = FrameBytes.of(Frames.text("2"));
    static final FrameBytes PROBE_ANSWER = FrameBytes.of(Frames.text("3probe"));
    static final FrameBytes NOOP = FrameBytes.of(Frames.text("6"));

    private ControlPackets() {}
}
