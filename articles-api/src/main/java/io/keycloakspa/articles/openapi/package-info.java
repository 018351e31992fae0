/** The description of this API for tools and people (OpenAPI 3.1). */
@NullMarked
package io.keycloakspa.articles.openapi;

import org.jspecify.annotations.NullMarked;
