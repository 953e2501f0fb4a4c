// @ts-check
// Makes the page of a description.

import { curlLines } from "./curl.js";
import { element, rich } from "./dom.js";
import { schemaText } from "./schema-text.js";
import { text } from "./texts.js";

/** @typedef {import("./description.js").Description} Description */
/** @typedef {import("./description.js").Operation} Operation */
/** @typedef {import("./description.js").Node} DescriptionNode */

/**
 * @param {Description} description
 * @param {URL} base where the hub is
 * @returns {HTMLElement[]}
 */
export function groups(description, base) {
  return description.groups().map((group) =>
    element(
      "section",
      { id: `group-${group.name}`, "aria-labelledby": `title-${group.name}` },
      element("h2", { id: `title-${group.name}` }, group.name),
      element("p", { class: "hint" }, group.description),
      ...group.operations.map((operation) => operationOf(description, operation, base)),
    ),
  );
}

/**
 * @param {Description} description
 * @returns {HTMLElement[]}
 */
export function contents(description) {
  return description.groups().map((group) =>
    element(
      "li",
      {},
      element("a", { href: `#group-${group.name}` }, group.name),
      element(
        "ul",
        {},
        ...group.operations.map((operation) =>
          element(
            "li",
            {},
            element(
              "a",
              { href: `#${operation.id}`, title: String(operation.node.summary), lang: "en" },
              badge(operation),
              element("code", {}, breakable(operation.path)),
            ),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Description} description
 * @returns {HTMLElement[]}
 */
export function schemas(description) {
  return description.schemas.map(([name, schema]) =>
    element(
      "details",
      { id: `schema-${name}` },
      element("summary", {}, element("h3", {}, name), ...(schema.description ? [element("span", {}, schema.description)] : [])),
      schema.properties ? properties(schema) : element("p", {}, ...schemaText(schema)),
    ),
  );
}

/**
 * @param {Description} description
 * @param {Operation} operation
 * @param {URL} base
 */
function operationOf(description, operation, base) {
  const { node } = operation;
  const body = node.requestBody && description.resolve(node.requestBody);
  return element(
    "details",
    { class: "operation", id: operation.id },
    element(
      "summary",
      {},
      element("h3", {}, badge(operation), element("code", {}, breakable(operation.path))),
      element("span", {}, String(node.summary ?? "")),
    ),
    ...(node.description ? [element("p", {}, ...rich(node.description))] : []),
    element("p", { class: "who" }, `${text("who")}: ${who(operation)}`),
    ...(operation.parameters.length === 0 ? [] : part("parameters", parameters(operation))),
    ...(body ? part("body", bodyOf(body)) : []),
    ...part("answers", answers(description, operation)),
    ...part("try", ...curlLines(description, operation, base).map((line) => element("pre", {}, element("code", {}, line)))),
  );
}

/** @param {Operation} operation */
function badge(operation) {
  return element("span", { class: "method", "data-method": operation.method }, operation.method);
}

/**
 * @param {string} name
 * @param {HTMLElement[]} content
 */
function part(name, ...content) {
  return [element("h4", {}, text(`part.${name}`)), ...content];
}

/** @param {Operation} operation */
function who(operation) {
  const schemes = operation.security.flatMap((requirement) => Object.keys(requirement));
  if (schemes.length === 0) {
    return text("who.anybody");
  }
  const anonymous = operation.security.some((requirement) => Object.keys(requirement).length === 0);
  return [...schemes.map((scheme) => text(`who.${scheme}`)), ...(anonymous ? [text("who.granted")] : [])].join("; ");
}

/** @param {Operation} operation */
function parameters(operation) {
  return element(
    "dl",
    {},
    ...operation.parameters.flatMap((parameter) => {
      const required = parameter.required ? `, ${text("required")}` : "";
      return [
        element("dt", {}, element("code", {}, parameter.name), element("small", {}, ` ${text(`in.${parameter.in}`)}${required}`)),
        element(
          "dd",
          {},
          ...rich(parameter.description ?? ""),
          element("small", {}, " ", ...schemaText(parameter.schema ?? {})),
        ),
      ];
    }),
  );
}

/** @param {DescriptionNode} body */
function bodyOf(body) {
  return element(
    "dl",
    {},
    ...Object.entries(body.content).flatMap(([type, media]) => [
      element("dt", {}, element("code", {}, type)),
      element("dd", {}, ...(body.description ? [`${body.description} `] : []), element("small", {}, ...schemaText(media.schema ?? {}))),
    ]),
  );
}

/**
 * @param {Description} description
 * @param {Operation} operation
 */
function answers(description, operation) {
  const all = Object.entries(operation.node.responses).sort(([a], [b]) => a.localeCompare(b));
  return element(
    "dl",
    { class: "answers" },
    ...all.flatMap(([status, reference]) => {
      const answer = description.resolve(reference);
      const bad = Number(status) >= 400;
      const said = rich(answer.description ?? "", (code) => (bad ? problem(code) : element("code", {}, code)));
      const content = Object.entries(answer.content ?? {}).map(([type, media]) =>
        element("small", { class: "content" }, element("code", {}, type), " ", ...schemaText(media.schema ?? {})),
      );
      return [
        element("dt", { "data-status": status.slice(0, 1) }, status),
        element("dd", {}, ...said, ...(bad && !content.some((one) => one.textContent?.includes("/json")) ? [] : content)),
      ];
    }),
  );
}

/** @param {string} slug */
function problem(slug) {
  return element("a", { href: `../problems/${slug}` }, element("code", {}, slug));
}

/** @param {DescriptionNode} schema */
function properties(schema) {
  const required = new Set(schema.required ?? []);
  return element(
    "dl",
    {},
    ...Object.entries(schema.properties).flatMap(([name, property]) => [
      element("dt", {}, element("code", {}, name), ...(required.has(name) ? [element("small", {}, ` ${text("required")}`)] : [])),
      element("dd", {}, ...rich(property.description ?? ""), element("small", {}, " ", ...schemaText(property))),
    ]),
  );
}

/**
 * A path may be broken after a slash.
 *
 * @param {string} path
 */
function breakable(path) {
  return path.replaceAll("/", "/\u200b").replace(/\u200b$/, "");
}
