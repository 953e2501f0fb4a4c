// @ts-check
// The keys of the list of messages: the arrows go from message to message, Enter opens what can be done with one.

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} list
 * @param {(item: HTMLElement) => void} open
 */
export function followKey(event, list, open) {
  const item = /** @type {HTMLElement} */ (event.target);
  if (!item.matches(".message[data-id]")) {
    return;
  }
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".message[data-id]")]);
  const at = items.indexOf(item);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    goTo(items[Math.max(0, Math.min(to, items.length - 1))]);
  } else if (event.key === "Enter" || event.key === "ContextMenu") {
    event.preventDefault();
    open(item);
  }
}

/** @param {HTMLElement} item */
export function goTo(item) {
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}
