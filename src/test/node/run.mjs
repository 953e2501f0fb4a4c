// Runs functions of scenario.js with the client that stands in a file: `node run.mjs <client>`. Reads calls from its input and writes what came of them, a line
// of JSON each. A client that was made for browsers is told its transports by their classes, and given what it needs of browsers.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import * as scenario from "./scenario.js";

const ofBrowsers = process.argv[2].endsWith(".min.js");
const client = await import(pathToFileURL(process.argv[2]).href);
if (ofBrowsers) {
    globalThis.FileReader = class {
        async readAsDataURL(blob) {
            this.result = "data:;base64," + Buffer.from(await blob.arrayBuffer()).toString("base64");
            this.onload();
        }
    };
}

/** Sends headers along, which Node can and browsers cannot. */
class WebSocketWithHeaders extends (client.WebSocket ?? Object) {
    createSocket(url, protocols, { headers }) {
        return new WebSocket(url, { protocols: protocols ?? [], headers });
    }
}

const CLASSES = { polling: client.Fetch, websocket: WebSocketWithHeaders };
scenario.use(client.io);

for await (const line of createInterface({ input: process.stdin })) {
    const { call, options } = JSON.parse(line);
    let answer;
    try {
        if (ofBrowsers) {
            options.transports = (options.transports ?? Object.keys(CLASSES)).map((name) => CLASSES[name]);
        }
        answer = { done: (await scenario[call](options)) ?? null };
    } catch (e) {
        answer = { failed: e instanceof Error ? e.stack : String(e) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
}
process.exit(0);
