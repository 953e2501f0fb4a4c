/** What a chat is made of: people, rooms, roles and who may do what. Values that cannot be wrong, and nothing that runs. */
@NullMarked
package dev.carillon.chat.model;

import org.jspecify.annotations.NullMarked;
