// @ts-check

/** The version of this client; `package.json` has the same. */
export const version = "0.1.0";
