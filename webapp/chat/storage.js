// @ts-check
// The browser's storage, or the page's own memory where somebody's settings forbid it or it is full.

/** @type {Map<string, string>} */
const memory = new Map();

export const storage = {
  /** @param {string} key */
  getItem(key) {
    try {
      return memory.get(key) ?? localStorage.getItem(key);
    } catch {
      return memory.get(key) ?? null;
    }
  },

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    try {
      localStorage.setItem(key, value);
      memory.delete(key);
    } catch {
      memory.set(key, value);
    }
  },

  /** @param {string} key */
  removeItem(key) {
    memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // Then it is not there either.
    }
  },
};
