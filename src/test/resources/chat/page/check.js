// What the tests of the chat's scripts share.

/** Fails unless both say the same as JSON. */
export function same(actual, expected, what = "") {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) {
    throw new Error(`${what} expected ${other}, but it is ${one}`);
  }
}

export function message(offset, more = {}) {
  return {
    id: `e-${offset}`,
    author: { id: "ann", name: "Ann", guest: false },
    text: `number ${offset}`,
    time: new Date(1_700_000_000_000 + offset * 1_000).toISOString(),
    replyTo: null,
    thread: null,
    mentions: [],
    editedAt: null,
    deletedAt: null,
    reactions: [],
    replies: 0,
    by: null,
    ...more,
  };
}

export function messages(from, through) {
  return Array.from({ length: through - from + 1 }, (_, index) => message(from + index));
}

export function offsets(list) {
  return list.map(({ id }) => Number(id.split("-")[1]));
}

/** A storage that a test can look into. */
export function newStorage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
}

/** Lets everything happen that is due. */
export function settled() {
  return new Promise((done) => setTimeout(done, 20));
}
