/** What Lamina gives to a component that asks for it in its constructor. */
@NullMarked
package dev.lamina.api.service;

import org.jspecify.annotations.NullMarked;
