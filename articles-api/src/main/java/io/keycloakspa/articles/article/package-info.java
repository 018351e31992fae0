/** Articles: what they are, who may see and change them, and their HTTP operations. */
@NullMarked
package io.keycloakspa.articles.article;

import org.jspecify.annotations.NullMarked;
