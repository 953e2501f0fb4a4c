// @ts-check

/** What this page watches, and publishes to: anybody may, unless the server is set up otherwise. */
export const CHANNEL = "demo";
