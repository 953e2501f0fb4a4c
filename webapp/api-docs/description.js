// @ts-check
// An OpenAPI 3.1 document, as far as this page needs it.

/** @typedef {Record<string, any>} Node a piece of the document */

/**
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method in capitals
 * @property {string} path
 * @property {Node} node
 * @property {Node[]} parameters with those of the path
 * @property {Node[]} security who may use it; an empty entry means anybody
 */

const METHODS = ["get", "head", "post", "put", "patch", "delete"];

export class Description {
  /** @type {Node} */
  #document;

  /** @param {Node} document */
  constructor(document) {
    this.#document = document;
  }

  get about() {
    return String(this.#document.info.description ?? this.#document.info.summary ?? "");
  }

  /** @returns {[string, Node][]} */
  get schemas() {
    return Object.entries(this.#document.components?.schemas ?? {});
  }

  /**
   * The operations by their tags, in the order of the tags.
   *
   * @returns {{ name: string, description: string, operations: Operation[] }[]}
   */
  groups() {
    const operations = this.#operations();
    return this.#document.tags
      .map((/** @type {Node} */ tag) => ({
        name: tag.name,
        description: tag.description ?? "",
        operations: operations.filter((operation) => operation.node.tags?.[0] === tag.name),
      }))
      .filter((/** @type {{ operations: Operation[] }} */ group) => group.operations.length > 0);
  }

  /** @returns {Operation[]} */
  #operations() {
    return Object.entries(this.#document.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => method in item).map((method) => ({
        id: item[method].operationId,
        method: method.toUpperCase(),
        path,
        node: item[method],
        parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((node) => this.resolve(node)),
        security: item[method].security ?? this.#document.security ?? [],
      })),
    );
  }

  /**
   * What a reference points to.
   *
   * @param {Node} node
   * @returns {Node}
   */
  resolve(node) {
    if (typeof node?.$ref !== "string") {
      return node;
    }
    return node.$ref
      .slice(2)
      .split("/")
      .reduce((found, name) => found?.[name.replaceAll("~1", "/").replaceAll("~0", "~")], this.#document);
  }
}

/**
 * The name of the schema that a reference points to; empty if it is none.
 *
 * @param {Node} node
 */
export function nameOf(node) {
  return /^#\/components\/schemas\/(.+)$/.exec(node?.$ref ?? "")?.[1] ?? "";
}
