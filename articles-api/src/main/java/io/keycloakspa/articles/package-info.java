/** The articles API of the blog: an OAuth 2.0 resource server over one PostgreSQL table. */
@NullMarked
package io.keycloakspa.articles;

import org.jspecify.annotations.NullMarked;
