/** A real Chromium: found or installed, one fresh profile for each test. */
@NullMarked
package io.keycloakspa.e2e.browser;

import org.jspecify.annotations.NullMarked;
