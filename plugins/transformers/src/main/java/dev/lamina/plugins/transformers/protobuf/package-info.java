/** Protobuf messages, read field by field without generated classes. */
@NullMarked
package dev.lamina.plugins.transformers.protobuf;

import org.jspecify.annotations.NullMarked;
