import { blocks } from "/chat/markdown.js";
import { same } from "./check.js";

/** A tree as a short text: what is emphasised between stars, links as <address→text>. */
function shown(text) {
  return blocks(text).map(block).join("/");
}

function block({ kind, content, text, items, start }) {
  switch (kind) {
    case "paragraph":
      return content.map(inline).join("");
    case "code":
      return `{${text}}`;
    case "quote":
      return `>${content.map(block).join("/")}<`;
    case "list":
      return `${start ?? "-"}[${items.map((item) => item.map(block).join("/")).join("|")}]`;
  }
}

function inline(node) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "code":
      return `{${node.text}}`;
    case "link":
      return `<${node.href}→${node.text}>`;
    default:
      return `${node.kind}(${node.content.map(inline).join("")})`;
  }
}

const CASES = {
  "plain": "plain",
  "two\nlines": "two\nlines",
  "one\n\nother": "one/other",
  "*a* _b_ **c** __d__ ***e***": "em(a) em(b) strong(c) strong(d) em(strong(e))",
  "**a *b* c**": "strong(a em(b) c)",
  "2 * 3 * 4": "2 * 3 * 4",
  "snake_case_name": "snake_case_name",
  "a*b*c": "aem(b)c",
  "*unclosed **pair**": "*unclosed strong(pair)",
  "**你好。**世界": "strong(你好。)世界",
  "****": "****",
  "*****a*****": "*****a*****",
  "\\*no\\*": "*no*",
  "`*code*` ``a`b``": "{*code*} {a`b}",
  "`unclosed": "`unclosed",
  "```js\nlet a;\n*b*\n```\nafter": "{let a;\n*b*}/after",
  "```\nunclosed": "{unclosed}",
  "> a\n> > b\nc": ">a/>b<</c",
  "- a\n- *b*\n  more": "-[a|em(b)\nmore]",
  "3. a\n4. b": "3[a|b]",
  "-no list": "-no list",
  "<b>x</b> &amp; <script>": "<b>x</b> &amp; <script>",
  "see https://example.org/a_b_c.": "see <https://example.org/a_b_c→https://example.org/a_b_c>.",
  "(https://example.org/x_(y))": "(<https://example.org/x_(y)→https://example.org/x_(y)>)",
  "<https://example.org>": "<https://example.org/→https://example.org>",
  "[a b](https://example.org/)": "<https://example.org/→a b>",
  "[a](javascript:alert(1))": "[a](javascript:alert(1))",
  "[a](data:text/html,x) ftp://x.example/": "[a](data:text/html,x) ftp://x.example/",
  "https://bank.example@evil.example/": "https://bank.example@evil.example/",
  "xhttps://example.org": "xhttps://example.org",
  "HTTPS://EXAMPLE.ORG/A": "<https://example.org/A→HTTPS://EXAMPLE.ORG/A>",
  "见https://example.org/路径。": "见<https://example.org/%E8%B7%AF%E5%BE%84→https://example.org/路径>。",
};

export function each_text_is_shown_as_docs_say() {
  for (const [text, expected] of Object.entries(CASES)) {
    same(shown(text), expected, JSON.stringify(text));
  }
}

export function nothing_of_a_text_is_lost() {
  const all = "*_`[](<>)\\#-+!~ \n".split("");
  let seed = 7;
  for (let round = 0; round < 3_000; round++) {
    let text = "";
    for (let i = 0; i < 12; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      text += seed % 3 === 0 ? "ab"[seed % 2] : all[seed % all.length];
    }
    const letters = (value) => value.replace(/[^ab]/g, "");
    const plain = shown(text).replace(/(em|strong)\(/g, "").replace(/<[^→]*→/g, "");
    same(letters(plain).length >= letters(text.replace(/^( {0,3})(```+|~~~+).*$/gm, "")).length, true, JSON.stringify(text));
  }
}

/** What somebody sends to make a page stand still. */
export function long_texts_that_mean_harm_take_no_time() {
  const harm = ["*a", "**a *", "_a_*", "[", "[a](", "`", "` ``", "> ", "- ", "http://", "https://a.example/(", "![", "<http://", "*a**b***c"];
  for (const piece of harm) {
    const text = piece.repeat(Math.floor(48_000 / piece.length));
    const begin = performance.now();
    blocks(text);
    const millis = performance.now() - begin;
    same(millis < 1_000, true, `${piece} takes ${Math.round(millis)} ms`);
  }
}
