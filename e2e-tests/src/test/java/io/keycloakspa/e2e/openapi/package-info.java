/** What the JSON API promises in its OpenAPI document, held against what it answers. */
@NullMarked
package io.keycloakspa.e2e.openapi;

import org.jspecify.annotations.NullMarked;
