// @ts-check
// Small helpers to build a page. Text is set as text, never as markup.

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/**
 * A text in which something stands in `backticks`.
 *
 * @param {string} text
 * @param {(code: string) => Node} [code] makes what stands there
 * @returns {(Node | string)[]}
 */
export function rich(text, code = (inner) => element("code", {}, inner)) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? code(part) : part));
}
