package dev.carillon.chat.archive;

class MemoryArchiveTest extends ArchiveContract {

    @Override
    MessageArchive create() {
        return MessageArchive.inMemory();
    }
}
