package dev.carillon.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The key with which the hub signs the tokens that it mints (HS256). Whoever has it can do everything.
 *
 * <p>Threading: any thread.
 */
public final class OwnKey {

    static final String ISSUER = "carillon";
    static final String AUDIENCE = "carillon";
    static final String ID = "own";

    private static final String FILE = "token.key";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final byte[] secret;

    OwnKey(byte[] secret) {
        this.secret = secret;
    }

    /** A new one that ends with the process. */
    public static OwnKey inMemory() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new OwnKey(secret);
    }

    /**
     * The one in the file {@code token.key}, which is made if it is not there. The directory must belong to this process alone.
     *
     * @throws IllegalStateException if the file cannot be used; the message says what to do
     */
    public static OwnKey in(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read(file) : make(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The key of this hub, " + file + ", cannot be used (" + e + "). Give the server's user the right to"
                            + " read and write it, or name another directory with the setting carillon.data-dir.",
                    e);
        }
    }

    private static OwnKey read(Path file) throws IOException {
        boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (!regular || Files.size(file) != BYTES) {
            throw new IllegalStateException("The key of this hub, " + file + ", is not a file of " + BYTES
                    + " bytes. Remove it, and a new one is"
                    + " made; tokens that were signed with the old one are void then.");
        }
        if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException("The key of this hub, " + file + ", can be used by others than its owner: "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + ". If nobody has"
                    + " read it, take their rights away with chmod 600. Else remove it, and a new one is made;"
                    + " tokens that were signed with the old one are void then.");
        }
        return new OwnKey(Files.readAllBytes(file));
    }

    /** Under another name first, so that a file of this name is always whole; with its rights from the beginning. */
    private static OwnKey make(Path file) throws IOException {
        OwnKey key = inMemory();
        Path unfinished = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(unfinished);
        FileAttribute<?>[] rights = isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            ByteBuffer bytes = ByteBuffer.wrap(key.secret);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }

    private static boolean isPosix(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new NoSuchFileException(file.toString());
        }
        return Files.getFileStore(directory).supportsFileAttributeView("posix");
    }

    String sign(JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(ID)
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 signs anything", e);
        }
    }

    VerificationKey verification() {
        return VerificationKey.secret(secret);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "OwnKey";
    }
}
