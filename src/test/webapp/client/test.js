// @ts-check
// As much of a test framework as these tests need.

/** @type {{ name: string, body: () => unknown }[]} */
const tests = [];

/**
 * @param {string} name a sentence
 * @param {() => unknown} body
 */
export function test(name, body) {
  tests.push({ name, body });
}

/**
 * One after the other.
 *
 * @returns {Promise<{ name: string, failure: string | null }[]>}
 */
export async function run() {
  const outcomes = [];
  for (const { name, body } of tests) {
    try {
      await body();
      outcomes.push({ name, failure: null });
    } catch (failure) {
      outcomes.push({ name, failure: failure instanceof Error ? `${failure.message}\n${failure.stack}` : String(failure) });
    }
  }
  return outcomes;
}

/**
 * Compares as JSON does, with undefined and dates as they are.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = "") {
  const [got, wanted] = [show(actual), show(expected)];
  if (got !== wanted) {
    throw new Error(`${what}\nexpected ${wanted}\nbut got  ${got}`);
  }
}

/**
 * @param {unknown} condition
 * @param {string} what
 */
export function check(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}

/**
 * @param {() => unknown} body
 * @returns {Promise<any>} what it threw
 */
export async function failureOf(body) {
  try {
    await body();
  } catch (failure) {
    return failure;
  }
  throw new Error("nothing was thrown");
}

/** @param {unknown} value */
function show(value) {
  return JSON.stringify(value, (_, part) => (part === undefined ? "(undefined)" : part instanceof Map ? [...part] : part));
}
