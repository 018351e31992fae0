/** What a request to the articles API costs: the shipped jar, asked over HTTP. */
@NullMarked
package io.keycloakspa.articles;

import org.jspecify.annotations.NullMarked;
