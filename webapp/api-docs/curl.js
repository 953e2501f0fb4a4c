// @ts-check
// Lines for a terminal.

/** @typedef {import("./description.js").Operation} Operation */
/** @typedef {import("./description.js").Description} Description */

const MOST = 3;

/**
 * What can be pasted into a terminal to try an operation: one line for each kind of answer, or for each kind of body.
 *
 * @param {Description} description
 * @param {Operation} operation
 * @param {URL} base where the hub is
 * @returns {string[]}
 */
export function curlLines(description, operation, base) {
  const url = address(operation, base);
  if (operation.method === "HEAD") {
    return [`curl -I ${quote(url)}`];
  }
  const method = operation.method === "GET" ? "" : ` -X ${operation.method}`;
  const bodies = bodiesOf(description, operation);
  if (bodies.length > 0) {
    return bodies.map(({ type, body }) => `curl -H ${quote(`Content-Type: ${type}`)} -d ${quote(body)} ${quote(url)}`);
  }
  const types = answersOf(description, operation);
  return types.slice(0, MOST).map((type) => {
    const accept = types.length > 1 ? ` -H ${quote(`Accept: ${type}`)}` : "";
    const unbuffered = /event-stream|ndjson/.test(type) ? " -N" : "";
    return `curl${unbuffered}${method}${accept} ${quote(url)}`;
  });
}

/**
 * @param {Operation} operation
 * @param {URL} base
 */
function address(operation, base) {
  let path = operation.path.slice(1);
  const query = new URLSearchParams();
  for (const parameter of operation.parameters) {
    const example = parameter.example ?? parameter.schema?.examples?.[0];
    if (parameter.in === "path") {
      path = path.replace(`{${parameter.name}}`, String(example ?? parameter.name));
    } else if (parameter.in === "query" && parameter.name === "channel" && !operation.path.includes("{channel}")) {
      query.append(parameter.name, String(example));
    }
  }
  const search = query.toString();
  return new URL(path, base).href + (search === "" ? "" : `?${search}`);
}

/**
 * @param {Description} description
 * @param {Operation} operation
 * @returns {{ type: string, body: string }[]}
 */
function bodiesOf(description, operation) {
  const body = operation.node.requestBody;
  const content = Object.entries((body && description.resolve(body).content) ?? {});
  return content
    .flatMap(([type, media]) =>
      [media.example, ...Object.values(media.examples ?? {}).map((example) => example.value)]
        .filter((example) => example !== undefined)
        .map((example) => ({ type, body: typeof example === "string" ? example : JSON.stringify(example) })),
    )
    .slice(0, MOST);
}

/**
 * @param {Description} description
 * @param {Operation} operation
 * @returns {string[]}
 */
function answersOf(description, operation) {
  const good = Object.entries(operation.node.responses).filter(([status]) => status.startsWith("2"));
  const types = good.flatMap(([, answer]) => Object.keys(description.resolve(answer).content ?? {}));
  return types.length === 0 ? [""] : [...new Set(types)];
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
