/** How often one person and one source may ask, so that none of them takes the API from the others. */
@NullMarked
package io.keycloakspa.articles.limit;

import org.jspecify.annotations.NullMarked;
