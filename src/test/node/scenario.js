// @ts-check
/**
 * What a client of Socket.IO may want of a server, for the official client in Node and in a browser. The other side is ConformanceNamespace and
 * TeamNamespace. Functions take one object of options, which is JSON but for `transports` where a client has no names for them:
 *
 * url: of the server, without a slash at the end
 * transports: as the client takes them; absent for its default
 * transport: the one that is used in the end
 * token: of `subject`; the client may show it in its payload
 * headers: with which a request is `subject`'s; absent if it has a cookie
 */

const NAMESPACE = "/conformance";
const PATIENCE = 20_000;

/** @type {any} */
let io;

/** Takes the client under test. */
export function use(/** @type {any} */ client) {
    io = client;
}

// --- tools ---

function equal(/** @type {any} */ found, /** @type {any} */ expected, what = "value") {
    const [left, right] = [found, expected].map((value) => JSON.stringify(plain(value)));
    if (left !== right) {
        throw new Error(`${what}: expected ${right} but found ${left}`);
    }
}

/** Bytes of all kinds as an array. */
function plain(/** @type {any} */ value) {
    if (value instanceof ArrayBuffer) {
        return { bytes: [...new Uint8Array(value)] };
    }
    if (ArrayBuffer.isView(value)) {
        return { bytes: [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)] };
    }
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (value !== null && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
    }
    return value;
}

function withPatience(/** @type {Promise<any>} */ promise, /** @type {string} */ what) {
    let timer;
    const late = new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error("nothing came: " + what)), PATIENCE);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The arguments of the next event of a name. */
function next(/** @type {any} */ emitter, /** @type {string} */ event) {
    return withPatience(new Promise((resolve) => emitter.once(event, (/** @type {any[]} */ ...args) => resolve(args))), event);
}

/** A socket with a connection of its own, which keeps what it is `told`. */
function open(/** @type {any} */ options, more = {}, namespace = NAMESPACE) {
    const given = { forceNew: true, auth: {}, ...(options.transports && { transports: options.transports }), ...more };
    const socket = io(options.url + namespace, given);
    socket.told = [];
    // An event that can be recovered has its id as one more argument.
    socket.on("told", (/** @type {any} */ value) => socket.told.push(value));
    return socket;
}

async function join(/** @type {any} */ options, more = {}, namespace = NAMESPACE) {
    const socket = open(options, more, namespace);
    const refused = new Promise((resolve, reject) => socket.once("connect_error", reject));
    socket.welcome = (await Promise.race([next(socket, "welcome"), refused]))[0];
    return socket;
}

function ask(/** @type {any} */ socket, /** @type {any[]} */ ...args) {
    return socket.timeout(PATIENCE).emitWithAck(...args);
}

/** Everything that was sent to all before has come. */
async function settle(/** @type {any[]} */ ...sockets) {
    const mark = "mark " + Math.random();
    await ask(sockets[0], "tell-all", mark);
    await until(() => sockets.every((socket) => socket.told.includes(mark)), "the mark");
    for (const socket of sockets) {
        socket.told = socket.told.filter((/** @type {any} */ told) => !String(told).startsWith("mark "));
    }
}

async function until(/** @type {() => boolean} */ condition, /** @type {string} */ what) {
    const end = Date.now() + PATIENCE;
    while (!condition()) {
        if (Date.now() > end) {
            throw new Error("in vain: " + what);
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
}

// --- steps ---

/** @type {Record<string, (options: any) => Promise<void>>} */
const STEPS = {
    async connects_by_the_transport_that_was_asked_for(options) {
        const socket = await join(options);

        await until(() => socket.io.engine.transport.name === options.transport, options.transport);
        equal(typeof socket.id, "string");
        equal(await ask(socket, "echo", 1), 1);
        socket.disconnect();
    },

    async is_whom_the_token_of_the_payload_names(options) {
        const socket = await join(options, { auth: { token: options.token } });

        equal(socket.welcome.subject, options.subject);
        socket.disconnect();
    },

    async is_whom_the_request_names(options) {
        const socket = await join(options, options.headers ? { extraHeaders: options.headers } : { withCredentials: true });

        equal(socket.welcome.subject, options.subject);
        socket.disconnect();
    },

    async is_refused_for_a_token_that_is_not_believed(options) {
        const socket = open(options, { auth: { token: options.token + "x" } });

        const [error] = await next(socket, "connect_error");

        equal(typeof error.message, "string");
        equal(error.data.status, 401);
        equal(socket.active, false);
        socket.disconnect();
    },

    async is_refused_by_the_bean_which_says_why(options) {
        const socket = open(options, { auth: { refuse: "not you" } });

        const [error] = await next(socket, "connect_error");

        equal(error.message, "not you");
        equal(error.data, { code: 7 });
        equal(socket.connected, false);
        socket.disconnect();
    },

    async is_refused_by_a_namespace_that_is_not_there(options) {
        const socket = open(options, {}, "/nowhere");

        const [error] = await next(socket, "connect_error");

        equal(error.message, "Invalid namespace");
        socket.disconnect();
    },

    async exchanges_any_json(options) {
        const socket = await join(options);
        const long = "x".repeat(100_000);
        const values = [0, 1, -0.5, 1e21, 123456789012, "", "text", "€ 漢字 😀 \u2028 \u0000 \" \\", long, true, false, null, [], {}, [[[]]]];
        const nested = { a: [1, { b: null }], "€": { "": [""] }, "42[": "]" };

        for (const value of [...values, nested]) {
            const echo = next(socket, "echo");
            equal(await ask(socket, "echo", value), value, "ack");
            equal((await echo).slice(0, 1), [value], "event");
        }
        const several = next(socket, "echo");
        socket.emit("echo", ...values);
        equal((await several).slice(0, values.length), values, "several");
        socket.disconnect();
    },

    async exchanges_bytes(options) {
        const socket = await join(options);
        const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
        const mixed = ["text", { deep: [bytes, { deeper: new Uint8Array(0) }] }, bytes];

        equal(await ask(socket, "reverse", bytes), plain(bytes.slice().reverse()), "reversed");
        const echo = next(socket, "echo");
        socket.emit("echo", ...mixed);
        equal((await echo).slice(0, mixed.length), mixed, "mixed");
        socket.disconnect();
    },

    async exchanges_large_bytes(options) {
        const socket = await join(options);
        const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);

        equal(await ask(socket, "reverse", bytes), plain(bytes.slice().reverse()), "reversed");
        socket.disconnect();
    },

    async gets_acknowledgements(options) {
        const socket = await join(options);

        equal(await ask(socket, "nothing"), undefined, "nothing");
        equal((await ask(socket, "fail")).error, { title: "as the test wants it", data: 7 }, "failure");
        equal((await ask(socket, "no-such-event")).error.status, 404, "unknown");
        equal((await ask(socket, "reverse", "text")).error.status, 400, "unfit");
        socket.disconnect();
    },

    async gives_up_waiting_for_an_acknowledgement(options) {
        const socket = await join(options);

        const answer = await socket.timeout(200).emitWithAck("never").catch((/** @type {Error} */ e) => e.message);

        equal(answer, "operation has timed out");
        socket.disconnect();
    },

    async gives_acknowledgements(options) {
        const socket = await join(options);
        socket.on("question", (/** @type {any} */ question, /** @type {Function} */ answer) => answer({ asked: question }, Uint8Array.of(1, 2)));

        equal(await ask(socket, "ask", { a: 1 }), { asked: { a: 1 } });
        equal(await ask(socket, "ask-in-vain"), "TimeoutException");
        socket.disconnect();
    },

    async keeps_the_order(options) {
        const socket = await join(options);
        /** @type {number[]} */
        const echoes = [];
        socket.on("echo", (/** @type {number} */ number) => echoes.push(number));

        for (let i = 0; i < 500; i++) {
            socket.emit("echo", i);
        }
        await ask(socket, "echo", 500);

        equal(echoes, Array.from({ length: 501 }, (_, i) => i));
        socket.disconnect();
    },

    async tells_all(options) {
        const [a, b] = await Promise.all([join(options), join(options)]);

        await ask(a, "tell-all", { to: "all" });

        await settle(a, b);
        equal(a.told, [{ to: "all" }]);
        equal(b.told, [{ to: "all" }]);
        [a, b].forEach((socket) => socket.disconnect());
    },

    async tells_all_but_the_sender(options) {
        const [a, b] = await Promise.all([join(options), join(options)]);

        await ask(a, "tell-others", "others");

        await settle(a, b);
        equal(a.told, []);
        equal(b.told, ["others"]);
        [a, b].forEach((socket) => socket.disconnect());
    },

    async tells_a_room(options) {
        const [a, b, c] = await Promise.all([join(options), join(options), join(options)]);
        const room = "room " + Math.random();
        equal(await ask(a, "join", room), [room]);
        await ask(b, "join", room);

        await ask(c, "tell-room", room, "all in it");
        await ask(a, "tell-others-in-room", room, "others in it");
        await ask(b, "tell-room", room, Uint8Array.of(1, 2, 3));
        // What has not come when he leaves need not come any more.
        await until(() => b.told.length === 3, "all three");
        equal(await ask(b, "leave", room), []);
        await ask(c, "tell-room", room, "who is left");

        await settle(a, b, c);
        equal(a.told, ["all in it", Uint8Array.of(1, 2, 3), "who is left"]);
        equal(b.told, ["all in it", "others in it", Uint8Array.of(1, 2, 3)]);
        equal(c.told, []);
        [a, b, c].forEach((socket) => socket.disconnect());
    },

    async is_told_what_may_be_lost_while_it_listens(options) {
        const socket = await join(options);

        await ask(socket, "tell-me-volatile", 1);
        await ask(socket, "tell-all-volatile", "last");
        await until(() => socket.told.length === 2, "both");
        socket.volatile.emit("tell-all", 3);

        await until(() => socket.told.length === 3, "all");
        equal(socket.told, [1, "last", 3]);
        socket.disconnect();
    },

    async leaves(options) {
        const [a, b] = await Promise.all([join(options), join(options)]);
        const { id } = a;
        /** @type {any[]} */
        const left = [];
        await ask(b, "join", "watchers");
        b.on("left", (/** @type {any[]} */ ...args) => left.push(args.slice(0, 2)));

        const reason = next(a, "disconnect");
        a.disconnect();

        equal((await reason)[0], "io client disconnect");
        await until(() => left.some(([who]) => who === id), "it is told");
        equal(left.filter(([who]) => who === id), [[id, "CLIENT"]]);
        b.disconnect();
    },

    async is_sent_away_and_does_not_come_back_by_itself(options) {
        const socket = await join(options);
        const reason = next(socket, "disconnect");

        socket.emit("send-me-away");

        equal((await reason)[0], "io server disconnect");
        equal(socket.active, false);
        socket.connect();
        await next(socket, "welcome");
        socket.disconnect();
    },

    async uses_namespaces_of_a_pattern(options) {
        const [a, b] = await Promise.all([join(options, {}, "/team-1"), join(options, {}, "/team-2")]);

        await ask(a, "tell-all", "one");
        await ask(b, "tell-all", "two");

        await until(() => a.told.length + b.told.length === 2, "both");
        equal([a.welcome, b.welcome], ["/team-1", "/team-2"]);
        equal([a.told, b.told], [["one"], ["two"]]);
        [a, b].forEach((socket) => socket.disconnect());
    },

    async uses_several_namespaces_on_one_connection(options) {
        const first = await join(options);
        const second = first.io.socket("/team-3", { auth: {} });
        // It connects by itself; to ask for it would be a second CONNECT packet.
        const [welcome] = await next(second, "welcome");

        first.disconnect();
        await ask(second, "tell-all", "still here");

        equal(welcome, "/team-3");
        equal(second.connected, true);
        second.disconnect();
    },
};

/** Runs all steps; the names of those that went well. Fails with the first that did not. */
export async function all(/** @type {any} */ options) {
    const passed = [];
    for (const [name, step] of Object.entries(STEPS)) {
        try {
            await step(options);
            passed.push(name);
        } catch (e) {
            throw new Error(`${name} [${options.transport}]: ${e instanceof Error ? e.message : e}`);
        }
    }
    return passed;
}

// --- one who stays while connections are lost and the server is killed ---

/** @type {any} */
let hearer;
/** @type {any} */
let speaker;
/** @type {string} */
let transport;
/** @type {{ recovered: boolean[], heard: any[], gaps: any[] }} */
let seen;

/** Hears a room through `through`, an address that can be cut, and the channel of the main namespace on the same connection; another speaks. */
export async function listen(/** @type {any} */ options) {
    const backSoon = { reconnectionDelay: options.away, reconnectionDelayMax: options.away, randomizationFactor: 0 };
    seen = { recovered: [], heard: [], gaps: [] };
    hearer = await join({ ...options, url: options.through }, backSoon);
    hearer.on("connect", () => seen.recovered.push(hearer.recovered));
    hearer.on("gap", (/** @type {any} */ gap) => seen.gaps.push(gap));
    speaker = await join(options, { reconnectionDelay: 200, reconnectionDelayMax: 200 });
    await ask(hearer, "join", options.room);
    await ask(hearer, "remember", { room: options.room });
    transport = options.transport;
    await until(usesTransport, transport);
    return hearer.id;
}

/** Says numbers, each again until it is acknowledged. */
export async function say(/** @type {any} */ options) {
    for (let number = options.from; number <= options.through; number++) {
        await ask(speaker, "tell-room", options.room, number);
    }
}

/** What was heard, as soon as it is this many; after that all who are there are asked whether it stays so. */
export async function heard(/** @type {any} */ options) {
    await until(() => hearer.told.length >= options.count && hearer.connected, `${options.count} of ${hearer.told.length}`);
    const remembered = await ask(hearer, "remembered");
    const rooms = await ask(hearer, "rooms");
    return { heard: hearer.told, id: hearer.id, remembered, rooms, recovered: seen.recovered, gaps: seen.gaps };
}

/** Waits until both are connected, the hearer so many times again and by what it uses: who is cut before goes on polling. */
export async function back(/** @type {any} */ options) {
    const isBack = () => seen.recovered.length >= options.times && hearer.connected && speaker.connected && usesTransport();
    await until(isBack, `${options.times} returns, of which there are ${seen.recovered.length}`);
}

function usesTransport() {
    return hearer.io.engine?.transport.name === transport;
}

export async function leave() {
    hearer.disconnect();
    speaker.disconnect();
}
