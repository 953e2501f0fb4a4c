/** The ticker over HTTP: {@code /api/ticker}. Resources translate and do nothing else; {@code docs/ticker.md} is their contract. */
@NullMarked
package dev.carillon.ticker.api;

import org.jspecify.annotations.NullMarked;
