// @ts-check
// The console: what an administrator looks at and does.

import "../shared/page-header.js";
import "./console.js";
