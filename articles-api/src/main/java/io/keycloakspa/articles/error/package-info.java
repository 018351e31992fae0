/** Every answer that is not a success, as problem details with stable codes (RFC 9457). */
@NullMarked
package io.keycloakspa.articles.error;

import org.jspecify.annotations.NullMarked;
