// @ts-check
// The requests for Python 3.8 and newer, without any package.

import { ACCEPT, PLACE, publication, reading } from "../request.js";
import { indent, python } from "./quoting.js";

/** @typedef {import("../options.js").Options} Options */

const TOKEN = '"Authorization": "Bearer " + os.environ["CARILLON_TOKEN"]';

/** @param {Options} options */
export function pythonToSubscribe(options) {
  switch (options.transport) {
    case "event-source":
    case "fetch":
      return stream(options, "", PARSE_EVENTS);
    case "ndjson":
      return stream(options, "import json\n", PARSE_LINES);
    default:
      return polls(options);
  }
}

const PARSE_EVENTS = `kind, data = "message", []
for raw in answer:
    line = raw.decode().rstrip("\\n")
    name, _, value = line.partition(":")
    value = value[1:] if value.startswith(" ") else value
    if line == "":
        if data:
            print(last_id, kind, "\\n".join(data), flush=True)
        kind, data = "message", []
    elif name == "data":
        data.append(value)
    elif name == "event":
        kind = value
    elif name == "id":
        last_id = value
    elif name == "retry":
        retry = int(value) / 1000`;

const PARSE_LINES = `for raw in answer:
    if raw == b"\\n":
        continue  # a heartbeat
    line = json.loads(raw)
    retry = line.get("retry", retry * 1000) / 1000
    last_id = line.get("cursor") or line.get("id") or last_id
    if "gap" in line:
        print("events are missing:", line["gap"], file=sys.stderr)
    if "channel" in line:
        print(line["id"], line["channel"], line["type"], line["data"], flush=True)`;

/**
 * @param {Options} options
 * @param {string} imports
 * @param {string} parse
 */
function stream(options, imports, parse) {
  const headers = [`"Accept": ${python(ACCEPT[options.transport])}`, ...(options.token ? [TOKEN] : [])].join(", ");
  return `import http.client
${imports}${options.token ? "import os\n" : ""}import sys
import time
import urllib.error
import urllib.request

url = ${python(reading(options, "").address.href)}
last_id = ""
retry = 3.0

while True:
    request = urllib.request.Request(url, headers={${headers}})
    if last_id:
        request.add_header("Last-Event-ID", last_id)
    try:
        # A heartbeat comes every 15 seconds, so a connection that is silent for longer is dead.
        with urllib.request.urlopen(request, timeout=45) as answer:
${indent(parse, "            ")}
    except urllib.error.HTTPError as refused:
        sys.exit(refused.read().decode())
    except (OSError, http.client.HTTPException) as lost:
        print("the connection is lost:", lost, file=sys.stderr)
    time.sleep(retry)
`;
}

/** @param {Options} options */
function polls(options) {
  const short = options.transport === "short-poll";
  const first = reading(options, "").address.href;
  const next = reading(options, PLACE).address.href.split(PLACE);
  const headers = ['"Accept": "application/json"', ...(options.token ? [TOKEN] : [])].join(", ");
  return `import http.client
import json
${options.token ? "import os\n" : ""}import sys
import time
import urllib.error
import urllib.request

cursor = ""

while True:
    url = ${python(next[0])} + cursor + ${python(next[1] ?? "")} if cursor else ${python(first)}
    request = urllib.request.Request(url, headers={${headers}})
${short ? "    if cursor:\n        request.add_header(\"If-None-Match\", '\"' + cursor + '\"')\n" : ""}    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            document = json.load(answer)
        if document["gap"]:
            print("events are missing:", document["gap"], file=sys.stderr)
        for event in document["events"]:
            print(event["id"], event["channel"], event["type"], event["data"], flush=True)
        cursor = document["cursor"]
    except urllib.error.HTTPError as answer:
        if answer.code != 304:
            sys.exit(answer.read().decode())
    except (OSError, http.client.HTTPException) as lost:
        print("the connection is lost:", lost, file=sys.stderr)
        time.sleep(3)
${short ? `    time.sleep(${Number(options.every)})\n` : ""}`;
}

/** @param {Options} options */
export function pythonToPublish(options) {
  const { address, headers, body } = publication(options);
  const lines = Object.entries(headers).map(([name, value]) => `${python(name)}: ${python(value)},`);
  const all = options.token ? [`${TOKEN},`, ...lines] : lines;
  return `${options.token ? "import os\n" : ""}import sys
import urllib.error
import urllib.request

request = urllib.request.Request(
    ${python(address.href)},
    method="POST",
    headers={
${indent(all.join("\n"), "        ")}
    },
    data=${python(body ?? "")}.encode(),
)
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as refused:
    sys.exit(refused.read().decode())
`;
}
