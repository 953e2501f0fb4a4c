package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnKeyTest {

    @TempDir
    private Path directory;

    @Test
    void a_hub_finds_its_key_again() throws IOException {
        String before = OwnKey.in(directory).sign(new JWTClaimsSet.Builder().build());

        String after = OwnKey.in(directory).sign(new JWTClaimsSet.Builder().build());

        assertThat(after).isEqualTo(before);
        assertThat(file()).hasSize(32);
        assertThat(directory.resolve("token.key.new")).doesNotExist();
    }

    @Test
    void every_hub_has_another_key() {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().build();

        assertThat(OwnKey.inMemory().sign(claims))
                .isNotEqualTo(OwnKey.inMemory().sign(claims))
                .isNotEqualTo(OwnKey.in(directory).sign(claims));
    }

    @Test
    void nobody_but_its_owner_can_use_the_file() throws IOException {
        OwnKey.in(directory);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void a_file_that_others_can_use_is_refused_with_what_to_do(String rights) throws IOException {
        OwnKey.in(directory);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));

        assertThatThrownBy(() -> OwnKey.in(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining(rights)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_file_that_its_owner_cannot_change_is_taken() throws IOException {
        OwnKey.in(directory);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));

        assertThat(OwnKey.in(directory)).isNotNull();
    }

    @Test
    void a_file_that_is_not_whole_is_refused() throws IOException {
        Files.write(file(), new byte[31]);

        assertThatThrownBy(() -> OwnKey.in(directory)).hasMessageContaining("not a file of 32 bytes");
    }

    @Test
    void a_link_to_another_file_is_refused() throws IOException {
        Path elsewhere = Files.write(directory.resolve("elsewhere"), new byte[32]);
        Files.createSymbolicLink(file(), elsewhere);

        assertThatThrownBy(() -> OwnKey.in(directory)).hasMessageContaining("not a file of 32 bytes");
    }

    @Test
    void what_a_start_left_unfinished_is_made_again() throws IOException {
        Files.write(directory.resolve("token.key.new"), new byte[7]);

        OwnKey.in(directory);

        assertThat(file()).hasSize(32);
        assertThat(directory.resolve("token.key.new")).doesNotExist();
    }

    @Test
    void a_directory_that_is_not_there_is_told() {
        assertThatThrownBy(() -> OwnKey.in(directory.resolve("none")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("carillon.data-dir");
    }

    @Test
    void a_key_is_not_told() {
        assertThat(OwnKey.inMemory()).hasToString("OwnKey");
    }

    private Path file() {
        return directory.resolve("token.key");
    }
}
