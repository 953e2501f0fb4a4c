package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckedSignaturesTest {

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

    private final Echo echo = new Echo();
    private final CheckedSignatures signatures = new CheckedSignatures(echo);

    @Test
    void a_right_signature_is_checked_once() throws JOSEException {
        assertThat(isRight("a", "a")).isTrue();
        assertThat(isRight("a", "a")).isTrue();

        assertThat(echo.checks).isEqualTo(1);
    }

    @Test
    void a_wrong_one_is_checked_each_time_whatever_was_right() throws JOSEException {
        isRight("a", "a");
        isRight("b", "b");

        assertThat(isRight("a", "b")).isFalse();
        assertThat(isRight("b", "a")).isFalse();
        assertThat(isRight("a", "b")).isFalse();
        assertThat(isRight("a", "")).isFalse();
        assertThat(isRight("", "a")).isFalse();

        assertThat(echo.checks).isEqualTo(7);
    }

    @Test
    void where_one_part_ends_counts() throws JOSEException {
        isRight("a.YQ", "a.YQ");

        assertThat(isRight("a.YQ.YS5ZUQ", "")).isFalse();
        assertThat(isRight("a", "a.YQ")).isFalse();
    }

    @Test
    void those_that_were_used_last_are_remembered() throws JOSEException {
        isRight("used", "used");
        for (int i = 0; i < CheckedSignatures.MAX_REMEMBERED; i++) {
            isRight("t" + i, "t" + i);
            isRight("used", "used");
        }
        int before = echo.checks;

        isRight("used", "used");
        isRight("t" + (CheckedSignatures.MAX_REMEMBERED - 1), "t" + (CheckedSignatures.MAX_REMEMBERED - 1));
        assertThat(echo.checks).isEqualTo(before);
        isRight("t0", "t0");
        assertThat(echo.checks).isEqualTo(before + 1);
    }

    private boolean isRight(String signed, String signature) throws JOSEException {
        return signatures.verify(HEADER, Forge.bytes(signed), Base64URL.encode(signature));
    }

    /** Takes what is signed for its signature. */
    private static final class Echo extends BaseJWSProvider implements JWSVerifier {

        private int checks;

        Echo() {
            super(Set.of(JWSAlgorithm.ES256));
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
            checks++;
            return Arrays.equals(signed, signature.decode());
        }
    }
}
