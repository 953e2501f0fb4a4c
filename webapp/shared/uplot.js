// @ts-check
// uPlot as a module. Its own module is not minified and twice as large as its script, which leaves a global variable instead.

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 10_000;

/** @returns {Promise<boolean>} whether it has loaded */
function load() {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = import.meta.resolve("uplot");
    script.addEventListener("load", () => resolve(true));
    script.addEventListener("error", () => {
      script.remove();
      resolve(false);
    });
    document.head.append(script);
  });
}

// A server that is just being started again will have it soon, and the page goes on without charts until then.
for (let wait = FIRST_WAIT_MILLIS; !(await load()); wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS)) {
  await new Promise((resolve) => setTimeout(resolve, wait));
}

/** @type {typeof import("uplot")} */
export const uPlot = /** @type {any} */ (globalThis).uPlot;
