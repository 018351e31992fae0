/** Requests and answers of JSON endpoints, short enough to read in a test. */
@NullMarked
package io.keycloakspa.e2e.http;

import org.jspecify.annotations.NullMarked;
