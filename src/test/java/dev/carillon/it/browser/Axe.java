package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** What axe-core finds of WCAG 2.1, levels A and AA. The script is the WebJar's; the debugger brings it into a page, whatever its policy is. */
public final class Axe {

    private static final List<String> WCAG_2_1_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

    private static final String SCRIPT = script();

    /** Each violation as text: the rule, where to read about it, and the elements. Those in a frame follow the selector of the frame. */
    private static final String RUN = """
            async (tags) => {
              const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
              const indented = (text) => (text ?? "").replaceAll("\\n", "\\n        ");
              return violations.map(({ id, impact, help, helpUrl, nodes }) =>
                [
                  `${impact} ${id}: ${help} (${helpUrl})`,
                  ...nodes.map((node) => `    ${node.target.join(" > ")} ${node.html}\\n        ${indented(node.failureSummary)}`),
                ].join("\\n"),
              );
            }
            """;

    private Axe() {}

    /** Fails with every violation, in all frames. */
    public static void check(Page page) {
        page.frames().forEach(Axe::bring);
        List<?> violations = (List<?>) page.evaluate(RUN, WCAG_2_1_AA);
        if (!violations.isEmpty()) {
            fail(page.url() + " violates WCAG 2.1 AA:\n"
                    + violations.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        }
    }

    /** A page that was looked at before has it. */
    private static void bring(Frame frame) {
        if (!Boolean.TRUE.equals(frame.evaluate("'axe' in window"))) {
            frame.evaluate(SCRIPT);
        }
    }

    private static String script() {
        try {
            Properties pom = new Properties();
            pom.load(new ByteArrayInputStream(read("META-INF/maven/org.webjars.npm/axe-core/pom.properties")));
            String path = "META-INF/resources/webjars/axe-core/%s/axe.min.js".formatted(pom.getProperty("version"));
            return new String(read(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = Axe.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException(path);
            }
            return in.readAllBytes();
        }
    }
}
