// @ts-check
// The requests for Java, with Jakarta REST 3.1.

import { ACCEPT, PLACE, publication, reading } from "../request.js";
import { indent, java } from "./quoting.js";

/** @typedef {import("../options.js").Options} Options */

const NEEDS = "jakarta.ws.rs-api and an implementation, such as jersey-client with jersey-hk2";
const TOKEN_IMPORT = "import jakarta.ws.rs.client.ClientRequestFilter;\n";
const TOKEN = `client.register((ClientRequestFilter) request ->
        request.getHeaders().putSingle("Authorization", "Bearer " + System.getenv("CARILLON_TOKEN")));
`;

/** @param {Options} options */
export function javaToSubscribe(options) {
  switch (options.transport) {
    case "event-source":
    case "fetch":
      return eventSource(options);
    case "ndjson":
      return lines(options);
    default:
      return polls(options);
  }
}

/** @param {Options} options */
function eventSource(options) {
  return program(
    options,
    "Subscribe",
    `${NEEDS} and jersey-media-sse`,
    ["jakarta.ws.rs.sse.SseEventSource", "java.util.concurrent.TimeUnit"],
    `SseEventSource events = SseEventSource.target(client.target(${java(reading(options, "").address.href)}))
        .reconnectingEvery(3, TimeUnit.SECONDS)
        .build();
try (events) {
    events.register(
            event -> System.out.println(event.getId() + " " + event.getName() + " " + event.readData()),
            failure -> System.err.println("failed: " + failure));
    events.open();
    Thread.currentThread().join();
}`,
  );
}

/** @param {Options} options */
function lines(options) {
  return program(
    options,
    "Subscribe",
    NEEDS,
    ["jakarta.ws.rs.ProcessingException", "jakarta.ws.rs.client.Invocation", "java.io.BufferedReader", "java.io.IOException", "java.io.InputStream",
      "java.io.InputStreamReader", "java.nio.charset.StandardCharsets"],
    `String lastId = "";
while (true) {
    Invocation.Builder request = client.target(${java(reading(options, "").address.href)})
            .request(${java(ACCEPT.ndjson)});
    if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
    }
    try (BufferedReader lines = new BufferedReader(
            new InputStreamReader(request.get(InputStream.class), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty()) {
                System.out.println(line);
            }
            // Each event and each cursor begins with its id.
            if (line.startsWith("{\\"id\\":\\"") || line.startsWith("{\\"cursor\\":\\"")) {
                lastId = line.split("\\"", 5)[3];
            }
        }
    } catch (IOException | ProcessingException lost) {
        System.err.println("the connection is lost: " + lost);
    }
    Thread.sleep(3_000);
}`,
  );
}

/** @param {Options} options */
function polls(options) {
  const short = options.transport === "short-poll";
  const first = reading(options, "").address.href;
  const next = reading(options, PLACE).address.href.split(PLACE);
  return program(
    options,
    "Subscribe",
    NEEDS,
    ["jakarta.ws.rs.ProcessingException", "jakarta.ws.rs.client.Invocation", "jakarta.ws.rs.core.Response"],
    `String cursor = "";
while (true) {
    String url = cursor.isEmpty()
            ? ${java(first)}
            : ${java(next[0])} + cursor${next[1] ? ` + ${java(next[1])}` : ""};
    Invocation.Builder request = client.target(url).request("application/json");
${short ? "    if (!cursor.isEmpty()) {\n        request.header(\"If-None-Match\", \"\\\"\" + cursor + \"\\\"\");\n    }\n" : ""}    try (Response answer = request.get()) {
        if (answer.getStatus() == 200) {
            System.out.println(answer.readEntity(String.class));
        } else if (answer.getStatus() != 304) {
            throw new IllegalStateException(answer.readEntity(String.class));
        }
        cursor = answer.getHeaderString("Carillon-Cursor");
    } catch (ProcessingException lost) {
        System.err.println("the connection is lost: " + lost);
        Thread.sleep(3_000);
    }
${short ? `    Thread.sleep(${Number(options.every) * 1_000});\n` : ""}}`,
  );
}

/** @param {Options} options */
export function javaToPublish(options) {
  const { address, headers, body } = publication(options);
  const { "Content-Type": type, ...others } = headers;
  const more = Object.entries(others).map(([name, value]) => `\n        .header(${java(name)}, ${java(value)})`);
  return program(
    options,
    "Publish",
    NEEDS,
    ["jakarta.ws.rs.client.Entity", "jakarta.ws.rs.core.Response"],
    `Response answer = client.target(${java(address.href)})
        .request()${more.join("")}
        .post(Entity.entity(${java(body ?? "")}, ${java(type)}));
System.out.println(answer.getStatus() + " " + answer.readEntity(String.class));`,
  );
}

/**
 * @param {Options} options
 * @param {string} name
 * @param {string} needs
 * @param {string[]} imports
 * @param {string} body
 */
function program(options, name, needs, imports, body) {
  const all = ["jakarta.ws.rs.client.Client", "jakarta.ws.rs.client.ClientBuilder", ...imports].map((each) => `import ${each};\n`);
  if (options.token) {
    all.push(TOKEN_IMPORT);
  }
  return `${all.sort().join("")}
/** Needs ${needs}. */
public class ${name} {
    public static void main(String[] args) throws Exception {
        try (Client client = ClientBuilder.newClient()) {
${indent((options.token ? TOKEN : "") + body, "            ")}
        }
    }
}
`;
}
