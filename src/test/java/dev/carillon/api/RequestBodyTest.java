package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes become text, or are refused with a reason. */
class RequestBodyTest {

    private static final long UNKNOWN = -1;

    @Test
    void a_body_without_a_type_is_text_in_utf_8() throws IOException {
        assertThat(read(null, "é😀\r\n")).isEqualTo(new RequestBody("é😀\r\n", false));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, false",
        "application/x-www-form-urlencoded, false",
        "text/json, false",
        "application/jsonx, false",
        "json, false",
        "application/json, true",
        "APPLICATION/JSON, true",
        "application/json;charset=utf-8, true",
        "application/json ; x=y, true",
        "application/vnd.api+json, true",
        "application/Problem+Json, true"
    })
    void the_content_type_tells_json_from_text(String type, boolean isJson) throws IOException {
        assertThat(read(type, "[1]").isJson()).isEqualTo(isJson);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain;charset=ISO-8859-1", "text/plain; Charset=\"latin1\"", "text/plain; charset=l1 ; a=b"
            })
    void another_character_set_is_decoded(String type) throws IOException {
        byte[] body = "é".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RequestBody.read(request(type, body, 1), 10, Problem.EVENT_TOO_LARGE)
                        .text())
                .isEqualTo("é");
    }

    /** It must not end in a 500 that Java cannot write it. */
    @Test
    void a_character_set_that_java_only_reads_is_fine() throws IOException {
        assertThat(read("text/plain;charset=ISO-2022-CN", "a").text()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "a b", "", "\u00e9", "\"", "utf-8'"})
    void an_unknown_character_set_is_refused(String charset) {
        assertRefused(() -> read("text/plain;charset=" + charset, "a"), Problem.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_form_with_files_is_refused() {
        assertRefused(() -> read("multipart/form-data; boundary=x", "a"), Problem.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        List<byte[]> malformed = List.of(
                new byte[] {(byte) 0xff},
                new byte[] {'a', (byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80});

        for (byte[] body : malformed) {
            assertRefused(
                    () -> RequestBody.read(request(null, body, body.length), 10, Problem.EVENT_TOO_LARGE),
                    Problem.INVALID_EVENT);
        }
    }

    @Test
    void a_finding_quotes_what_was_sent_without_its_control_characters() {
        assertThatThrownBy(() -> read("text/plain;charset=x\u001b[2Jy", "a"))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.finding()).isEqualTo("It is said to be 'xU+001B[2Jy'."));
    }

    @Test
    void a_body_of_just_the_limit_is_read() throws IOException {
        byte[] body = new byte[10];

        for (long length : new long[] {10, UNKNOWN}) {
            assertThat(RequestBody.read(request(null, body, length), 10, Problem.EVENT_TOO_LARGE)
                            .text())
                    .hasSize(10);
        }
    }

    @Test
    void a_body_that_is_said_to_be_too_long_is_not_read_at_all() {
        InputStream body = new ByteArrayInputStream(new byte[11]);

        assertRefused(
                () -> RequestBody.read(request(null, body, 11), 10, Problem.EVENT_TOO_LARGE), Problem.EVENT_TOO_LARGE);

        assertThat(body).hasBinaryContent(new byte[11]);
    }

    @Test
    void a_body_that_turns_out_to_be_too_long_is_not_read_to_its_end() {
        InputStream body = new ByteArrayInputStream(new byte[5_000]);

        assertRefused(
                () -> RequestBody.read(request(null, body, UNKNOWN), 1_000, Problem.BATCH_TOO_LARGE),
                Problem.BATCH_TOO_LARGE);

        assertThat(body).hasBinaryContent(new byte[3_999]);
    }

    @Test
    void a_body_that_ends_too_early_is_what_came() throws IOException {
        assertThat(RequestBody.read(request(null, new byte[] {'a'}, 5), 10, Problem.EVENT_TOO_LARGE)
                        .text())
                .isEqualTo("a");
    }

    private static void assertRefused(ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.problem()).isEqualTo(problem);
            assertThat(List.of(e.rule(), e.finding(), e.remedy()))
                    .allSatisfy(part -> assertThat(part).endsWith("."));
        });
    }

    private static RequestBody read(@Nullable String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return RequestBody.read(request(type, body, body.length), 1_000, Problem.EVENT_TOO_LARGE);
    }

    private static HttpServletRequest request(@Nullable String type, byte[] body, long length) {
        return request(type, new ByteArrayInputStream(body), length);
    }

    private static HttpServletRequest request(@Nullable String type, InputStream body, long length) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestBodyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentType" -> type;
                    case "getContentLengthLong" -> length;
                    case "getInputStream" -> new Body(body);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class Body extends ServletInputStream {
        private final InputStream in;

        Body(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public boolean isFinished() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
