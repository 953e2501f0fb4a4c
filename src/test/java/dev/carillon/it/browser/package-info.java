/**
 * The pages in a real Chromium, driven by Playwright.
 *
 * <pre>{@code
 * @BrowserTest
 * class GreetingIT {
 *     @Test
 *     void what_one_person_publishes_another_one_reads(Visitors visitors) {
 *         Page sender = visitors.open(Look.DESKTOP).visit("/");
 *         Page reader = visitors.open(Look.PHONE.in("zh-CN").dark()).visit("/");
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>A test fails by itself when a page throws, logs an error or is stopped by its Content-Security-Policy, unless it was expected
 * ({@link dev.carillon.it.browser.Visitor#expect}). Then {@code target/browser} has a screenshot and a trace of each visitor; {@code npx
 * playwright show-trace}, or https://trace.playwright.dev, which keeps the file in the browser, shows the trace.
 */
package dev.carillon.it.browser;
