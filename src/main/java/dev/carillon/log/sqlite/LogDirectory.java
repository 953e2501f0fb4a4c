package dev.carillon.log.sqlite;

import dev.carillon.log.LogStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** The directory of a log, which belongs to one process at a time. */
final class LogDirectory implements AutoCloseable {

    private static final String DATABASE = "carillon.db";
    private static final String LOCK = "carillon.lock";
    private static final String BACKUPS = "backups";
    private static final DateTimeFormatter BACKUP_NAME = DateTimeFormatter.ofPattern(
                    "'carillon-'yyyyMMdd'T'HHmmss.SSS'Z.db'")
            .withZone(ZoneOffset.UTC);

    private final Path directory;
    private final FileChannel lockFile;

    private LogDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if it is not there, and takes it.
     *
     * @throws LogStartException if it cannot be written or another process has it
     */
    static LogDirectory open(Path directory) {
        try {
            Files.createDirectories(directory, onlyForTheOwner());
            return new LogDirectory(directory, lock(directory));
        } catch (IOException e) {
            throw new LogStartException(
                    "The data directory " + directory + " cannot be written (" + e
                            + "). Give the server's user the right to"
                            + " write there, or name another directory with the setting carillon.data-dir.",
                    e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            // Another application of the same server has it.
        } finally {
            if (lock == null) {
                file.close();
            }
        }
        if (lock == null) {
            throw new LogStartException(
                    "The data directory " + directory
                            + " is in use by another Carillon. Stop that one, or give this one"
                            + " another directory with the setting carillon.data-dir.",
                    null);
        }
        return file;
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

    /** Where a copy is to be written. */
    Path newBackup(Instant now) throws IOException {
        Path backups = Files.createDirectories(directory.resolve(BACKUPS), onlyForTheOwner());
        return backups.resolve(BACKUP_NAME.format(now));
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
