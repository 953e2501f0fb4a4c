package dev.carillon.log.sqlite;

import dev.carillon.log.LogStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of a log, which belongs to one process at a time. */
final class LogDirectory implements AutoCloseable {

    private static final String DATABASE = "carillon.db";
    private static final String MARK = "dev.carillon.data-dir.";
    private static final String LOCK = "carillon.lock";
    private static final String BACKUPS = "backups";
    private static final DateTimeFormatter BACKUP_NAME = DateTimeFormatter.ofPattern(
                    "'carillon-'yyyyMMdd'T'HHmmss.SSS'Z.db'")
            .withZone(ZoneOffset.UTC);

    /** The names that the format makes. */
    private static final Pattern BACKUP = Pattern.compile("carillon-[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z\\.db");

    private final Path directory;
    private final FileChannel lockFile;

    /** Says in the whole process, across class loaders, that the directory is taken. */
    private final String mark;

    private LogDirectory(Path directory, FileChannel lockFile, String mark) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.mark = mark;
    }

    /**
     * Makes the directory if it is not there, and takes it.
     *
     * @throws LogStartException if it cannot be written or another process has it
     */
    static LogDirectory open(Path directory) {
        try {
            Files.createDirectories(directory, onlyForTheOwner());
            return lock(directory);
        } catch (IOException e) {
            throw new LogStartException(
                    "The data directory " + directory + " cannot be written (" + e
                            + "). Give the server's user the right to"
                            + " write there, or name another directory with the setting carillon.data-dir.",
                    e);
        }
    }

    /**
     * The mark is looked at before the file is opened: whoever closes any channel of a file gives up all locks that its process
     * has on it (POSIX, {@code fcntl}).
     */
    private static LogDirectory lock(Path directory) throws IOException {
        String mark = MARK + directory.toRealPath();
        if (System.getProperties().putIfAbsent(mark, "taken") != null) {
            throw inUse(directory);
        }
        FileChannel file = null;
        FileLock lock = null;
        try {
            file = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = file.tryLock();
        } finally {
            if (lock == null) {
                System.getProperties().remove(mark);
                if (file != null) {
                    file.close();
                }
            }
        }
        if (lock == null) {
            throw inUse(directory);
        }
        return new LogDirectory(directory, file, mark);
    }

    private static LogStartException inUse(Path directory) {
        return new LogStartException(
                "The data directory " + directory + " is in use by another Carillon. Stop that one, or give this one"
                        + " another directory with the setting carillon.data-dir.",
                null);
    }

    private static FileAttribute<?>[] onlyForTheOwner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    Path database() {
        return directory.resolve(DATABASE);
    }

    /** What the database's files take on disk. */
    long databaseBytes() {
        return Stream.of("", "-wal").mapToLong(this::sizeOfDatabaseFile).sum();
    }

    /** What the write-ahead log takes on disk. */
    long journalBytes() {
        return sizeOfDatabaseFile("-wal");
    }

    /** Where a copy is to be written. */
    Path newBackup(Instant now) throws IOException {
        Path backups = Files.createDirectories(directory.resolve(BACKUPS), onlyForTheOwner());
        return backups.resolve(BACKUP_NAME.format(now));
    }

    /** Deletes the oldest copies, so that so many are left. What has another name than ours stays. */
    void keepBackups(int count) throws IOException {
        List<Path> copies;
        try (Stream<Path> files = Files.list(directory.resolve(BACKUPS))) {
            copies = files.filter(file ->
                            BACKUP.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        }
        for (Path old : copies.subList(Math.min(count, copies.size()), copies.size())) {
            Files.deleteIfExists(old);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.getProperties().remove(mark);
        }
    }

    private long sizeOfDatabaseFile(String suffix) {
        try {
            return Files.size(directory.resolve(DATABASE + suffix));
        } catch (IOException absent) {
            return 0;
        }
    }
}
