/** Who calls: which access tokens are accepted, and what each operation asks of them. */
@NullMarked
package io.keycloakspa.articles.security;

import org.jspecify.annotations.NullMarked;
