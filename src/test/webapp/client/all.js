// @ts-check
// Loads every test and runs them. Whoever opens the page reads window.outcomes.

import "./parser.test.js";
import "./values.test.js";
import "./requests.test.js";
import "./link.test.js";
import "./proxies.test.js";
import "./union.test.js";
import "./resource.test.js";
import "./pages.test.js";
import { run } from "./test.js";

/** @type {any} */ (window).outcomes = run();
