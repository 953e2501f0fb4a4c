// @ts-check
// Says in a few words what a schema allows.

import { nameOf } from "./description.js";
import { element } from "./dom.js";
import { text } from "./texts.js";

/** @typedef {import("./description.js").Node} SchemaNode */

/**
 * As "text, 1 to 128 characters" or "list of Envelope", with links to the documents.
 *
 * @param {SchemaNode} schema
 * @returns {(Node | string)[]}
 */
export function schemaText(schema) {
  const name = nameOf(schema);
  if (name !== "") {
    return [element("a", { href: `#schema-${name}` }, name)];
  }
  if (schema?.oneOf) {
    return schema.oneOf.flatMap((/** @type {SchemaNode} */ one, /** @type {number} */ index) =>
      index === 0 ? schemaText(one) : [` ${text("or")} `, ...schemaText(one)],
    );
  }
  if (schema?.enum) {
    return [schema.enum.join(` ${text("or")} `)];
  }
  const types = [schema?.type ?? []].flat();
  if (types.includes("array")) {
    const most = schema.maxItems === undefined ? "" : `, ${text("entries", { max: schema.maxItems.toLocaleString("en") })}`;
    return [`${text("listOf")} `, ...schemaText(schema.items ?? {}), most];
  }
  const kind = types.length === 0 ? text("schema.any") : types.map((type) => text(`schema.${type}`)).join(` ${text("or")} `);
  return [[kind, ...limits(schema)].join(", ")];
}

/**
 * @param {SchemaNode} schema
 * @returns {string[]}
 */
function limits(schema) {
  const said = [];
  if (schema.maxLength !== undefined) {
    said.push(text("characters", { min: schema.minLength ?? 0, max: schema.maxLength.toLocaleString("en") }));
  }
  const { minimum: min, maximum: max } = schema;
  if (min !== undefined && max !== undefined) {
    said.push(text("between", { min, max: max.toLocaleString("en") }));
  } else if (min !== undefined) {
    said.push(text("from", { min }));
  } else if (max !== undefined) {
    said.push(text("upTo", { max: max.toLocaleString("en") }));
  }
  if (schema.format !== undefined) {
    said.push(schema.format);
  }
  if (schema.default !== undefined) {
    said.push(text("default", { value: String(schema.default) }));
  }
  return said;
}
